-- in from
SELECT older.called, older.id, older.n FROM (SELECT users.id, users.name AS called, count_big(*) AS n FROM users WHERE users.age > 60 GROUP BY users.id, users.name) AS older WHERE older.n > 1;
-- joined
SELECT users.name FROM users JOIN (SELECT posts.author_id FROM posts WHERE posts.title = N'x') AS anon_1 ON anon_1.author_id = users.id;
-- all of a subquery
SELECT older.id, older.called, older.n FROM (SELECT users.id, users.name AS called, count_big(*) AS n FROM users WHERE users.age > 60 GROUP BY users.id, users.name) AS older;
-- columns of one name and of none
SELECT count_big(*) FROM (SELECT users.id, posts.id AS id_2, users.age + 1 AS item, users.age + 2 AS item_2 FROM users, posts WHERE posts.author_id = users.id) AS both;
-- scalar
SELECT users.name, (SELECT count_big(*) FROM posts WHERE posts.author_id = users.id) AS n FROM users;
-- scalar compared
SELECT users.name FROM users WHERE users.age > (SELECT avg(CAST(users.age AS FLOAT)) FROM users);
-- exists
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) AND NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id AND posts.title = N'x');
-- nested correlation
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id AND EXISTS (SELECT 1 WHERE posts.parent_id = users.id));
-- values
SELECT v.n, v.t FROM (VALUES (1, N'a'), (2, NULL)) AS v (n, t) WHERE v.n > 1;
-- exists selected
SELECT CASE WHEN EXISTS (SELECT users.id FROM users) THEN 1 ELSE 0 END;

