-- in from
SELECT older.called, older.id, older.n FROM (SELECT users.id, users.name AS called, count(*) AS n FROM users WHERE users.age > 60 GROUP BY users.id, users.name) older WHERE older.n > 1;
-- joined
SELECT users.name FROM users JOIN (SELECT posts.author_id FROM posts WHERE posts.title = 'x') anon_1 ON anon_1.author_id = users.id;
-- all of a subquery
SELECT older.id, older.called, older.n FROM (SELECT users.id, users.name AS called, count(*) AS n FROM users WHERE users.age > 60 GROUP BY users.id, users.name) older;
-- columns of one name and of none
SELECT count(*) FROM (SELECT users.id, posts.id AS id_2, users.age + 1 AS item, users.age + 2 AS item_2 FROM users, posts WHERE posts.author_id = users.id) both;
-- scalar
SELECT users.name, (SELECT count(*) FROM posts WHERE posts.author_id = users.id) AS n FROM users;
-- scalar compared
SELECT users.name FROM users WHERE users.age > (SELECT avg(users.age) FROM users);
-- exists
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) AND NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id AND posts.title = 'x');
-- nested correlation
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id AND EXISTS (SELECT 1 FROM DUAL WHERE posts.parent_id = users.id));
-- values
SELECT v.n, v.t FROM (SELECT 1 AS n, 'a' AS t FROM DUAL UNION ALL SELECT 2, NULL FROM DUAL) v WHERE v.n > 1;
-- exists selected
SELECT CASE WHEN EXISTS (SELECT users.id FROM users) THEN 1 ELSE 0 END FROM DUAL;

