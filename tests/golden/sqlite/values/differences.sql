-- dates compared
SELECT users.id FROM users WHERE users.born >= '1980-03-01' AND users.born BETWEEN '1980-03-01' AND '1990-01-01';
-- a date inserted
INSERT INTO users (name, born, height, active) VALUES ('x', '1980-03-01', 1.5, false);
-- a quote, a backslash and a bracket
SELECT users.id FROM users WHERE users.name = 'it''s \ [x]' AND users.nick <> '''''';
-- beyond ASCII
SELECT users.id, 'Zoë 漢字' FROM users WHERE users.name <> 'Zoë 漢字';
-- a number as text
SELECT CAST(users.id AS TEXT) || '-' || users.name FROM users WHERE CAST(users.age AS TEXT) = '40';
-- a condition as a number
SELECT CAST(users.age > 30 AS INTEGER), sum(CASE WHEN users.active THEN 1 ELSE 0 END) OVER () FROM users;
-- a number as a condition
SELECT users.id FROM users WHERE CAST(users.age AS INTEGER) AND NOT CAST(users.id - users.id AS INTEGER);
-- exists beside a column
SELECT users.name, EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) FROM users;
-- ordered by exists
SELECT users.id FROM users ORDER BY EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) DESC, users.id;
-- patterns with an escape, in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE lower('%/%%') ESCAPE '/' AND lower(users.name) NOT LIKE lower('_/_%') ESCAPE '/';
-- part of a date in a condition
SELECT users.id FROM users WHERE CAST(strftime('%Y', users.born) AS INTEGER) = 1980;
-- of an outer join, nothing
SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id AND posts.title <> 'x' WHERE posts.title IS NULL OR posts.title > 'a' ORDER BY users.id, posts.id;
-- three tables
SELECT users.name, posts.title, parent.title FROM users JOIN posts ON posts.author_id = users.id LEFT JOIN posts AS parent ON parent.id = posts.parent_id ORDER BY posts.id;
-- a cte beside a table
WITH counted AS (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) SELECT users.name, counted.n FROM users LEFT JOIN counted ON counted.author = users.id WHERE counted.n > 0;
-- a cte used twice
WITH counted AS (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) SELECT counted.author FROM counted WHERE counted.n = (SELECT max(counted.n) FROM counted);
-- deleted, the first of an order
DELETE FROM users WHERE users.id IN (SELECT users.id FROM users ORDER BY users.age DESC NULLS LAST, users.id LIMIT 2);
-- updated, the first of an order
UPDATE users SET nick = 'old' WHERE users.id IN (SELECT users.id FROM users ORDER BY users.age DESC NULLS LAST, users.id LIMIT 2);
-- updated by a case
UPDATE users SET age = CASE WHEN users.age > 30 THEN users.age - 1 ELSE users.age + 1 END, nick = coalesce(users.nick, users.name);
-- three rows, one known
INSERT INTO users (name, age) VALUES ('ed', 1), ('x', 2), ('y', 3) ON CONFLICT (name) DO UPDATE SET age = excluded.age * 2;
-- three rows, one left
INSERT INTO users (name, age) VALUES ('ed', 1), ('x', 2), ('y', 3) ON CONFLICT (name) DO NOTHING;
-- ranked groups
SELECT users.active, count(*), rank() OVER (ORDER BY count(*) DESC) FROM users GROUP BY users.active;
-- the last page
SELECT users.id FROM users ORDER BY users.id DESC LIMIT 2 OFFSET 1;
-- nothing of everything
SELECT users.id FROM users WHERE 1 = 0 LIMIT 0;
-- distinct of two
SELECT DISTINCT users.active, users.age IS NULL FROM users ORDER BY users.active;
-- the union of pages
SELECT u.id FROM (SELECT * FROM (SELECT users.id FROM users ORDER BY users.id LIMIT 1) UNION ALL SELECT * FROM (SELECT posts.id FROM posts ORDER BY posts.id LIMIT 1)) AS u;
-- every text function
SELECT upper(trim(' a ')), length('a '), replace(users.nick, '3', ''), substr(users.name, 2, 3), instr(users.name, '0') FROM users;
-- rounding
SELECT round(users.height, 0), floor(-users.height), ceil(-users.height), abs(-users.height), sign(-users.age), -users.age % 7, -users.age / 7 FROM users;

