-- for update
SELECT users.id FROM users WHERE users.age > ? FOR UPDATE;
-- for update nowait
SELECT users.id FROM users FOR UPDATE NOWAIT;
-- for update, skipping
SELECT users.id FROM users ORDER BY users.id FOR UPDATE SKIP LOCKED;
-- the first free row
SELECT users.id FROM users ORDER BY users.id LIMIT ? FOR UPDATE SKIP LOCKED;
-- for share
SELECT users.id FROM users FOR SHARE;
-- for share nowait
SELECT users.id FROM users FOR SHARE NOWAIT;
-- of a join
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE;
-- of one table of a join
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE OF posts;
-- of an alias
SELECT u.name FROM users AS u JOIN posts ON posts.author_id = u.id FOR UPDATE OF u;
-- of two tables, skipping
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE OF users, posts SKIP LOCKED;
-- for share of
SELECT users.name FROM users JOIN posts ON posts.author_id = users.id FOR SHARE OF users;
-- for no key update
SELECT users.id FROM users WHERE users.age > ? FOR UPDATE;
-- for key share, skipping
SELECT users.id FROM users FOR SHARE SKIP LOCKED;
-- not of a subquery
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts) FOR UPDATE;

