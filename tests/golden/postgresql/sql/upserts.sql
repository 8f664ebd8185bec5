-- nothing, any key
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT DO NOTHING;
-- nothing, this key
INSERT INTO users (name, age) VALUES ($1, $2), ($3, $4) ON CONFLICT (name) DO NOTHING;
-- update
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET age = excluded.age;
-- update of several
INSERT INTO users (name, age) VALUES ($1, $2), ($3, $4) ON CONFLICT (name) DO UPDATE SET age = excluded.age, nick = users.name;
-- update by what is there
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET age = users.age + excluded.age;
-- update if
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET nick = excluded.name WHERE users.age < excluded.age;
-- update and return
INSERT INTO users (name, age) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET age = $3 RETURNING users.id, users.age;
-- by the primary key
INSERT INTO posts (id, title) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET title = excluded.title;
-- from a select
INSERT INTO posts (id, title) SELECT users.id, users.name FROM users ON CONFLICT (id) DO UPDATE SET title = excluded.title;
-- two keys given
INSERT INTO users (id, name) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET age = $3;
-- nothing, two keys given
INSERT INTO users (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING;
-- no key given
INSERT INTO posts (title) VALUES ($1) ON CONFLICT DO NOTHING;

