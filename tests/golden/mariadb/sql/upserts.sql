-- nothing, any key
INSERT INTO users (name, age) VALUES (?, ?) ON DUPLICATE KEY UPDATE users.name = users.name;
-- nothing, this key
INSERT INTO users (name, age) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE users.name = users.name;
-- update
INSERT INTO users (name, age) VALUES (?, ?) ON DUPLICATE KEY UPDATE age = VALUES(age);
-- update of several
INSERT INTO users (name, age) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE age = VALUES(age), nick = users.name;
-- update by what is there
INSERT INTO users (name, age) VALUES (?, ?) ON DUPLICATE KEY UPDATE age = users.age + VALUES(age);
-- update if
INSERT INTO users (name, age) VALUES (?, ?) ON DUPLICATE KEY UPDATE nick = CASE WHEN users.age < VALUES(age) THEN VALUES(name) ELSE users.nick END;
-- update and return
INSERT INTO users (name, age) VALUES (?, ?) ON DUPLICATE KEY UPDATE age = ? RETURNING users.id, users.age;
-- by the primary key
INSERT INTO posts (id, title) VALUES (?, ?) ON DUPLICATE KEY UPDATE title = VALUES(title);
-- from a select
INSERT INTO posts (id, title) SELECT users.id, users.name FROM users ON DUPLICATE KEY UPDATE title = VALUES(title);
-- two keys given
-- refused: a conflict on one unique key, where the row gets a value for another (id), by the INSERT, a default or a computation, is not possible on mariadb: look for the row first, in the same transaction
-- nothing, two keys given
INSERT INTO users (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE users.id = users.id;
-- no key given
INSERT INTO posts (title) VALUES (?) ON DUPLICATE KEY UPDATE posts.title = posts.title;

