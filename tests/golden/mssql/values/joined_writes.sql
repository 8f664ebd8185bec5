-- update from
UPDATE users SET nick = posts.title FROM users, posts WHERE posts.author_id = users.id;
-- update from an alias
UPDATE users SET nick = p.title FROM users, posts AS p WHERE p.author_id = users.id AND p.id > 3;
-- update from, returning
UPDATE users SET nick = posts.title OUTPUT inserted.id FROM users, posts WHERE posts.author_id = users.id;
-- delete using
DELETE FROM posts FROM posts, users WHERE posts.author_id = users.id AND users.age > 3;
-- delete using, returning
DELETE FROM posts OUTPUT deleted.id FROM posts, users WHERE posts.author_id = users.id;
-- update returning
UPDATE users SET age = users.age + 1 OUTPUT inserted.id, inserted.age WHERE users.id = 1;
-- delete returning
DELETE FROM users OUTPUT deleted.id, deleted.name WHERE users.id = 1;
-- delete returning an expression
DELETE FROM users OUTPUT upper(deleted.name) AS n WHERE users.id = 1;
-- exchanged columns
UPDATE posts SET author_id = posts.parent_id, parent_id = posts.author_id WHERE posts.id = 1;
-- a column read beside it
UPDATE users SET age = users.id, height = users.age * 2 WHERE users.id = 1;
-- read back in a subquery
UPDATE users SET age = (SELECT max(users.age) FROM users) WHERE users.id = 1;
-- deleted by its own rows
DELETE FROM users WHERE users.age < (SELECT avg(CAST(users.age AS FLOAT)) FROM users);

