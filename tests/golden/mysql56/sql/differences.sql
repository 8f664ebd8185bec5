-- dates compared
SELECT users.id FROM users WHERE users.born >= ? AND users.born BETWEEN ? AND ?;
-- a date inserted
INSERT INTO users (name, born, height, active) VALUES (?, ?, ?, ?);
-- a quote, a backslash and a bracket
SELECT users.id FROM users WHERE users.name = ? AND users.nick <> ?;
-- beyond ASCII
SELECT users.id, ? FROM users WHERE users.name <> ?;
-- a number as text
SELECT concat(CAST(users.id AS CHAR), ?, users.name) FROM users WHERE CAST(users.age AS CHAR) = ?;
-- a condition as a number
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- a number as a condition
SELECT users.id FROM users WHERE CAST(users.age AS SIGNED) AND NOT CAST(users.id - users.id AS SIGNED);
-- exists beside a column
SELECT users.name, EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) FROM users;
-- ordered by exists
SELECT users.id FROM users ORDER BY EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) DESC, users.id;
-- patterns with an escape, in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) NOT LIKE lower(?) ESCAPE '/';
-- part of a date in a condition
SELECT users.id FROM users WHERE EXTRACT(YEAR FROM users.born) = ?;
-- of an outer join, nothing
SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id AND posts.title <> ? WHERE posts.title IS NULL OR posts.title > ? ORDER BY users.id, posts.id;
-- three tables
SELECT users.name, posts.title, parent.title FROM users JOIN posts ON posts.author_id = users.id LEFT JOIN posts AS parent ON parent.id = posts.parent_id ORDER BY posts.id;
-- a cte beside a table
-- refused: WITH is not possible on mysql: use a subquery instead
-- a cte used twice
-- refused: WITH is not possible on mysql: use a subquery instead
-- deleted, the first of an order
DELETE FROM users WHERE users.id IN (SELECT * FROM (SELECT users.id FROM users ORDER BY users.age IS NULL, users.age DESC, users.id LIMIT ?) AS part_1);
-- updated, the first of an order
UPDATE users SET nick = ? WHERE users.id IN (SELECT * FROM (SELECT users.id FROM users ORDER BY users.age IS NULL, users.age DESC, users.id LIMIT ?) AS part_1);
-- updated by a case
UPDATE users SET age = CASE WHEN users.age > ? THEN users.age - ? ELSE users.age + ? END, nick = coalesce(users.nick, users.name);
-- three rows, one known
INSERT INTO users (name, age) VALUES (?, ?), (?, ?), (?, ?) ON DUPLICATE KEY UPDATE age = VALUES(age) * ?;
-- three rows, one left
INSERT INTO users (name, age) VALUES (?, ?), (?, ?), (?, ?) ON DUPLICATE KEY UPDATE users.name = users.name;
-- ranked groups
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- the last page
SELECT users.id FROM users ORDER BY users.id DESC LIMIT ? OFFSET ?;
-- nothing of everything
SELECT users.id FROM users WHERE 1 = 0 LIMIT ?;
-- distinct of two
SELECT DISTINCT users.active, users.age IS NULL FROM users ORDER BY users.active;
-- the union of pages
SELECT u.id FROM (SELECT * FROM (SELECT users.id FROM users ORDER BY users.id LIMIT ?) AS part_1 UNION ALL SELECT * FROM (SELECT posts.id FROM posts ORDER BY posts.id LIMIT ?) AS part_2) AS u;
-- every text function
SELECT upper(trim(?)), char_length(?), replace(users.nick, ?, ?), substr(users.name, ?, ?), instr(users.name, ?) FROM users;
-- rounding
SELECT round(users.height, ?), floor(-users.height), ceil(-users.height), abs(-users.height), sign(-users.age), -users.age % ?, -users.age DIV ? FROM users;

