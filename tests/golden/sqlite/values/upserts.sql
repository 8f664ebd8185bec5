-- nothing, any key
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT DO NOTHING;
-- nothing, this key
INSERT INTO users (name, age) VALUES ('ed', 3), ('wendy', 4) ON CONFLICT (name) DO NOTHING;
-- update
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT (name) DO UPDATE SET age = excluded.age;
-- update of several
INSERT INTO users (name, age) VALUES ('ed', 3), ('wendy', 4) ON CONFLICT (name) DO UPDATE SET age = excluded.age, nick = users.name;
-- update by what is there
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT (name) DO UPDATE SET age = users.age + excluded.age;
-- update if
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT (name) DO UPDATE SET nick = excluded.name WHERE users.age < excluded.age;
-- update and return
INSERT INTO users (name, age) VALUES ('ed', 3) ON CONFLICT (name) DO UPDATE SET age = 5 RETURNING users.id, users.age;
-- by the primary key
INSERT INTO posts (id, title) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET title = excluded.title;
-- from a select
INSERT INTO posts (id, title) SELECT * FROM (SELECT users.id, users.name FROM users) WHERE 1 = 1 ON CONFLICT (id) DO UPDATE SET title = excluded.title;
-- two keys given
INSERT INTO users (id, name) VALUES (1, 'ed') ON CONFLICT (name) DO UPDATE SET age = 1;
-- nothing, two keys given
INSERT INTO users (id, name) VALUES (1, 'ed') ON CONFLICT DO NOTHING;
-- no key given
INSERT INTO posts (title) VALUES ('x') ON CONFLICT DO NOTHING;

