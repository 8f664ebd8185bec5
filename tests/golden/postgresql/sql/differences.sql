-- dates compared
SELECT users.id FROM users WHERE users.born >= $1 AND users.born BETWEEN $2 AND $3;
-- a date inserted
INSERT INTO users (name, born, height, active) VALUES ($1, $2, $3, $4);
-- a quote, a backslash and a bracket
SELECT users.id FROM users WHERE users.name = $1 AND users.nick <> $2;
-- beyond ASCII
SELECT users.id, CAST($1 AS TEXT) FROM users WHERE users.name <> $2;
-- a number as text
SELECT CAST(users.id AS VARCHAR) || $1 || users.name FROM users WHERE CAST(users.age AS VARCHAR) = $2;
-- a condition as a number
SELECT CAST(users.age > $1 AS INTEGER), sum(CASE WHEN users.active THEN CAST($2 AS BIGINT) ELSE CAST($3 AS BIGINT) END) OVER () FROM users;
-- a number as a condition
SELECT users.id FROM users WHERE CAST(users.age AS BOOLEAN) AND NOT CAST(users.id - users.id AS BOOLEAN);
-- exists beside a column
SELECT users.name, EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) FROM users;
-- ordered by exists
SELECT users.id FROM users ORDER BY EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) DESC, users.id;
-- patterns with an escape, in any case
SELECT users.id FROM users WHERE users.name ILIKE $1 ESCAPE '/' AND users.name NOT ILIKE $2 ESCAPE '/';
-- part of a date in a condition
SELECT users.id FROM users WHERE CAST(EXTRACT(YEAR FROM users.born) AS BIGINT) = $1;
-- of an outer join, nothing
SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id AND posts.title <> $1 WHERE posts.title IS NULL OR posts.title > $2 ORDER BY users.id, posts.id;
-- three tables
SELECT users.name, posts.title, parent.title FROM users JOIN posts ON posts.author_id = users.id LEFT JOIN posts AS parent ON parent.id = posts.parent_id ORDER BY posts.id;
-- a cte beside a table
WITH counted AS (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) SELECT users.name, counted.n FROM users LEFT JOIN counted ON counted.author = users.id WHERE counted.n > $1;
-- a cte used twice
WITH counted AS (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) SELECT counted.author FROM counted WHERE counted.n = (SELECT max(counted.n) FROM counted);
-- deleted, the first of an order
DELETE FROM users WHERE users.id IN (SELECT users.id FROM users ORDER BY users.age DESC NULLS LAST, users.id LIMIT $1);
-- updated, the first of an order
UPDATE users SET nick = $1 WHERE users.id IN (SELECT users.id FROM users ORDER BY users.age DESC NULLS LAST, users.id LIMIT $2);
-- updated by a case
UPDATE users SET age = CASE WHEN users.age > $1 THEN users.age - $2 ELSE users.age + $3 END, nick = coalesce(users.nick, users.name);
-- three rows, one known
INSERT INTO users (name, age) VALUES ($1, $2), ($3, $4), ($5, $6) ON CONFLICT (name) DO UPDATE SET age = excluded.age * $7;
-- three rows, one left
INSERT INTO users (name, age) VALUES ($1, $2), ($3, $4), ($5, $6) ON CONFLICT (name) DO NOTHING;
-- ranked groups
SELECT users.active, count(*), rank() OVER (ORDER BY count(*) DESC) FROM users GROUP BY users.active;
-- the last page
SELECT users.id FROM users ORDER BY users.id DESC LIMIT $1 OFFSET $2;
-- nothing of everything
SELECT users.id FROM users WHERE 1 = 0 LIMIT $1;
-- distinct of two
SELECT DISTINCT users.active, users.age IS NULL FROM users ORDER BY users.active;
-- the union of pages
SELECT u.id FROM ((SELECT users.id FROM users ORDER BY users.id LIMIT $1) UNION ALL (SELECT posts.id FROM posts ORDER BY posts.id LIMIT $2)) AS u;
-- every text function
SELECT upper(trim($1)), length($2), replace(users.nick, $3, $4), substr(users.name, $5, $6), strpos(users.name, $7) FROM users;
-- rounding
SELECT CAST(round(CAST(users.height AS NUMERIC), $1) AS DOUBLE PRECISION), floor(-users.height), ceil(-users.height), abs(-users.height), sign(-users.age), -users.age % $2, -users.age / $3 FROM users;

