-- insert
INSERT INTO users (name, age) VALUES (?, ?);
-- rows
INSERT INTO users (name, age) VALUES (?, ?), (?, ?);
-- null and expression
INSERT INTO users (name, nick, age) VALUES (?, NULL, (SELECT max(users.age) FROM users));
-- defaults
INSERT INTO users () VALUES ();
-- one default
INSERT INTO users (name) VALUES (?) RETURNING users.id;
-- from a select
INSERT INTO posts (title, author_id) SELECT users.name, users.id FROM users WHERE users.active;
-- returning
INSERT INTO users (name, age) VALUES (?, ?) RETURNING users.id, lower(users.name) AS l;
-- returning the struct
INSERT INTO users (name, age) VALUES (?, ?) RETURNING users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height;
-- ignore conflicts
INSERT INTO users (name, age) VALUES (?, ?) ON DUPLICATE KEY UPDATE users.name = users.name;
-- ignore one conflict
INSERT INTO users (name, age) VALUES (?, ?) ON DUPLICATE KEY UPDATE users.name = users.name;
-- upsert
-- refused: RETURNING of an upsert that may leave rows as they are is not possible on mariadb: select the rows in the same transaction
-- upsert on a partial index
-- refused: an upsert on a partial index is not possible on mariadb: look for the row first, in the same transaction
-- upsert from a select
INSERT INTO users (name) SELECT posts.title FROM posts ON DUPLICATE KEY UPDATE users.name = users.name;
-- update
UPDATE users SET age = users.age + ?, nick = NULL, active = ? WHERE users.name = ? AND users.age > ?;
-- update all
UPDATE users SET active = users.nick IS NULL;
-- update from
UPDATE users, posts SET users.nick = posts.title WHERE posts.author_id = users.id;
-- update by a subquery
-- refused: UPDATE ... RETURNING is not possible on mariadb: select the rows in the same transaction
-- delete
DELETE FROM users WHERE users.age < ?;
-- delete all
DELETE FROM posts;
-- delete by a subquery
DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.active) RETURNING posts.id;
-- delete what nothing refers to
DELETE FROM users WHERE NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);

