-- nothing, any key
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL) excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- nothing, this key
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL UNION ALL SELECT 'wendy', 4 FROM DUAL) excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL) excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = excluded.age WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update of several
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL UNION ALL SELECT 'wendy', 4 FROM DUAL) excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = excluded.age, nick = users.name WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update by what is there
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL) excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = users.age + excluded.age WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update if
MERGE INTO users USING (SELECT 'ed' AS name, 3 AS age FROM DUAL) excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET nick = excluded.name WHERE users.age < excluded.age WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update and return
-- refused: RETURNING of an upsert is not possible on oracle: select the rows in the same transaction
-- by the primary key
MERGE INTO posts USING (SELECT 1 AS id, 'x' AS title FROM DUAL) excluded ON (posts.id = excluded.id) WHEN MATCHED THEN UPDATE SET title = excluded.title WHEN NOT MATCHED THEN INSERT (id, title) VALUES (excluded.id, excluded.title);
-- from a select
-- refused: an upsert from a SELECT is not possible on oracle: select the rows first, and insert their values
-- two keys given
MERGE INTO users USING (SELECT 1 AS id, 'ed' AS name FROM DUAL) excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = 1 WHEN NOT MATCHED THEN INSERT (id, name) VALUES (excluded.id, excluded.name);
-- nothing, two keys given
MERGE INTO users USING (SELECT 1 AS id, 'ed' AS name FROM DUAL) excluded ON (users.id = excluded.id OR users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (id, name) VALUES (excluded.id, excluded.name);
-- no key given
INSERT INTO posts (title) VALUES ('x');

