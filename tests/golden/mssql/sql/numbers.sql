-- powers and roots
SELECT power(CAST(users.age AS FLOAT), @P1), power(CAST(@P2 AS FLOAT), users.age), sqrt(users.height) FROM users;
-- floor, ceiling, sign
SELECT floor(users.height), ceiling(users.height), sign(users.age) FROM users;
-- regexp_replace
-- refused: regexp_replace() is not possible on mssql: replace in the program, or use func::replace()
-- who is logged in
SELECT current_user;
-- try_cast
SELECT TRY_CAST(users.name AS INTEGER), TRY_CAST(users.name AS DATE) FROM users;
-- try_cast in a condition
SELECT users.id FROM users WHERE TRY_CAST(users.name AS INTEGER) > @P1;
-- a cast of a sum
SELECT CAST(sum(CAST(users.age AS BIGINT)) * @P1 AS BIGINT) FROM users;
-- the sum of a quotient
SELECT sum(users.age / (@P1 + 0e0)), avg(CAST(users.height * @P2 AS FLOAT)) FROM users;
-- a share
SELECT CAST(count_big(CASE WHEN users.active = 1 THEN 1 END) AS FLOAT(53)) / count_big(*) FROM users;
-- rounded to tens
SELECT round(users.height, @P1) FROM users;
-- between computed
SELECT users.id FROM users WHERE users.age * @P1 BETWEEN users.id AND users.id + @P2;
-- an expression in a list
SELECT users.id FROM users WHERE users.age IN (@P1, @P2, @P3, @P4, @P5, @P6, @P7, @P8, @P9, @P10, @P11, @P12, @P13, @P14, @P15, @P16);

