-- update from
UPDATE users, posts SET users.nick = posts.title WHERE posts.author_id = users.id;
-- update from an alias
UPDATE users, posts AS p SET users.nick = p.title WHERE p.author_id = users.id AND p.id > ?;
-- update from, returning
-- refused: UPDATE ... RETURNING is not possible on mysql: select the rows in the same transaction
-- delete using
DELETE FROM posts USING posts, users WHERE posts.author_id = users.id AND users.age > ?;
-- delete using, returning
-- refused: DELETE ... RETURNING is not possible on mysql: select the rows in the same transaction
-- update returning
-- refused: UPDATE ... RETURNING is not possible on mysql: select the rows in the same transaction
-- delete returning
-- refused: DELETE ... RETURNING is not possible on mysql: select the rows in the same transaction
-- delete returning an expression
-- refused: DELETE ... RETURNING is not possible on mysql: select the rows in the same transaction
-- exchanged columns
-- refused: a SET whose values read each other's columns is not possible on mysql: set them in two statements
-- a column read beside it
UPDATE users SET height = users.age * ?, age = users.id WHERE users.id = ?;
-- read back in a subquery
UPDATE users SET age = (SELECT * FROM (SELECT max(users.age) FROM users LIMIT 18446744073709551615) AS part_1) WHERE users.id = ?;
-- deleted by its own rows
DELETE FROM users WHERE users.age < (SELECT * FROM (SELECT avg(users.age) FROM users LIMIT 18446744073709551615) AS part_1);

