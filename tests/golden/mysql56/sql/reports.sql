-- the first of each group
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- running total
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- moving average
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- change to the row before
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- those without any
SELECT users.name FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id IS NULL;
-- those without any, by not exists
SELECT users.name FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);
-- those with more than the average
-- refused: WITH is not possible on mysql: use a subquery instead
-- pairs of equals
SELECT users.name, other.name FROM users, users AS other WHERE users.age = other.age AND users.id < other.id;
-- a column for each value
SELECT users.name, count(CASE WHEN users.active THEN 1 END), count(CASE WHEN NOT users.active THEN 1 END) FROM users GROUP BY users.name;
-- by year
SELECT EXTRACT(YEAR FROM users.born), count(*) FROM users GROUP BY EXTRACT(YEAR FROM users.born) ORDER BY EXTRACT(YEAR FROM users.born);
-- by year and month
SELECT EXTRACT(YEAR FROM users.born), EXTRACT(MONTH FROM users.born), count(*) FROM users GROUP BY EXTRACT(YEAR FROM users.born), EXTRACT(MONTH FROM users.born) HAVING count(*) > ?;
-- a tree with its depth
-- refused: WITH is not possible on mysql: use a subquery instead
-- the deepest of a tree
-- refused: WITH is not possible on mysql: use a subquery instead
-- the newest of each
SELECT users.name, (SELECT posts.title FROM posts WHERE posts.author_id = users.id ORDER BY posts.id DESC LIMIT ?) AS newest FROM users;
-- joined with their counts
SELECT users.name, totals.n FROM users LEFT JOIN (SELECT posts.author_id AS author, count(*) AS n FROM posts GROUP BY posts.author_id) AS totals ON totals.author = users.id ORDER BY totals.n DESC;
-- both, either, none
-- refused: EXCEPT is not possible on mysql: use not_in(...), or exists(...) negated
-- shares of the whole
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- quarters
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- ranked by two
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- set from a count
UPDATE users SET age = (SELECT count(*) FROM posts WHERE posts.author_id = users.id) WHERE users.active;
-- deleted by rank
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
-- inserted from a report
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.age > ? AND users.nick IS NOT NULL;
-- searched without regard to case
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(?, '\\', '\\\\') AND lower(users.name) LIKE lower(replace(?, '\\', '\\\\'));
-- the text around a name
SELECT concat(?, users.name, ?), concat(coalesce(users.nick, users.name), ?) FROM users;
-- gaps between keys
SELECT users.id + ? FROM users WHERE NOT EXISTS (SELECT other.id FROM users AS other WHERE other.id = users.id + ?);
-- the first and the last of each group
-- refused: a window function is not possible on mysql: use a newer version of the database, or a subquery
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

