-- for update
SELECT users.id FROM users WHERE users.age > 3 FOR UPDATE;
-- for update nowait
SELECT users.id FROM users FOR UPDATE NOWAIT;
-- for update, skipping
SELECT users.id FROM users ORDER BY users.id FOR UPDATE SKIP LOCKED;
-- the first free row
-- refused: FOR UPDATE with a limit is not possible on oracle: select the keys first, then lock their rows
-- for share
-- refused: FOR SHARE is not possible on oracle: use for_update()
-- for share nowait
-- refused: FOR SHARE is not possible on oracle: use for_update()
-- of a join
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE;
-- of one table of a join
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE OF posts.id;
-- of an alias
SELECT u.name FROM users u JOIN posts ON posts.author_id = u.id FOR UPDATE OF u.id;
-- of two tables, skipping
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE OF users.id, posts.id SKIP LOCKED;
-- for share of
-- refused: FOR SHARE is not possible on oracle: use for_update()
-- for no key update
SELECT users.id FROM users WHERE users.age > 3 FOR UPDATE;
-- for key share, skipping
-- refused: FOR SHARE is not possible on oracle: use for_update()
-- not of a subquery
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts) FOR UPDATE;

