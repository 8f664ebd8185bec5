-- columns
SELECT users.name FROM users WHERE users.age > ? AND users.name = ? AND users.age > ?;
-- methods
SELECT users.name FROM users WHERE users.name LIKE replace(?, '\\', '\\\\') AND users.age IN (?, ?) ORDER BY users.id;
-- all columns
SELECT users.id, users.name, users.age FROM users WHERE users.age IS NULL;
-- alias
SELECT p.name, users.name FROM users JOIN users AS p ON p.id = users.age;
-- names to quote
SELECT `Order`.`select`, `Order`.`a "b`, `Order`.plain FROM `Order` WHERE `Order`.`select` + ? > ?;
-- quoted alias
SELECT `Where`.`select` FROM `Order` AS `Where`;
-- schema
SELECT main.users.id FROM main.users WHERE main.users.id = ?;
-- insert
INSERT INTO users (name, age) VALUES (?, ?), (?, NULL);
-- update
UPDATE users SET age = ? WHERE users.name = ?;
-- delete
DELETE FROM users WHERE users.name = ?;

