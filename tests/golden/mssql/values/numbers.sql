-- powers and roots
SELECT power(CAST(users.age AS FLOAT), 2), power(CAST(2 AS FLOAT), users.age), sqrt(users.height) FROM users;
-- floor, ceiling, sign
SELECT floor(users.height), ceiling(users.height), sign(users.age) FROM users;
-- regexp_replace
-- refused: regexp_replace() is not possible on mssql: replace in the program, or use func::replace()
-- who is logged in
SELECT current_user;
-- try_cast
SELECT TRY_CAST(users.name AS INTEGER), TRY_CAST(users.name AS DATE) FROM users;
-- try_cast in a condition
SELECT users.id FROM users WHERE TRY_CAST(users.name AS INTEGER) > 5;
-- a cast of a sum
SELECT CAST(sum(CAST(users.age AS BIGINT)) * 2 AS BIGINT) FROM users;
-- the sum of a quotient
SELECT sum(users.age / (2 + 0e0)), avg(CAST(users.height * 1.5 AS FLOAT)) FROM users;
-- a share
SELECT CAST(count_big(CASE WHEN users.active = 1 THEN 1 END) AS FLOAT(53)) / count_big(*) FROM users;
-- rounded to tens
SELECT round(users.height, -1) FROM users;
-- between computed
SELECT users.id FROM users WHERE users.age * 2 BETWEEN users.id AND users.id + 100;
-- an expression in a list
SELECT users.id FROM users WHERE users.age IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12, 12, 12);

