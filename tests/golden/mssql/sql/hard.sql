-- returning
INSERT INTO users (name) OUTPUT inserted.id VALUES (@P1);
-- intersect
SELECT users.id FROM users INTERSECT SELECT posts.id FROM posts;
-- intersect all
-- refused: INTERSECT ALL is not possible on mssql: use intersect(), which drops duplicates, or a join
-- except
SELECT users.id FROM users EXCEPT SELECT posts.id FROM posts;
-- except all
-- refused: EXCEPT ALL is not possible on mssql: use except_(), which drops duplicates, or not_in(...)
-- nulls last
SELECT users.id FROM users ORDER BY CASE WHEN users.age IS NULL THEN 1 ELSE 0 END, users.age;
-- nulls first in a set operation
-- refused: NULLS FIRST or LAST of a set operation is not possible on mssql: order its subquery() instead
-- full join
SELECT users.name FROM users FULL JOIN posts ON posts.author_id = users.id;
-- exists selected
SELECT CASE WHEN EXISTS (SELECT users.id FROM users) THEN 1 ELSE 0 END;
-- tuple compared
SELECT users.id FROM users WHERE (users.id = @P1 AND users.age = @P2) AND (users.id <> @P3 OR users.age <> @P4);
-- tuple ordered
-- refused: this comparison of a tuple is not possible on mssql: compare its elements one by one
-- tuple in
-- refused: a tuple is not possible on mssql: compare its elements one by one
-- regular expression
-- refused: a regular expression is not possible on mssql: use like(), or filter the rows in the program
-- composed regular expression
-- refused: a regular expression is not possible on mssql: use like(), or filter the rows in the program
-- regular expression in a document
-- refused: a regular expression is not possible on mssql: use like(), or filter the rows in the program
-- distinct on
-- refused: DISTINCT ON is not possible on mssql: number the rows of each group by func::row_number().over(...) in a subquery and take the first
-- lateral
-- refused: LATERAL is not possible on mssql: use a scalar subquery, or a window function in a subquery
-- writing cte
-- refused: an INSERT, UPDATE or DELETE in WITH is not possible on mssql: send it as a statement of its own, in the same transaction
-- some defaults
-- refused: DEFAULT beside other values of a generated key is not possible on mssql: send the rows that take the default apart
-- some defaults beside the key's
INSERT INTO users (name, nick) VALUES (@P1, DEFAULT), (@P2, @P3);
-- a row of defaults
INSERT INTO users DEFAULT VALUES;
-- json as json
-- refused: an element of a JSON document as JSON is not possible on mssql: take it as a value: .as<std::string>()
-- json as numbers
SELECT CAST(JSON_VALUE(users.profile, '$."a"[1]') AS INTEGER), CAST(JSON_VALUE(users.profile, '$."b"') AS FLOAT(53)), CAST(JSON_VALUE(users.profile, '$."c"') AS BIT) FROM users;
-- patterns with brackets and backslashes
SELECT users.id FROM users WHERE users.name LIKE replace(@P1, '[', '[[]') AND users.name LIKE replace(replace(replace(replace(replace(@P2, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- null safe
SELECT users.id FROM users WHERE ((users.nick <> users.name OR users.nick IS NULL OR users.name IS NULL) AND (users.nick IS NOT NULL OR users.name IS NOT NULL)) AND (users.age = @P1 AND users.age IS NOT NULL);

