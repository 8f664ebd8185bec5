-- powers and roots
SELECT power(users.age, 2), power(2, users.age), sqrt(users.height) FROM users;
-- floor, ceiling, sign
SELECT floor(users.height), ceil(users.height), sign(users.age) FROM users;
-- regexp_replace
SELECT regexp_replace(users.name, '[aeiou]', '*') FROM users;
-- who is logged in
SELECT USER FROM DUAL;
-- try_cast
SELECT CAST(users.name AS NUMBER(10) DEFAULT NULL ON CONVERSION ERROR), TRUNC(CAST(users.name AS DATE DEFAULT NULL ON CONVERSION ERROR)) FROM users;
-- try_cast in a condition
SELECT users.id FROM users WHERE CAST(users.name AS NUMBER(10) DEFAULT NULL ON CONVERSION ERROR) > 5;
-- a cast of a sum
SELECT CAST(sum(users.age) * 2 AS NUMBER(19)) FROM users;
-- the sum of a quotient
SELECT sum(users.age / 2), avg(users.height * 1.5) FROM users;
-- a share
SELECT CAST(count(CASE WHEN users.active = 1 THEN 1 END) AS BINARY_DOUBLE) / count(*) FROM users;
-- rounded to tens
SELECT round(users.height, -1) FROM users;
-- between computed
SELECT users.id FROM users WHERE users.age * 2 BETWEEN users.id AND users.id + 100;
-- an expression in a list
SELECT users.id FROM users WHERE users.age IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12, 12, 12);

