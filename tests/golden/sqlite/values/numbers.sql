-- powers and roots
SELECT power(users.age, 2), power(2, users.age), sqrt(users.height) FROM users;
-- floor, ceiling, sign
SELECT floor(users.height), ceil(users.height), sign(users.age) FROM users;
-- regexp_replace
-- refused: regexp_replace() is not possible on sqlite: replace in the program, or use func::replace()
-- who is logged in
-- refused: current_user() is not possible on sqlite: it has no users
-- try_cast
-- refused: try_cast() is not possible on sqlite: test the value in a case_() before the cast()
-- try_cast in a condition
-- refused: try_cast() is not possible on sqlite: test the value in a case_() before the cast()
-- a cast of a sum
SELECT CAST(sum(users.age) * 2 AS INTEGER) FROM users;
-- the sum of a quotient
SELECT sum(users.age / (2 + 0.0)), avg(users.height * 1.5) FROM users;
-- a share
SELECT CAST(count(*) FILTER (WHERE users.active) AS REAL) / (count(*) + 0.0) FROM users;
-- rounded to tens
SELECT round(users.height, -1) FROM users;
-- between computed
SELECT users.id FROM users WHERE users.age * 2 BETWEEN users.id AND users.id + 100;
-- an expression in a list
SELECT users.id FROM users WHERE users.age IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12, 12, 12);

