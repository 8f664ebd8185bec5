-- for update
SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK) WHERE users.age > 3;
-- for update nowait
SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK, NOWAIT);
-- for update, skipping
SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK, READPAST) ORDER BY users.id;
-- the first free row
SELECT TOP (1) users.id FROM users WITH (UPDLOCK, ROWLOCK, READPAST) ORDER BY users.id;
-- for share
SELECT users.id FROM users WITH (REPEATABLEREAD, ROWLOCK);
-- for share nowait
SELECT users.id FROM users WITH (REPEATABLEREAD, ROWLOCK, NOWAIT);
-- of a join
SELECT users.name, posts.title FROM users WITH (UPDLOCK, ROWLOCK) JOIN posts WITH (UPDLOCK, ROWLOCK) ON posts.author_id = users.id;
-- of one table of a join
SELECT users.name, posts.title FROM users JOIN posts WITH (UPDLOCK, ROWLOCK) ON posts.author_id = users.id;
-- of an alias
SELECT u.name FROM users AS u WITH (UPDLOCK, ROWLOCK) JOIN posts ON posts.author_id = u.id;
-- of two tables, skipping
SELECT users.name, posts.title FROM users WITH (UPDLOCK, ROWLOCK, READPAST) JOIN posts WITH (UPDLOCK, ROWLOCK, READPAST) ON posts.author_id = users.id;
-- for share of
SELECT users.name FROM users WITH (REPEATABLEREAD, ROWLOCK) JOIN posts ON posts.author_id = users.id;
-- for no key update
SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK) WHERE users.age > 3;
-- for key share, skipping
SELECT users.id FROM users WITH (REPEATABLEREAD, ROWLOCK, READPAST);
-- not of a subquery
SELECT users.name FROM users WITH (UPDLOCK, ROWLOCK) WHERE users.id IN (SELECT posts.author_id FROM posts);

