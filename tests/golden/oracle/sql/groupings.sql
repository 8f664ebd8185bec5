-- rollup
SELECT users.active, users.name, count(*) FROM users GROUP BY ROLLUP (users.active, users.name);
-- rollup beside another
SELECT users.active, users.name, count(*) FROM users GROUP BY users.active, ROLLUP (users.name, users.age);
-- cube
SELECT users.active, users.name, sum(users.age) FROM users GROUP BY CUBE (users.active, users.name);
-- grouping sets
SELECT users.active, users.name, count(*) FROM users GROUP BY GROUPING SETS ((users.active, users.name), (users.name), ());
-- which grouping
SELECT users.active, grouping(users.active), count(*) FROM users GROUP BY ROLLUP (users.active);
-- having of a rollup
SELECT users.active, count(*) FROM users GROUP BY ROLLUP (users.active, users.name) HAVING grouping(users.active) = :1;
-- grouped by one value twice
SELECT substr(users.name, :1, :2), count(*) FROM users GROUP BY substr(users.name, :1, :2);
-- having of an expression
SELECT count(*) FROM users GROUP BY users.age + :1 HAVING users.age + :1 > :2;
-- grouped by an expression
SELECT users.age / :1, count(*) FROM users GROUP BY users.age / :1;
-- a median
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY users.age) FROM users;
-- a median of each group
SELECT users.active, percentile_cont(0.5) WITHIN GROUP (ORDER BY users.age) FROM users GROUP BY users.active;
-- the value at a part
SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY users.age DESC) FROM users;
-- the most frequent
-- refused: mode() is not possible on oracle: count the values in a subquery and take the most frequent
-- a median beside each row
SELECT users.name, percentile_cont(0.5) WITHIN GROUP (ORDER BY users.age) OVER (PARTITION BY users.active) FROM users;
-- distinct aggregates
SELECT count(DISTINCT users.name), count(DISTINCT users.age) FROM users;
-- aggregates of booleans
SELECT max(users.active), min(users.active), max(CASE WHEN users.age > :1 THEN 1 WHEN NOT (users.age > :1) THEN 0 END) FROM users;
-- numbers put together
SELECT substr(listagg(nvl2(users.age, :1 || users.age, NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length(:1), 0) + 1) FROM users;
-- aggregates of a condition
SELECT sum(CASE WHEN users.age > :1 THEN :2 ELSE :3 END), count(users.nick) FROM users;
-- aggregates of aggregates
SELECT max(c.n) FROM (SELECT count(*) AS n FROM users GROUP BY users.name) c;
-- no group is left
SELECT users.name, count(*) FROM users GROUP BY users.name HAVING count(*) = :1;

