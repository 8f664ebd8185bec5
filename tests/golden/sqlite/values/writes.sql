-- insert
INSERT INTO users (name, age) VALUES ('ed', 3);
-- rows
INSERT INTO users (name, age) VALUES ('ed', 3), ('wendy', 4);
-- null and expression
INSERT INTO users (name, nick, age) VALUES ('x', NULL, (SELECT max(users.age) FROM users));
-- defaults
INSERT INTO users DEFAULT VALUES;
-- one default
INSERT INTO users (name) VALUES ('x') RETURNING users.id;
-- from a select
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.active;
-- returning
INSERT INTO users (name, age) VALUES ('ed', 3) RETURNING users.id, lower(users.name) AS l;
-- returning the struct
INSERT INTO users (name, age) VALUES ('ed', 3) RETURNING users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height;
-- ignore conflicts
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT DO NOTHING;
-- ignore one conflict
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT (name) DO NOTHING;
-- upsert
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT (name) DO UPDATE SET age = excluded.age, nick = users.name || '!' WHERE users.age < excluded.age RETURNING users.id;
-- upsert on a partial index
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT (nick) WHERE users.active DO UPDATE SET age = 5;
-- upsert from a select
INSERT INTO users (name) SELECT * FROM (SELECT posts.title FROM posts) WHERE 1 = 1 ON CONFLICT DO NOTHING;
-- update
UPDATE users SET age = users.age + 1, nick = NULL, active = true WHERE users.name = 'ed' AND users.age > 3;
-- update all
UPDATE users SET active = users.nick IS NULL;
-- update from
UPDATE users SET nick = posts.title FROM posts WHERE posts.author_id = users.id;
-- update by a subquery
UPDATE users SET age = (SELECT count(*) FROM posts WHERE posts.author_id = users.id) RETURNING users.id, users.age;
-- delete
DELETE FROM users WHERE users.age < 18;
-- delete all
DELETE FROM posts;
-- delete by a subquery
DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.active) RETURNING posts.id;
-- delete what nothing refers to
DELETE FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);

