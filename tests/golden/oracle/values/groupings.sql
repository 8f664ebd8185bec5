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
SELECT users.active, count(*) FROM users GROUP BY ROLLUP (users.active, users.name) HAVING grouping(users.active) = 0;
-- grouped by one value twice
SELECT substr(users.name, 1, 1), count(*) FROM users GROUP BY substr(users.name, 1, 1);
-- having of an expression
SELECT count(*) FROM users GROUP BY users.age + 1 HAVING users.age + 1 > 3;
-- grouped by an expression
SELECT users.age / 10, count(*) FROM users GROUP BY users.age / 10;
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
SELECT max(users.active), min(users.active), max(CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END) FROM users;
-- numbers put together
SELECT substr(listagg(nvl2(users.age, ';' || users.age, NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length(';'), 0) + 1) FROM users;
-- aggregates of a condition
SELECT sum(CASE WHEN users.age > 30 THEN 1 ELSE 0 END), count(users.nick) FROM users;
-- aggregates of aggregates
SELECT max(c.n) FROM (SELECT count(*) AS n FROM users GROUP BY users.name) c;
-- no group is left
SELECT users.name, count(*) FROM users GROUP BY users.name HAVING count(*) = 0;

