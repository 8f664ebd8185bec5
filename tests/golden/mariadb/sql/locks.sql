-- for update
SELECT users.id FROM users WHERE users.age > ? FOR UPDATE;
-- for update nowait
SELECT users.id FROM users FOR UPDATE NOWAIT;
-- for update, skipping
SELECT users.id FROM users ORDER BY users.id FOR UPDATE SKIP LOCKED;
-- the first free row
SELECT users.id FROM users ORDER BY users.id LIMIT ? FOR UPDATE SKIP LOCKED;
-- for share
SELECT users.id FROM users LOCK IN SHARE MODE;
-- for share nowait
SELECT users.id FROM users LOCK IN SHARE MODE NOWAIT;
-- of a join
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE;
-- of one table of a join
-- refused: FOR UPDATE OF is not possible on mariadb: lock the rows of all tables, or select the keys first
-- of an alias
-- refused: FOR UPDATE OF is not possible on mariadb: lock the rows of all tables, or select the keys first
-- of two tables, skipping
-- refused: FOR UPDATE OF is not possible on mariadb: lock the rows of all tables, or select the keys first
-- for share of
-- refused: FOR UPDATE OF is not possible on mariadb: lock the rows of all tables, or select the keys first
-- for no key update
SELECT users.id FROM users WHERE users.age > ? FOR UPDATE;
-- for key share, skipping
SELECT users.id FROM users LOCK IN SHARE MODE SKIP LOCKED;
-- not of a subquery
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts) FOR UPDATE;

