-- dates compared
SELECT users.id FROM users WHERE users.born >= ? AND users.born BETWEEN ? AND ?;
-- a date inserted
INSERT INTO users (name, born, height, active) VALUES (?, ?, ?, ?);
-- a quote, a backslash and a bracket
SELECT users.id FROM users WHERE users.name = ? AND users.nick <> ?;
-- beyond ASCII
SELECT users.id, ? FROM users WHERE users.name <> ?;
-- a number as text
SELECT CAST(users.id AS TEXT) || ? || users.name FROM users WHERE CAST(users.age AS TEXT) = ?;
-- a condition as a number
SELECT CAST(users.age > ? AS INTEGER), sum(CASE WHEN users.active THEN ? ELSE ? END) OVER () FROM users;
-- a number as a condition
SELECT users.id FROM users WHERE CAST(users.age AS INTEGER) AND NOT CAST(users.id - users.id AS INTEGER);
-- exists beside a column
SELECT users.name, EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) FROM users;
-- ordered by exists
SELECT users.id FROM users ORDER BY EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) DESC, users.id;
-- patterns with an escape, in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) NOT LIKE lower(?) ESCAPE '/';
-- part of a date in a condition
SELECT users.id FROM users WHERE CAST(strftime('%Y', users.born) AS INTEGER) = ?;
-- of an outer join, nothing
SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id AND posts.title <> ? WHERE posts.title IS NULL OR posts.title > ? ORDER BY users.id, posts.id;
-- three tables
SELECT users.name, posts.title, parent.title FROM users JOIN posts ON posts.author_id = users.id LEFT JOIN posts AS parent ON parent.id = posts.parent_id ORDER BY posts.id;
-- a cte beside a table
WITH counted AS (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) SELECT users.name, counted.n FROM users LEFT JOIN counted ON counted.author = users.id WHERE counted.n > ?;
-- a cte used twice
WITH counted AS (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) SELECT counted.author FROM counted WHERE counted.n = (SELECT max(counted.n) FROM counted);
-- deleted, the first of an order
DELETE FROM users WHERE users.id IN (SELECT users.id FROM users ORDER BY users.age DESC NULLS LAST, users.id LIMIT ?);
-- updated, the first of an order
UPDATE users SET nick = ? WHERE users.id IN (SELECT users.id FROM users ORDER BY users.age DESC NULLS LAST, users.id LIMIT ?);
-- updated by a case
UPDATE users SET age = CASE WHEN users.age > ? THEN users.age - ? ELSE users.age + ? END, nick = coalesce(users.nick, users.name);
-- three rows, one known
INSERT INTO users (name, age) VALUES (?, ?), (?, ?), (?, ?) ON CONFLICT (name) DO UPDATE SET age = excluded.age * ?;
-- three rows, one left
INSERT INTO users (name, age) VALUES (?, ?), (?, ?), (?, ?) ON CONFLICT (name) DO NOTHING;
-- ranked groups
SELECT users.active, count(*), rank() OVER (ORDER BY count(*) DESC) FROM users GROUP BY users.active;
-- the last page
SELECT users.id FROM users ORDER BY users.id DESC LIMIT ? OFFSET ?;
-- nothing of everything
SELECT users.id FROM users WHERE 1 = 0 LIMIT ?;
-- distinct of two
SELECT DISTINCT users.active, users.age IS NULL FROM users ORDER BY users.active;
-- the union of pages
SELECT u.id FROM (SELECT * FROM (SELECT users.id FROM users ORDER BY users.id LIMIT ?) UNION ALL SELECT * FROM (SELECT posts.id FROM posts ORDER BY posts.id LIMIT ?)) AS u;
-- every text function
SELECT upper(trim(?)), length(?), replace(users.nick, ?, ?), substr(users.name, ?, ?), instr(users.name, ?) FROM users;
-- rounding
SELECT round(users.height, ?), floor(-users.height), ceil(-users.height), abs(-users.height), sign(-users.age), -users.age % ?, -users.age / ? FROM users;

