-- insert
INSERT INTO users (name, age) VALUES ('ed', 3);
-- rows
INSERT INTO users (name, age) SELECT 'ed' AS name, 3 AS age FROM DUAL UNION ALL SELECT 'wendy', 4 FROM DUAL;
-- null and expression
INSERT INTO users (name, nick, age) VALUES ('x', NULL, (SELECT max(users.age) FROM users));
-- defaults
INSERT INTO users (id) VALUES (DEFAULT);
-- one default
INSERT INTO users (name) VALUES ('x') RETURNING users.id INTO :1;
-- from a select
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.active = 1;
-- returning
INSERT INTO users (name, age) VALUES ('ed', 3) RETURNING users.id, lower(users.name) INTO :1, :2;
-- returning the struct
INSERT INTO users (name, age) VALUES ('ed', 3) RETURNING users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height INTO :1, :2, :3, :4, :5, :6, :7, :8;
-- ignore conflicts
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL) excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- ignore one conflict
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL) excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- upsert
-- refused: RETURNING of an upsert is not possible on oracle: select the rows in the same transaction
-- upsert on a partial index
-- refused: an upsert on a partial index is not possible on oracle: look for the row first, in the same transaction
-- upsert from a select
-- refused: an upsert from a SELECT is not possible on oracle: select the rows first, and insert their values
-- update
UPDATE users SET age = users.age + 1, nick = NULL, active = 1 WHERE users.name = 'ed' AND users.age > 3;
-- update all
UPDATE users SET active = CASE WHEN users.nick IS NULL THEN 1 ELSE 0 END;
-- update from
-- refused: UPDATE ... FROM is not possible on oracle: set the column to a scalar_subquery() and say where(exists(...))
-- update by a subquery
UPDATE users SET age = (SELECT count(*) FROM posts WHERE posts.author_id = users.id) RETURNING users.id, users.age INTO :1, :2;
-- delete
DELETE FROM users WHERE users.age < 18;
-- delete all
DELETE FROM posts;
-- delete by a subquery
DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.active = 1) RETURNING posts.id INTO :1;
-- delete what nothing refers to
DELETE FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);

