-- one column
SELECT users.id FROM users;
-- all columns of a mapped struct
SELECT users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height FROM users;
-- label
SELECT users.name AS n, users.age AS years FROM users;
-- conditions
SELECT users.id FROM users WHERE users.age > 30 AND users.name = N'ed';
-- order, limit, offset
SELECT users.id FROM users ORDER BY users.name DESC, CASE WHEN users.id IS NULL THEN 1 ELSE 0 END, users.id, users.age OFFSET 20 ROWS FETCH NEXT 10 ROWS ONLY;
-- offset alone
SELECT users.id FROM users ORDER BY (SELECT NULL) OFFSET 5 ROWS;
-- slice
SELECT users.id FROM users ORDER BY (SELECT NULL) OFFSET 5 ROWS FETCH NEXT 64 ROWS ONLY;
-- slice from the start
SELECT TOP (3) users.id FROM users;
-- distinct
SELECT DISTINCT users.name FROM users;
-- group
SELECT users.name, count_big(*) FROM users GROUP BY users.name HAVING count_big(*) > 1;
-- order by a label
SELECT users.age + 1 AS next FROM users ORDER BY next;
-- from found by a condition
SELECT users.id FROM users, posts WHERE posts.author_id = users.id;
-- count of a table
SELECT count_big(*) FROM users;
-- nothing from nowhere
SELECT 1;
-- text as item, condition, order
SELECT 1 + 1, users.id FROM users WHERE (age > 1 OR age < 0) AND users.id > 0 ORDER BY 1;
-- prefix and another database's hint
SELECT ALL users.id FROM users;

