-- insert
INSERT INTO users (name, age) VALUES ($1, $2);
-- rows
INSERT INTO users (name, age) VALUES ($1, $2), ($3, $4);
-- null and expression
INSERT INTO users (name, nick, age) VALUES ($1, NULL, (SELECT max(users.age) FROM users));
-- defaults
INSERT INTO users DEFAULT VALUES;
-- one default
INSERT INTO users (name) VALUES ($1) RETURNING users.id;
-- from a select
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.active;
-- returning
INSERT INTO users (name, age) VALUES ($1, $2) RETURNING users.id, lower(users.name) AS l;
-- returning the struct
INSERT INTO users (name, age) VALUES ($1, $2) RETURNING users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height;
-- ignore conflicts
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT DO NOTHING;
-- ignore one conflict
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING;
-- upsert
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET age = excluded.age, nick = users.name || $3 WHERE users.age < excluded.age RETURNING users.id;
-- upsert on a partial index
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT (nick) WHERE users.active DO UPDATE SET age = $3;
-- upsert from a select
INSERT INTO users (name) SELECT posts.title FROM posts ON CONFLICT DO NOTHING;
-- update
UPDATE users SET age = users.age + $1, nick = NULL, active = $2 WHERE users.name = $3 AND users.age > $4;
-- update all
UPDATE users SET active = users.nick IS NULL;
-- update from
UPDATE users SET nick = posts.title FROM posts WHERE posts.author_id = users.id;
-- update by a subquery
UPDATE users SET age = (SELECT count(*) FROM posts WHERE posts.author_id = users.id) RETURNING users.id, users.age;
-- delete
DELETE FROM users WHERE users.age < $1;
-- delete all
DELETE FROM posts;
-- delete by a subquery
DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.active) RETURNING posts.id;
-- delete what nothing refers to
DELETE FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);

