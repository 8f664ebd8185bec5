-- powers and roots
SELECT power(users.age, ?), power(?, users.age), sqrt(users.height) FROM users;
-- floor, ceiling, sign
SELECT floor(users.height), ceil(users.height), sign(users.age) FROM users;
-- regexp_replace
-- refused: regexp_replace() is not possible on mysql: replace in the program, or use func::replace()
-- who is logged in
SELECT current_user;
-- try_cast
-- refused: try_cast() is not possible on mysql: test the value in a case_() before the cast()
-- try_cast in a condition
-- refused: try_cast() is not possible on mysql: test the value in a case_() before the cast()
-- a cast of a sum
SELECT CAST(sum(users.age) * ? AS SIGNED) FROM users;
-- the sum of a quotient
SELECT sum(users.age / (? + 0e0)), avg(users.height * ?) FROM users;
-- a share
SELECT (count(CASE WHEN users.active THEN 1 END) + 0e0) / count(*) FROM users;
-- rounded to tens
SELECT round(users.height, ?) FROM users;
-- between computed
SELECT users.id FROM users WHERE users.age * ? BETWEEN users.id AND users.id + ?;
-- an expression in a list
SELECT users.id FROM users WHERE users.age IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

