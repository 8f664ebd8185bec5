-- one column
SELECT users.id FROM users;
-- all columns of a mapped struct
SELECT users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height FROM users;
-- label
SELECT users.name AS n, users.age AS years FROM users;
-- conditions
SELECT users.id FROM users WHERE users.age > ? AND users.name = ?;
-- order, limit, offset
SELECT users.id FROM users ORDER BY users.name DESC, users.id IS NULL, users.id, users.age LIMIT ? OFFSET ?;
-- offset alone
SELECT users.id FROM users LIMIT 18446744073709551615 OFFSET ?;
-- slice
SELECT users.id FROM users LIMIT ? OFFSET ?;
-- slice from the start
SELECT users.id FROM users LIMIT ?;
-- distinct
SELECT DISTINCT users.name FROM users;
-- group
SELECT users.name, count(*) FROM users GROUP BY users.name HAVING count(*) > ?;
-- order by a label
SELECT users.age + ? AS next FROM users ORDER BY next;
-- from found by a condition
SELECT users.id FROM users, posts WHERE posts.author_id = users.id;
-- count of a table
SELECT count(*) FROM users;
-- nothing from nowhere
SELECT ?;
-- text as item, condition, order
SELECT 1 + 1, users.id FROM users WHERE (age > 1 OR age < 0) AND users.id > ? ORDER BY 1;
-- prefix and another database's hint
SELECT ALL users.id FROM users;

