-- the first of each group
SELECT ranked.name FROM (SELECT users.name, users.active, row_number() OVER (PARTITION BY users.active ORDER BY users.age DESC) AS place FROM users) AS ranked WHERE ranked.place <= @P1;
-- running total
SELECT users.id, sum(CAST(users.age AS BIGINT)) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- moving average
SELECT users.id, avg(CAST(users.age AS FLOAT)) OVER (ORDER BY users.id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING) FROM users;
-- change to the row before
SELECT users.id, users.age - lag(users.age, @P1) OVER (ORDER BY users.id) FROM users;
-- those without any
SELECT users.name FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id IS NULL;
-- those without any, by not exists
SELECT users.name FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);
-- those with more than the average
WITH counted AS (SELECT posts.author_id AS author, count_big(*) AS n FROM posts GROUP BY posts.author_id) SELECT totals.author FROM (SELECT posts.author_id AS author, count_big(*) AS n FROM posts GROUP BY posts.author_id) AS totals WHERE totals.n > (SELECT avg(CAST(counted.n AS FLOAT)) FROM counted);
-- pairs of equals
SELECT users.name, other.name FROM users, users AS other WHERE users.age = other.age AND users.id < other.id;
-- a column for each value
SELECT users.name, count_big(CASE WHEN users.active = 1 THEN 1 END), count_big(CASE WHEN NOT (users.active = 1) THEN 1 END) FROM users GROUP BY users.name;
-- by year
SELECT DATEPART(year, users.born), count_big(*) FROM users GROUP BY DATEPART(year, users.born) ORDER BY DATEPART(year, users.born);
-- by year and month
SELECT DATEPART(year, users.born), DATEPART(month, users.born), count_big(*) FROM users GROUP BY DATEPART(year, users.born), DATEPART(month, users.born) HAVING count_big(*) > @P1;
-- a tree with its depth
WITH tree (id, parent_id, depth) AS (SELECT posts.id, posts.parent_id, @P1 AS depth FROM posts WHERE posts.parent_id IS NULL UNION ALL SELECT posts.id, posts.parent_id, tree.depth + @P2 FROM posts JOIN tree ON tree.id = posts.parent_id) SELECT tree.id, tree.depth FROM tree ORDER BY tree.depth, tree.id;
-- the deepest of a tree
WITH tree (id, parent_id, depth) AS (SELECT posts.id, posts.parent_id, @P1 AS depth FROM posts WHERE posts.parent_id IS NULL UNION ALL SELECT posts.id, posts.parent_id, tree.depth + @P2 FROM posts JOIN tree ON tree.id = posts.parent_id) SELECT max(tree.depth) FROM tree;
-- the newest of each
SELECT users.name, (SELECT TOP (@P1) posts.title FROM posts WHERE posts.author_id = users.id ORDER BY posts.id DESC) AS newest FROM users;
-- joined with their counts
SELECT users.name, totals.n FROM users LEFT JOIN (SELECT posts.author_id AS author, count_big(*) AS n FROM posts GROUP BY posts.author_id) AS totals ON totals.author = users.id ORDER BY totals.n DESC;
-- both, either, none
SELECT users.name FROM users WHERE users.active = 1 UNION SELECT users.name FROM users WHERE users.age > @P1 EXCEPT SELECT users.nick FROM users;
-- shares of the whole
SELECT users.name, CAST(users.age AS FLOAT(53)) / sum(CAST(users.age AS BIGINT)) OVER () FROM users;
-- quarters
SELECT ntile(@P1) OVER (ORDER BY users.age), users.name FROM users;
-- ranked by two
SELECT users.name, rank() OVER (ORDER BY users.active DESC, CASE WHEN users.age IS NULL THEN 1 ELSE 0 END, users.age) FROM users;
-- set from a count
UPDATE users SET age = (SELECT count_big(*) FROM posts WHERE posts.author_id = users.id) WHERE users.active = 1;
-- deleted by rank
DELETE FROM users WHERE users.id IN (SELECT ranked.place FROM (SELECT users.name, users.active, row_number() OVER (PARTITION BY users.active ORDER BY users.age DESC) AS place FROM users) AS ranked WHERE ranked.place > @P1);
-- inserted from a report
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.age > @P1 AND users.nick IS NOT NULL;
-- searched without regard to case
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(@P1, '[', '[[]') AND lower(users.name) LIKE replace(lower(@P2), '[', '[[]');
-- the text around a name
SELECT @P1 + users.name + @P2, coalesce(users.nick, users.name) + @P3 FROM users;
-- gaps between keys
SELECT users.id + @P1 FROM users WHERE NOT EXISTS (SELECT other.id FROM users AS other WHERE other.id = users.id + @P2);
-- the first and the last of each group
SELECT users.name, first_value(users.id) OVER (PARTITION BY users.active ORDER BY users.age), max(users.id) OVER (PARTITION BY users.active) FROM users;
-- better than most
SELECT users.name FROM users WHERE users.age >= (SELECT avg(CAST(users.age AS FLOAT)) * @P1 FROM users) AND users.active = 1;
-- those with several, and how many
SELECT TOP (@P1) totals.author, totals.n FROM (SELECT posts.author_id AS author, count_big(*) AS n FROM posts GROUP BY posts.author_id) AS totals WHERE totals.n > @P2 ORDER BY totals.n DESC;
-- an average that ignores zeros
SELECT avg(CAST(nullif(users.age, @P1) AS FLOAT)), count_big(nullif(users.age, @P2)) FROM users;
-- bands
SELECT CASE WHEN users.age < @P1 THEN @P2 WHEN users.age < @P3 THEN @P4 ELSE @P5 END, count_big(*) FROM users GROUP BY CASE WHEN users.age < @P1 THEN @P2 WHEN users.age < @P3 THEN @P4 ELSE @P5 END ORDER BY count_big(*) DESC;
-- set to what others have
UPDATE users SET nick = (SELECT min(posts.title) FROM posts WHERE posts.author_id = users.id) WHERE users.nick IS NULL;
-- deleted with nobody left
DELETE FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) AND NOT (users.active = 1);
-- three in one, in order
SELECT users.name FROM users WHERE users.active = 1 UNION ALL SELECT users.nick FROM users WHERE users.age > @P1 UNION ALL SELECT posts.title FROM posts ORDER BY 1 OFFSET 0 ROWS FETCH NEXT @P2 ROWS ONLY;

