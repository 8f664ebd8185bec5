-- the first of each group
SELECT ranked.name FROM (SELECT users.name, users.active, row_number() OVER (PARTITION BY users.active ORDER BY users.age DESC) AS place FROM users) AS ranked WHERE ranked.place <= ?;
-- running total
SELECT users.id, sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- moving average
SELECT users.id, avg(users.age) OVER (ORDER BY users.id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING) FROM users;
-- change to the row before
SELECT users.id, users.age - lag(users.age, ?) OVER (ORDER BY users.id) FROM users;
-- those without any
SELECT users.name FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id IS NULL;
-- those without any, by not exists
SELECT users.name FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);
-- those with more than the average
WITH counted AS (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) SELECT totals.author FROM (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) AS totals WHERE totals.n > (SELECT avg(counted.n) FROM counted);
-- pairs of equals
SELECT users.name, other.name FROM users, users AS other WHERE users.age = other.age AND users.id < other.id;
-- a column for each value
SELECT users.name, count(CASE WHEN users.active THEN 1 END), count(CASE WHEN NOT users.active THEN 1 END) FROM users GROUP BY users.name;
-- by year
SELECT EXTRACT(YEAR FROM users.born), count(*) FROM users GROUP BY EXTRACT(YEAR FROM users.born) ORDER BY EXTRACT(YEAR FROM users.born);
-- by year and month
SELECT EXTRACT(YEAR FROM users.born), EXTRACT(MONTH FROM users.born), count(*) FROM users GROUP BY EXTRACT(YEAR FROM users.born), EXTRACT(MONTH FROM users.born) HAVING count(*) > ?;
-- a tree with its depth
WITH RECURSIVE tree (id, parent_id, depth) AS (SELECT posts.id, posts.parent_id, ? AS depth FROM posts WHERE posts.parent_id IS NULL UNION ALL SELECT posts.id, posts.parent_id, tree.depth + ? FROM posts JOIN tree ON tree.id = posts.parent_id) SELECT tree.id, tree.depth FROM tree ORDER BY tree.depth, tree.id;
-- the deepest of a tree
WITH RECURSIVE tree (id, parent_id, depth) AS (SELECT posts.id, posts.parent_id, ? AS depth FROM posts WHERE posts.parent_id IS NULL UNION ALL SELECT posts.id, posts.parent_id, tree.depth + ? FROM posts JOIN tree ON tree.id = posts.parent_id) SELECT max(tree.depth) FROM tree;
-- the newest of each
SELECT users.name, (SELECT posts.title FROM posts WHERE posts.author_id = users.id ORDER BY posts.id DESC LIMIT ?) AS newest FROM users;
-- joined with their counts
SELECT users.name, totals.n FROM users LEFT JOIN (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) AS totals ON totals.author = users.id ORDER BY totals.n DESC;
-- both, either, none
SELECT users.name FROM users WHERE users.active UNION SELECT users.name FROM users WHERE users.age > ? EXCEPT SELECT users.nick FROM users;
-- shares of the whole
SELECT users.name, CAST(users.age AS DOUBLE) / sum(users.age) OVER () FROM users;
-- quarters
SELECT ntile(?) OVER (ORDER BY users.age), users.name FROM users;
-- ranked by two
SELECT users.name, rank() OVER (ORDER BY users.active DESC, users.age IS NULL, users.age) FROM users;
-- set from a count
UPDATE users SET age = (SELECT count(*) FROM posts WHERE posts.author_id = users.id) WHERE users.active;
-- deleted by rank
DELETE FROM users WHERE users.id IN (SELECT ranked.place FROM (SELECT users.name, users.active, row_number() OVER (PARTITION BY users.active ORDER BY users.age DESC) AS place FROM users) AS ranked WHERE ranked.place > ?);
-- inserted from a report
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.age > ? AND users.nick IS NOT NULL;
-- searched without regard to case
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(?, '\\', '\\\\') AND lower(users.name) LIKE lower(replace(?, '\\', '\\\\'));
-- the text around a name
SELECT concat(?, users.name, ?), concat(coalesce(users.nick, users.name), ?) FROM users;
-- gaps between keys
SELECT users.id + ? FROM users WHERE NOT EXISTS (SELECT other.id FROM users AS other WHERE other.id = users.id + ?);
-- the first and the last of each group
SELECT users.name, first_value(users.id) OVER (PARTITION BY users.active ORDER BY users.age), max(users.id) OVER (PARTITION BY users.active) FROM users;
-- better than most
SELECT users.name FROM users WHERE users.age >= (SELECT avg(users.age) * ? FROM users) AND users.active;
-- those with several, and how many
SELECT totals.author, totals.n FROM (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) AS totals WHERE totals.n > ? ORDER BY totals.n DESC LIMIT ?;
-- an average that ignores zeros
SELECT avg(nullif(users.age, ?)), count(nullif(users.age, ?)) FROM users;
-- bands
SELECT CASE WHEN users.age < ? THEN ? WHEN users.age < ? THEN ? ELSE ? END, count(*) FROM users GROUP BY CASE WHEN users.age < ? THEN ? WHEN users.age < ? THEN ? ELSE ? END ORDER BY count(*) DESC;
-- set to what others have
UPDATE users SET nick = (SELECT min(posts.title) FROM posts WHERE posts.author_id = users.id) WHERE users.nick IS NULL;
-- deleted with nobody left
DELETE FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) AND NOT users.active;
-- three in one, in order
SELECT users.name FROM users WHERE users.active UNION ALL SELECT users.nick FROM users WHERE users.age > ? UNION ALL SELECT posts.title FROM posts LIMIT ?;

