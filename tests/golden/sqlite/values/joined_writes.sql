-- update from
UPDATE users SET nick = posts.title FROM posts WHERE posts.author_id = users.id;
-- update from an alias
UPDATE users SET nick = p.title FROM posts AS p WHERE p.author_id = users.id AND p.id > 3;
-- update from, returning
UPDATE users SET nick = posts.title FROM posts WHERE posts.author_id = users.id RETURNING users.id;
-- delete using
-- refused: DELETE ... USING (columns of 'users' in a DELETE from 'posts') is not possible on sqlite: say where(exists(select(...))) or where(column.in(select(...)))
-- delete using, returning
-- refused: DELETE ... USING (columns of 'users' in a DELETE from 'posts') is not possible on sqlite: say where(exists(select(...))) or where(column.in(select(...)))
-- update returning
UPDATE users SET age = users.age + 1 WHERE users.id = 1 RETURNING users.id, users.age;
-- delete returning
DELETE FROM users WHERE users.id = 1 RETURNING users.id, users.name;
-- delete returning an expression
DELETE FROM users WHERE users.id = 1 RETURNING upper(users.name) AS n;
-- exchanged columns
UPDATE posts SET author_id = posts.parent_id, parent_id = posts.author_id WHERE posts.id = 1;
-- a column read beside it
UPDATE users SET age = users.id, height = users.age * 2 WHERE users.id = 1;
-- read back in a subquery
UPDATE users SET age = (SELECT max(users.age) FROM users) WHERE users.id = 1;
-- deleted by its own rows
DELETE FROM users WHERE users.age < (SELECT avg(users.age) FROM users);

