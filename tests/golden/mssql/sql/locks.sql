-- for update
SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK) WHERE users.age > @P1;
-- for update nowait
SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK, NOWAIT);
-- for update, skipping
SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK, READPAST) ORDER BY users.id;
-- the first free row
SELECT TOP (@P1) users.id FROM users WITH (UPDLOCK, ROWLOCK, READPAST) ORDER BY users.id;
-- for share
SELECT users.id FROM users WITH (REPEATABLEREAD, ROWLOCK);
-- for share nowait
SELECT users.id FROM users WITH (REPEATABLEREAD, ROWLOCK, NOWAIT);
-- of a join
SELECT users.name, posts.title FROM users WITH (UPDLOCK, ROWLOCK) JOIN posts WITH (UPDLOCK, ROWLOCK) ON posts.author_id = users.id;
-- not of a subquery
SELECT users.name FROM users WITH (UPDLOCK, ROWLOCK) WHERE users.id IN (SELECT posts.author_id FROM posts);

