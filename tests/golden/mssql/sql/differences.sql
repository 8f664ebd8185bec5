-- dates compared
SELECT users.id FROM users WHERE users.born >= @P1 AND users.born BETWEEN @P2 AND @P3;
-- a date inserted
INSERT INTO users (name, born, height, active) VALUES (@P1, @P2, @P3, @P4);
-- a quote, a backslash and a bracket
SELECT users.id FROM users WHERE users.name = @P1 AND users.nick <> @P2;
-- beyond ASCII
SELECT users.id, @P1 FROM users WHERE users.name <> @P2;
-- a number as text
SELECT CAST(users.id AS NVARCHAR(max)) + @P1 + users.name FROM users WHERE CAST(users.age AS NVARCHAR(max)) = @P2;
-- a condition as a number
SELECT CAST(CASE WHEN users.age > @P1 THEN 1 WHEN NOT (users.age > @P1) THEN 0 END AS INTEGER), sum(CAST(CASE WHEN users.active = 1 THEN @P2 ELSE @P3 END AS BIGINT)) OVER () FROM users;
-- a number as a condition
SELECT users.id FROM users WHERE CAST(users.age AS BIT) = 1 AND NOT (CAST(users.id - users.id AS BIT) = 1);
-- exists beside a column
SELECT users.name, CASE WHEN EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) THEN 1 ELSE 0 END FROM users;
-- ordered by exists
SELECT users.id FROM users ORDER BY CASE WHEN EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) THEN 1 ELSE 0 END DESC, users.id;
-- patterns with an escape, in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(replace(replace(replace(replace(lower(@P1), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND lower(users.name) NOT LIKE replace(replace(replace(replace(replace(lower(@P2), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- part of a date in a condition
SELECT users.id FROM users WHERE DATEPART(year, users.born) = @P1;
-- of an outer join, nothing
SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id AND posts.title <> @P1 WHERE posts.title IS NULL OR posts.title > @P2 ORDER BY users.id, posts.id;
-- three tables
SELECT users.name, posts.title, parent.title FROM users JOIN posts ON posts.author_id = users.id LEFT JOIN posts AS parent ON parent.id = posts.parent_id ORDER BY posts.id;
-- a cte beside a table
WITH counted AS (SELECT posts.author_id AS author, count_big(*) AS n FROM posts GROUP BY posts.author_id) SELECT users.name, counted.n FROM users LEFT JOIN counted ON counted.author = users.id WHERE counted.n > @P1;
-- a cte used twice
WITH counted AS (SELECT posts.author_id AS author, count_big(*) AS n FROM posts GROUP BY posts.author_id) SELECT counted.author FROM counted WHERE counted.n = (SELECT max(counted.n) FROM counted);
-- deleted, the first of an order
DELETE FROM users WHERE users.id IN (SELECT TOP (@P1) users.id FROM users ORDER BY CASE WHEN users.age IS NULL THEN 1 ELSE 0 END, users.age DESC, users.id);
-- updated, the first of an order
UPDATE users SET nick = @P1 WHERE users.id IN (SELECT TOP (@P2) users.id FROM users ORDER BY CASE WHEN users.age IS NULL THEN 1 ELSE 0 END, users.age DESC, users.id);
-- updated by a case
UPDATE users SET age = CASE WHEN users.age > @P1 THEN users.age - @P2 ELSE users.age + @P3 END, nick = coalesce(users.nick, users.name);
-- three rows, one known
MERGE INTO users WITH (HOLDLOCK) USING (SELECT @P1 AS name, @P2 AS age UNION ALL SELECT @P3, @P4 UNION ALL SELECT @P5, @P6) AS excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = excluded.age * @P7 WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- three rows, one left
MERGE INTO users WITH (HOLDLOCK) USING (SELECT @P1 AS name, @P2 AS age UNION ALL SELECT @P3, @P4 UNION ALL SELECT @P5, @P6) AS excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- ranked groups
SELECT users.active, count_big(*), rank() OVER (ORDER BY count_big(*) DESC) FROM users GROUP BY users.active;
-- the last page
SELECT users.id FROM users ORDER BY users.id DESC OFFSET @P1 ROWS FETCH NEXT @P2 ROWS ONLY;
-- nothing of everything
SELECT TOP (@P1) users.id FROM users WHERE 1 = 0;
-- distinct of two
SELECT DISTINCT users.active, CASE WHEN users.age IS NULL THEN 1 ELSE 0 END FROM users ORDER BY users.active;
-- the union of pages
SELECT u.id FROM (SELECT * FROM (SELECT TOP (@P1) users.id FROM users ORDER BY users.id) AS part_1 UNION ALL SELECT * FROM (SELECT TOP (@P2) posts.id FROM posts ORDER BY posts.id) AS part_2) AS u;
-- every text function
SELECT upper(trim(@P1)), (len(@P2 + N'.') - 1), replace(users.nick, @P3, @P4), substring(users.name, @P5, @P6), charindex(@P7, users.name) FROM users;
-- rounding
SELECT round(users.height, @P1), floor(-users.height), ceiling(-users.height), abs(-users.height), sign(-users.age), -users.age % @P2, -users.age / @P3 FROM users;

