-- update from
-- refused: UPDATE ... FROM is not possible on oracle: set the column to a scalar_subquery() and say where(exists(...))
-- update from an alias
-- refused: UPDATE ... FROM is not possible on oracle: set the column to a scalar_subquery() and say where(exists(...))
-- update from, returning
-- refused: UPDATE ... FROM is not possible on oracle: set the column to a scalar_subquery() and say where(exists(...))
-- delete using
-- refused: DELETE ... USING (columns of 'users' in a DELETE from 'posts') is not possible on oracle: say where(exists(select(...))) or where(column.in(select(...)))
-- delete using, returning
-- refused: DELETE ... USING (columns of 'users' in a DELETE from 'posts') is not possible on oracle: say where(exists(select(...))) or where(column.in(select(...)))
-- update returning
UPDATE users SET age = users.age + 1 WHERE users.id = 1 RETURNING users.id, users.age INTO :1, :2;
-- delete returning
DELETE FROM users WHERE users.id = 1 RETURNING users.id, users.name INTO :1, :2;
-- delete returning an expression
DELETE FROM users WHERE users.id = 1 RETURNING upper(users.name) INTO :1;
-- exchanged columns
UPDATE posts SET author_id = posts.parent_id, parent_id = posts.author_id WHERE posts.id = 1;
-- a column read beside it
UPDATE users SET age = users.id, height = users.age * 2 WHERE users.id = 1;
-- read back in a subquery
UPDATE users SET age = (SELECT max(users.age) FROM users) WHERE users.id = 1;
-- deleted by its own rows
DELETE FROM users WHERE users.age < (SELECT avg(users.age) FROM users);

