-- nothing, any key
INSERT INTO users (name, age) VALUES (?, ?) ON CONFLICT DO NOTHING;
-- nothing, this key
INSERT INTO users (name, age) VALUES (?, ?), (?, ?) ON CONFLICT (name) DO NOTHING;
-- update
INSERT INTO users (name, age) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET age = excluded.age;
-- update of several
INSERT INTO users (name, age) VALUES (?, ?), (?, ?) ON CONFLICT (name) DO UPDATE SET age = excluded.age, nick = users.name;
-- update by what is there
INSERT INTO users (name, age) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET age = users.age + excluded.age;
-- update if
INSERT INTO users (name, age) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET nick = excluded.name WHERE users.age < excluded.age;
-- update and return
INSERT INTO users (name, age) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET age = ? RETURNING users.id, users.age;
-- by the primary key
INSERT INTO posts (id, title) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title;
-- from a select
INSERT INTO posts (id, title) SELECT * FROM (SELECT users.id, users.name FROM users) WHERE 1 = 1 ON CONFLICT (id) DO UPDATE SET title = excluded.title;
-- two keys given
INSERT INTO users (id, name) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET age = ?;
-- nothing, two keys given
INSERT INTO users (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING;
-- no key given
INSERT INTO posts (title) VALUES (?) ON CONFLICT DO NOTHING;

