-- in from
SELECT older.called, older.id, older.n FROM (SELECT users.id, users.name AS called, count(*) AS n FROM users WHERE users.age > ? GROUP BY users.id, users.name) AS older WHERE older.n > ?;
-- joined
SELECT users.name FROM users JOIN (SELECT posts.author_id FROM posts WHERE posts.title = ?) AS anon_1 ON anon_1.author_id = users.id;
-- all of a subquery
SELECT older.id, older.called, older.n FROM (SELECT users.id, users.name AS called, count(*) AS n FROM users WHERE users.age > ? GROUP BY users.id, users.name) AS older;
-- columns of one name and of none
SELECT count(*) FROM (SELECT users.id, posts.id AS id_2, users.age + ? AS item, users.age + ? AS item_2 FROM users, posts WHERE posts.author_id = users.id) AS `both`;
-- scalar
SELECT users.name, (SELECT count(*) FROM posts WHERE posts.author_id = users.id) AS n FROM users;
-- scalar compared
SELECT users.name FROM users WHERE users.age > (SELECT avg(users.age) FROM users);
-- exists
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) AND NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id AND posts.title = ?);
-- nested correlation
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id AND EXISTS (SELECT ? FROM DUAL WHERE posts.parent_id = users.id));
-- values
SELECT v.n, v.t FROM (SELECT ? AS n, ? AS t UNION ALL SELECT ?, NULL) AS v WHERE v.n > ?;
-- exists selected
SELECT EXISTS (SELECT users.id FROM users);

