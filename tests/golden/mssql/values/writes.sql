-- insert
INSERT INTO users (name, age) VALUES (N'ed', 3);
-- rows
INSERT INTO users (name, age) VALUES (N'ed', 3), (N'wendy', 4);
-- null and expression
INSERT INTO users (name, nick, age) VALUES (N'x', NULL, (SELECT max(users.age) FROM users));
-- defaults
INSERT INTO users DEFAULT VALUES;
-- one default
INSERT INTO users (name) OUTPUT inserted.id VALUES (N'x');
-- from a select
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.active = 1;
-- returning
INSERT INTO users (name, age) OUTPUT inserted.id, lower(inserted.name) AS l VALUES (N'ed', 3);
-- returning the struct
INSERT INTO users (name, age) OUTPUT inserted.id, inserted.name, inserted.nick, inserted.age, inserted.active, inserted.born, inserted.profile, inserted.height VALUES (N'ed', 3);
-- ignore conflicts
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- ignore one conflict
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age);
-- upsert
MERGE INTO users WITH (HOLDLOCK) USING (SELECT N'ed' AS name, 3 AS age) AS excluded ON (users.name = excluded.name) WHEN MATCHED AND users.age < excluded.age THEN UPDATE SET age = excluded.age, nick = users.name + N'!' WHEN NOT MATCHED THEN INSERT (name, age) VALUES (excluded.name, excluded.age) OUTPUT inserted.id;
-- upsert on a partial index
-- refused: an upsert on a partial index is not possible on mssql: look for the row first, in the same transaction
-- upsert from a select
MERGE INTO users WITH (HOLDLOCK) USING (SELECT posts.title FROM posts) AS excluded (name) ON (users.name = excluded.name) WHEN NOT MATCHED THEN INSERT (name) VALUES (excluded.name);
-- update
UPDATE users SET age = users.age + 1, nick = NULL, active = 1 WHERE users.name = N'ed' AND users.age > 3;
-- update all
UPDATE users SET active = CASE WHEN users.nick IS NULL THEN 1 ELSE 0 END;
-- update from
UPDATE users SET nick = posts.title FROM users, posts WHERE posts.author_id = users.id;
-- update by a subquery
UPDATE users SET age = (SELECT count_big(*) FROM posts WHERE posts.author_id = users.id) OUTPUT inserted.id, inserted.age;
-- delete
DELETE FROM users WHERE users.age < 18;
-- delete all
DELETE FROM posts;
-- delete by a subquery
DELETE FROM posts OUTPUT deleted.id WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.active = 1);
-- delete what nothing refers to
DELETE FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);

