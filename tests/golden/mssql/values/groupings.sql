-- rollup
SELECT users.active, users.name, count_big(*) FROM users GROUP BY ROLLUP (users.active, users.name);
-- rollup beside another
SELECT users.active, users.name, count_big(*) FROM users GROUP BY users.active, ROLLUP (users.name, users.age);
-- cube
SELECT users.active, users.name, sum(CAST(users.age AS BIGINT)) FROM users GROUP BY CUBE (users.active, users.name);
-- grouping sets
SELECT users.active, users.name, count_big(*) FROM users GROUP BY GROUPING SETS ((users.active, users.name), (users.name), ());
-- which grouping
SELECT users.active, grouping(users.active), count_big(*) FROM users GROUP BY ROLLUP (users.active);
-- having of a rollup
SELECT users.active, count_big(*) FROM users GROUP BY ROLLUP (users.active, users.name) HAVING grouping(users.active) = 0;
-- grouped by one value twice
SELECT substring(users.name, 1, 1), count_big(*) FROM users GROUP BY substring(users.name, 1, 1);
-- having of an expression
SELECT count_big(*) FROM users GROUP BY users.age + 1 HAVING users.age + 1 > 3;
-- grouped by an expression
SELECT users.age / (10 + 0e0), count_big(*) FROM users GROUP BY users.age / (10 + 0e0);
-- a median
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on mssql: add over(partition_by(...))
-- a median of each group
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on mssql: add over(partition_by(...))
-- the value at a part
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on mssql: add over(partition_by(...))
-- the most frequent
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on mssql: add over(partition_by(...))
-- a median beside each row
SELECT users.name, percentile_cont(0.5) WITHIN GROUP (ORDER BY users.age) OVER (PARTITION BY users.active) FROM users;
-- distinct aggregates
SELECT count_big(DISTINCT users.name), count_big(DISTINCT users.age) FROM users;
-- aggregates of booleans
SELECT max(CAST(users.active AS TINYINT)), min(CAST(users.active AS TINYINT)), max(CAST(CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END AS TINYINT)) FROM users;
-- numbers put together
SELECT string_agg(users.age, N';') FROM users;
-- aggregates of a condition
SELECT sum(CAST(CASE WHEN users.age > 30 THEN 1 ELSE 0 END AS BIGINT)), count_big(users.nick) FROM users;
-- aggregates of aggregates
SELECT max(c.n) FROM (SELECT count_big(*) AS n FROM users GROUP BY users.name) AS c;
-- no group is left
SELECT users.name, count_big(*) FROM users GROUP BY users.name HAVING count_big(*) = 0;

