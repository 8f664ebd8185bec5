-- powers and roots
SELECT power(users.age, $1), power($2, users.age), sqrt(users.height) FROM users;
-- floor, ceiling, sign
SELECT floor(users.height), ceil(users.height), sign(users.age) FROM users;
-- regexp_replace
SELECT regexp_replace(users.name, $1, $2, 'g') FROM users;
-- who is logged in
SELECT current_user;
-- try_cast
-- refused: try_cast() is not possible on postgresql: test the value in a case_() before the cast()
-- try_cast in a condition
-- refused: try_cast() is not possible on postgresql: test the value in a case_() before the cast()
-- a cast of a sum
SELECT CAST(sum(users.age) * $1 AS BIGINT) FROM users;
-- the sum of a quotient
SELECT sum(users.age / CAST($1 AS DOUBLE PRECISION)), avg(users.height * $2) FROM users;
-- a share
SELECT CAST(count(*) FILTER (WHERE users.active) AS DOUBLE PRECISION) / count(*) FROM users;
-- rounded to tens
SELECT CAST(round(CAST(users.height AS NUMERIC), $1) AS DOUBLE PRECISION) FROM users;
-- between computed
SELECT users.id FROM users WHERE users.age * $1 BETWEEN users.id AND users.id + $2;
-- an expression in a list
SELECT users.id FROM users WHERE users.age IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

