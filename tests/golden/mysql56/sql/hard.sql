-- returning
-- refused: RETURNING is not possible on mysql: select the rows in the same transaction
-- intersect
-- refused: INTERSECT is not possible on mysql: use in(...) or a join
-- intersect all
-- refused: INTERSECT ALL is not possible on mysql: use intersect(), which drops duplicates, or a join
-- except
-- refused: EXCEPT is not possible on mysql: use not_in(...), or exists(...) negated
-- except all
-- refused: EXCEPT ALL is not possible on mysql: use except_(), which drops duplicates, or not_in(...)
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
-- refused: a path into a JSON document is not possible on mysql: read the document and look into it in the program
-- distinct on
-- refused: DISTINCT ON is not possible on mysql: number the rows of each group by func::row_number().over(...) in a subquery and take the first
-- lateral
-- refused: LATERAL is not possible on mysql: use a scalar subquery, or a window function in a subquery
-- writing cte
-- refused: an INSERT, UPDATE or DELETE in WITH is not possible on mysql: send it as a statement of its own, in the same transaction
-- some defaults
INSERT INTO users (age, id) VALUES (?, DEFAULT), (?, ?);
-- some defaults beside the key's
INSERT INTO users (name, nick) VALUES (?, DEFAULT), (?, ?);
-- a row of defaults
INSERT INTO users () VALUES ();
-- json as json
-- refused: a path into a JSON document is not possible on mysql: read the document and look into it in the program
-- json as numbers
-- refused: a path into a JSON document is not possible on mysql: read the document and look into it in the program
-- patterns with brackets and backslashes
SELECT users.id FROM users WHERE users.name LIKE replace(?, '\\', '\\\\') AND users.name LIKE ? ESCAPE '/';
-- null safe
SELECT users.id FROM users WHERE NOT (users.nick <=> users.name) AND users.age <=> ?;

