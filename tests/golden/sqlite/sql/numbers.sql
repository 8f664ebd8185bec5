-- powers and roots
SELECT power(users.age, ?), power(?, users.age), sqrt(users.height) FROM users;
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
SELECT CAST(sum(users.age) * ? AS INTEGER) FROM users;
-- the sum of a quotient
SELECT sum(users.age / (? + 0.0)), avg(users.height * ?) FROM users;
-- a share
SELECT CAST(count(*) FILTER (WHERE users.active) AS REAL) / (count(*) + 0.0) FROM users;
-- rounded to tens
SELECT round(users.height, ?) FROM users;
-- between computed
SELECT users.id FROM users WHERE users.age * ? BETWEEN users.id AND users.id + ?;
-- an expression in a list
SELECT users.id FROM users WHERE users.age IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

