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
SELECT users.active, count(*) FROM users GROUP BY ROLLUP (users.active, users.name) HAVING grouping(users.active) = $1;
-- grouped by one value twice
SELECT substr(users.name, $1, $2), count(*) FROM users GROUP BY substr(users.name, $1, $2);
-- having of an expression
SELECT count(*) FROM users GROUP BY users.age + $1 HAVING users.age + $1 > $2;
-- grouped by an expression
SELECT users.age / CAST($1 AS DOUBLE PRECISION), count(*) FROM users GROUP BY users.age / CAST($1 AS DOUBLE PRECISION);
-- a median
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY users.age) FROM users;
-- a median of each group
SELECT users.active, percentile_cont(0.5) WITHIN GROUP (ORDER BY users.age) FROM users GROUP BY users.active;
-- the value at a part
SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY users.age DESC) FROM users;
-- the most frequent
SELECT mode() WITHIN GROUP (ORDER BY users.age) FROM users;
-- a median beside each row
-- refused: WITHIN GROUP (...) OVER (...) is not possible on postgresql: number the rows by func::row_number().over(...) in a subquery
-- distinct aggregates
SELECT count(DISTINCT users.name), count(DISTINCT users.age) FROM users;
-- aggregates of booleans
SELECT bool_or(users.active), bool_and(users.active), bool_or(users.age > $1) FROM users;
-- numbers put together
SELECT string_agg(CAST(users.age AS TEXT), $1) FROM users;
-- aggregates of a condition
SELECT sum(CASE WHEN users.age > $1 THEN CAST($2 AS BIGINT) ELSE CAST($3 AS BIGINT) END), count(users.nick) FROM users;
-- aggregates of aggregates
SELECT max(c.n) FROM (SELECT count(*) AS n FROM users GROUP BY users.name) AS c;
-- no group is left
SELECT users.name, count(*) FROM users GROUP BY users.name HAVING count(*) = $1;

