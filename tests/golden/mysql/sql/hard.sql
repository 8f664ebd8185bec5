-- returning
-- refused: RETURNING is not possible on mysql: select the rows in the same transaction
-- intersect
SELECT users.id FROM users INTERSECT SELECT posts.id FROM posts;
-- intersect all
SELECT users.id FROM users INTERSECT ALL SELECT posts.id FROM posts;
-- except
SELECT users.id FROM users EXCEPT SELECT posts.id FROM posts;
-- except all
SELECT users.id FROM users EXCEPT ALL SELECT posts.id FROM posts;
-- nulls last
SELECT users.id FROM users ORDER BY users.age IS NULL, users.age;
-- nulls first in a set operation
-- refused: NULLS FIRST or LAST of a set operation is not possible on mysql: order its subquery() instead
-- full join
-- refused: FULL JOIN is not possible on mysql: use union_all() of a left_join() and of the rows that it lacks
-- exists selected
SELECT EXISTS (SELECT users.id FROM users);
-- tuple compared
SELECT users.id FROM users WHERE (users.id, users.age) = (?, ?) AND (users.id, users.age) <> (?, ?);
-- tuple ordered
SELECT users.id FROM users WHERE (users.id, users.age) > (?, ?);
-- tuple in
SELECT users.id FROM users WHERE (users.id, users.age) IN (SELECT posts.id, posts.parent_id FROM posts);
-- regular expression
SELECT users.id FROM users WHERE users.name REGEXP ? AND NOT (users.name REGEXP ?);
-- composed regular expression
SELECT users.id FROM users WHERE concat(users.name, ?) REGEXP concat(?, users.nick);
-- regular expression in a document
SELECT users.id FROM users WHERE users.name REGEXP JSON_UNQUOTE(NULLIF(JSON_EXTRACT(users.profile, '$."pattern"'), CAST('null' AS JSON)));
-- distinct on
-- refused: DISTINCT ON is not possible on mysql: number the rows of each group by func::row_number().over(...) in a subquery and take the first
-- lateral
SELECT users.name, l.id FROM users, LATERAL (SELECT posts.id FROM posts WHERE posts.author_id = users.id) AS l;
-- writing cte
-- refused: an INSERT, UPDATE or DELETE in WITH is not possible on mysql: send it as a statement of its own, in the same transaction
-- some defaults
INSERT INTO users (age, id) VALUES (?, DEFAULT), (?, ?);
-- some defaults beside the key's
INSERT INTO users (name, nick) VALUES (?, DEFAULT), (?, ?);
-- a row of defaults
INSERT INTO users () VALUES ();
-- json as json
SELECT JSON_EXTRACT(users.profile, '$."a"') FROM users;
-- json as numbers
SELECT CAST(JSON_UNQUOTE(NULLIF(JSON_EXTRACT(users.profile, '$."a"[1]'), CAST('null' AS JSON))) AS SIGNED), CAST(JSON_UNQUOTE(NULLIF(JSON_EXTRACT(users.profile, '$."b"'), CAST('null' AS JSON))) AS DOUBLE), (JSON_UNQUOTE(NULLIF(JSON_EXTRACT(users.profile, '$."c"'), CAST('null' AS JSON))) = 'true') FROM users;
-- patterns with brackets and backslashes
SELECT users.id FROM users WHERE users.name LIKE replace(?, '\\', '\\\\') AND users.name LIKE ? ESCAPE '/';
-- null safe
SELECT users.id FROM users WHERE NOT (users.nick <=> users.name) AND users.age <=> ?;

