-- returning
INSERT INTO users (name) VALUES (?) RETURNING users.id;
-- intersect
SELECT users.id FROM users INTERSECT SELECT posts.id FROM posts;
-- intersect all
-- refused: INTERSECT ALL is not possible on sqlite: use intersect(), which drops duplicates, or a join
-- except
SELECT users.id FROM users EXCEPT SELECT posts.id FROM posts;
-- except all
-- refused: EXCEPT ALL is not possible on sqlite: use except_(), which drops duplicates, or not_in(...)
-- nulls last
SELECT users.id FROM users ORDER BY users.age NULLS LAST;
-- nulls first in a set operation
SELECT users.age FROM users UNION SELECT posts.id FROM posts ORDER BY age NULLS FIRST;
-- full join
SELECT users.name FROM users FULL JOIN posts ON posts.author_id = users.id;
-- exists selected
SELECT EXISTS (SELECT users.id FROM users);
-- tuple compared
SELECT users.id FROM users WHERE (users.id, users.age) = (?, ?) AND (users.id, users.age) <> (?, ?);
-- tuple ordered
SELECT users.id FROM users WHERE (users.id, users.age) > (?, ?);
-- tuple in
SELECT users.id FROM users WHERE (users.id, users.age) IN (SELECT posts.id, posts.parent_id FROM posts);
-- regular expression
-- refused: a regular expression is not possible on sqlite: use like(), or filter the rows in the program
-- composed regular expression
-- refused: a regular expression is not possible on sqlite: use like(), or filter the rows in the program
-- regular expression in a document
-- refused: a regular expression is not possible on sqlite: use like(), or filter the rows in the program
-- distinct on
-- refused: DISTINCT ON is not possible on sqlite: number the rows of each group by func::row_number().over(...) in a subquery and take the first
-- lateral
-- refused: LATERAL is not possible on sqlite: use a scalar subquery, or a window function in a subquery
-- writing cte
-- refused: an INSERT, UPDATE or DELETE in WITH is not possible on sqlite: send it as a statement of its own, in the same transaction
-- some defaults
-- refused: DEFAULT beside other values of a column is not possible on sqlite: send the rows that take the default apart
-- some defaults beside the key's
-- refused: DEFAULT beside other values of a column is not possible on sqlite: send the rows that take the default apart
-- a row of defaults
INSERT INTO users DEFAULT VALUES;
-- json as json
SELECT users.profile -> '$."a"' FROM users;
-- json as numbers
SELECT CAST(json_extract(users.profile, '$."a"[1]') AS NUMERIC), CAST(json_extract(users.profile, '$."b"') AS REAL), json_extract(users.profile, '$."c"') FROM users;
-- patterns with brackets and backslashes
SELECT users.id FROM users WHERE users.name LIKE ? AND users.name LIKE ? ESCAPE '/';
-- null safe
SELECT users.id FROM users WHERE users.nick IS NOT users.name AND users.age IS ?;

