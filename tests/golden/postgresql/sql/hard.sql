-- returning
INSERT INTO users (name) VALUES ($1) RETURNING users.id;
-- intersect
SELECT users.id FROM users INTERSECT SELECT posts.id FROM posts;
-- intersect all
SELECT users.id FROM users INTERSECT ALL SELECT posts.id FROM posts;
-- except
SELECT users.id FROM users EXCEPT SELECT posts.id FROM posts;
-- except all
SELECT users.id FROM users EXCEPT ALL SELECT posts.id FROM posts;
-- nulls last
SELECT users.id FROM users ORDER BY users.age NULLS LAST;
-- nulls first in a set operation
SELECT users.age FROM users UNION SELECT posts.id FROM posts ORDER BY age NULLS FIRST;
-- full join
SELECT users.name FROM users FULL JOIN posts ON posts.author_id = users.id;
-- exists selected
SELECT EXISTS (SELECT users.id FROM users);
-- tuple compared
SELECT users.id FROM users WHERE (users.id, users.age) = ($1, $2) AND (users.id, users.age) <> ($3, $4);
-- tuple ordered
SELECT users.id FROM users WHERE (users.id, users.age) > ($1, $2);
-- tuple in
SELECT users.id FROM users WHERE (users.id, users.age) IN (SELECT posts.id, posts.parent_id FROM posts);
-- regular expression
SELECT users.id FROM users WHERE users.name ~ $1 AND NOT (users.name ~ $2);
-- composed regular expression
SELECT users.id FROM users WHERE (users.name || $1) ~ ($2 || users.nick);
-- regular expression in a document
SELECT users.id FROM users WHERE users.name ~ (users.profile #>> '{"pattern"}');
-- distinct on
SELECT DISTINCT ON (users.name) users.name, users.age FROM users ORDER BY users.name, users.age;
-- lateral
SELECT users.name, l.id FROM users, LATERAL (SELECT posts.id FROM posts WHERE posts.author_id = users.id) AS l;
-- writing cte
WITH c AS (INSERT INTO users (name) VALUES ($1) RETURNING users.id) SELECT c.id FROM c;
-- some defaults
INSERT INTO users (age, id) VALUES ($1, DEFAULT), ($2, $3);
-- some defaults beside the key's
INSERT INTO users (name, nick) VALUES ($1, DEFAULT), ($2, $3);
-- a row of defaults
INSERT INTO users DEFAULT VALUES;
-- json as json
SELECT users.profile #> '{"a"}' FROM users;
-- json as numbers
SELECT CAST(users.profile #>> '{"a",1}' AS INTEGER), CAST(users.profile #>> '{"b"}' AS DOUBLE PRECISION), CAST(users.profile #>> '{"c"}' AS BOOLEAN) FROM users;
-- patterns with brackets and backslashes
SELECT users.id FROM users WHERE users.name LIKE $1 ESCAPE '' AND users.name LIKE $2 ESCAPE '/';
-- null safe
SELECT users.id FROM users WHERE users.nick IS DISTINCT FROM users.name AND users.age IS NOT DISTINCT FROM $1;

