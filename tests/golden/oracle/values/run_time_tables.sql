-- columns
SELECT users.name FROM users WHERE users.age > 30 AND users.name = 'ed' AND users.age > 3;
-- methods
SELECT users.name FROM users WHERE users.name LIKE 'a%' AND users.age IN (1, 2) ORDER BY users.id;
-- all columns
SELECT users.id, users.name, users.age FROM users WHERE users.age IS NULL;
-- alias
SELECT p.name, users.name FROM users JOIN users p ON p.id = users.age;
-- names to quote
SELECT "Order"."select", "Order"."a ""b", "Order".plain FROM "Order" WHERE "Order"."select" + 1 > 2;
-- quoted alias
SELECT "Where"."select" FROM "Order" "Where";
-- schema
SELECT main.users.id FROM main.users WHERE main.users.id = 1;
-- insert
INSERT INTO users (name, age) SELECT 'ed' AS name, 3 AS age FROM DUAL UNION ALL SELECT 'x', NULL FROM DUAL;
-- update
UPDATE users SET age = 4 WHERE users.name = 'ed';
-- delete
DELETE FROM users WHERE users.name = 'ed';

