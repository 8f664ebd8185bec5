-- rollup
-- refused: rollup() is not possible on sqlite: put a SELECT for each grouping together by union_all()
-- rollup beside another
-- refused: rollup() is not possible on sqlite: put a SELECT for each grouping together by union_all()
-- cube
-- refused: cube() is not possible on sqlite: put a SELECT for each grouping together by union_all()
-- grouping sets
-- refused: grouping sets() is not possible on sqlite: put a SELECT for each grouping together by union_all()
-- which grouping
-- refused: grouping() is not possible on sqlite: put a SELECT for each grouping together by union_all()
-- having of a rollup
-- refused: rollup() is not possible on sqlite: put a SELECT for each grouping together by union_all()
-- grouped by one value twice
SELECT substr(users.name, ?, ?), count(*) FROM users GROUP BY substr(users.name, ?, ?);
-- having of an expression
SELECT count(*) FROM users GROUP BY users.age + ? HAVING users.age + ? > ?;
-- grouped by an expression
SELECT users.age / (? + 0.0), count(*) FROM users GROUP BY users.age / (? + 0.0);
-- a median
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on sqlite: number the rows by func::row_number().over(...) in a subquery
-- a median of each group
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on sqlite: number the rows by func::row_number().over(...) in a subquery
-- the value at a part
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on sqlite: number the rows by func::row_number().over(...) in a subquery
-- the most frequent
-- refused: WITHIN GROUP (ORDER BY ...) is not possible on sqlite: number the rows by func::row_number().over(...) in a subquery
-- a median beside each row
-- refused: WITHIN GROUP (...) OVER (...) is not possible on sqlite: number the rows by func::row_number().over(...) in a subquery
-- distinct aggregates
SELECT count(DISTINCT users.name), count(DISTINCT users.age) FROM users;
-- aggregates of booleans
SELECT max(users.active), min(users.active), max(users.age > ?) FROM users;
-- numbers put together
SELECT group_concat(users.age, ?) FROM users;
-- aggregates of a condition
SELECT sum(CASE WHEN users.age > ? THEN ? ELSE ? END), count(users.nick) FROM users;
-- aggregates of aggregates
SELECT max(c.n) FROM (SELECT count(*) AS n FROM users GROUP BY users.name) AS c;
-- no group is left
SELECT users.name, count(*) FROM users GROUP BY users.name HAVING count(*) = ?;

