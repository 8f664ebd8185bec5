-- columns
SELECT users.name FROM users WHERE users.age > @P1 AND users.name = @P2 AND users.age > @P3;
-- methods
SELECT users.name FROM users WHERE users.name LIKE replace(@P1, '[', '[[]') AND users.age IN (@P2, @P3) ORDER BY users.id;
-- all columns
SELECT users.id, users.name, users.age FROM users WHERE users.age IS NULL;
-- alias
SELECT p.name, users.name FROM users JOIN users AS p ON p.id = users.age;
-- names to quote
SELECT [Order].[select], [Order].[a "b], [Order].plain FROM [Order] WHERE [Order].[select] + @P1 > @P2;
-- quoted alias
SELECT [Where].[select] FROM [Order] AS [Where];
-- schema
SELECT main.users.id FROM main.users WHERE main.users.id = @P1;
-- insert
INSERT INTO users (name, age) VALUES (@P1, @P2), (@P3, NULL);
-- update
UPDATE users SET age = @P1 WHERE users.name = @P2;
-- delete
DELETE FROM users WHERE users.name = @P1;

