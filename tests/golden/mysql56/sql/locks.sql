-- for update
SELECT users.id FROM users WHERE users.age > ? FOR UPDATE;
-- for update nowait
-- refused: NOWAIT is not possible on mysql: set the session's time to wait for a lock
-- for update, skipping
-- refused: SKIP LOCKED is not possible on mysql: use a newer version of the database
-- the first free row
-- refused: SKIP LOCKED is not possible on mysql: use a newer version of the database
-- for share
SELECT users.id FROM users LOCK IN SHARE MODE;
-- for share nowait
-- refused: NOWAIT is not possible on mysql: set the session's time to wait for a lock
-- of a join
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id FOR UPDATE;
-- of one table of a join
-- refused: FOR UPDATE OF is not possible on mysql: lock the rows of all tables, or select the keys first
-- of an alias
-- refused: FOR UPDATE OF is not possible on mysql: lock the rows of all tables, or select the keys first
-- of two tables, skipping
-- refused: SKIP LOCKED is not possible on mysql: use a newer version of the database
-- for share of
-- refused: FOR UPDATE OF is not possible on mysql: lock the rows of all tables, or select the keys first
-- for no key update
SELECT users.id FROM users WHERE users.age > ? FOR UPDATE;
-- for key share, skipping
-- refused: SKIP LOCKED is not possible on mysql: use a newer version of the database
-- not of a subquery
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts) FOR UPDATE;

