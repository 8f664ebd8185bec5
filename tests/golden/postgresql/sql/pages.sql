-- limit
SELECT users.id FROM users ORDER BY users.id LIMIT $1;
-- limit without order
SELECT users.id FROM users LIMIT $1;
-- offset with order
SELECT users.id FROM users ORDER BY users.id OFFSET $1;
-- offset without order
SELECT users.id FROM users LIMIT $1 OFFSET $2;
-- distinct without order
SELECT DISTINCT users.name FROM users LIMIT $1 OFFSET $2;
-- distinct, first rows
SELECT DISTINCT users.name FROM users LIMIT $1;
-- limit by an expression
SELECT users.id FROM users ORDER BY users.id LIMIT CAST($1 AS BIGINT) + CAST($2 AS BIGINT);
-- set operation without order
SELECT users.id FROM users UNION SELECT posts.id FROM posts LIMIT $1 OFFSET $2;
-- set operation with order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY id LIMIT $1;
-- limited scalar
SELECT (SELECT users.name FROM users ORDER BY users.id LIMIT $1);
-- limited subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id LIMIT $1) AS s;
-- ordered subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id) AS s;
-- limited in
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id LIMIT $1);
-- in of an offset
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id OFFSET $1);
-- in of a limited set operation
SELECT users.name FROM users WHERE users.id IN (SELECT posts.id FROM posts UNION SELECT users.id FROM users ORDER BY id LIMIT $1);
-- any of some
SELECT users.name FROM users WHERE users.id > ANY (SELECT posts.author_id FROM posts ORDER BY posts.id LIMIT $1);
-- limited exists
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts LIMIT $1);
-- limited cte
WITH c AS (SELECT users.id FROM users ORDER BY users.id LIMIT $1) SELECT c.id FROM c;
-- with ties
SELECT users.name FROM users ORDER BY users.age DESC FETCH FIRST $1 ROWS WITH TIES;
-- with ties behind an offset
SELECT users.name FROM users ORDER BY users.age DESC OFFSET $1 ROWS FETCH FIRST $2 ROWS WITH TIES;
-- with ties, distinct
SELECT DISTINCT users.age FROM users ORDER BY users.age FETCH FIRST $1 ROWS WITH TIES;
-- limit in percent
-- refused: a limit in percent is not possible on postgresql: count the rows first, or number them by func::ntile(100).over(...) in a subquery
-- limit in percent with ties
-- refused: a limit in percent is not possible on postgresql: count the rows first, or number them by func::ntile(100).over(...) in a subquery
-- limit in percent behind an offset
-- refused: a limit in percent is not possible on postgresql: count the rows first, or number them by func::ntile(100).over(...) in a subquery
-- limit in percent without order
-- refused: a limit in percent is not possible on postgresql: count the rows first, or number them by func::ntile(100).over(...) in a subquery
-- named limit
SELECT users.id FROM users ORDER BY users.id LIMIT $1 OFFSET $2;

