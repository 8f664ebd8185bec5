-- nothing, any key
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- nothing, this key
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age UNION ALL SELECT N'wendy', 4) AS excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = excluded.age WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update of several
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age UNION ALL SELECT N'wendy', 4) AS excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = excluded.age, nick = users.name WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update by what is there
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = users.age + excluded.age WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update if
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN MATCHED AND users.age < excluded.age THEN UPDATE SET nick = excluded.name WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- update and return
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = 5 WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age) OUTPUT inserted.id, inserted.age;
-- by the primary key
MERGE INTO posts WITH (HOLDLOCK) USING (SELECT 1 AS id, N'x' AS title) AS excluded ON (posts.id = excluded.id) WHEN MATCHED THEN UPDATE SET title = excluded.title WHEN NOT MATCHED THEN INSERT (id, title) VALUES (excluded.id, excluded.title);
-- from a select
MERGE INTO posts WITH (HOLDLOCK) USING (SELECT users.id, users.name FROM users) AS excluded (id, title) ON (posts.id = excluded.id) WHEN MATCHED THEN UPDATE SET title = excluded.title WHEN NOT MATCHED THEN INSERT (id, title) VALUES (excluded.id, excluded.title);
-- two keys given
MERGE INTO users WITH (HOLDLOCK) USING (SELECT 1 AS id, N'ed' AS name) AS excluded ON (users.name = excluded.name) WHEN MATCHED THEN UPDATE SET age = 1 WHEN NOT MATCHED THEN INSERT (id, name) VALUES (excluded.id, excluded.name);
-- nothing, two keys given
MERGE INTO users WITH (HOLDLOCK) USING (SELECT 1 AS id, N'ed' AS name) AS excluded ON (users.id = excluded.id OR users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (id, name) VALUES (excluded.id, excluded.name);
-- no key given
INSERT INTO posts (title) VALUES (N'x');

