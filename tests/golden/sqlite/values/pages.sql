-- limit
SELECT users.id FROM users ORDER BY users.id LIMIT 3;
-- limit without order
SELECT users.id FROM users LIMIT 3;
-- offset with order
SELECT users.id FROM users ORDER BY users.id LIMIT -1 OFFSET 3;
-- offset without order
SELECT users.id FROM users LIMIT 2 OFFSET 3;
-- distinct without order
SELECT DISTINCT users.name FROM users LIMIT 2 OFFSET 3;
-- distinct, first rows
SELECT DISTINCT users.name FROM users LIMIT 2;
-- limit by an expression
SELECT users.id FROM users ORDER BY users.id LIMIT 1 + 2;
-- set operation without order
SELECT users.id FROM users UNION SELECT posts.id FROM posts LIMIT 2 OFFSET 1;
-- set operation with order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY id LIMIT 2;
-- limited scalar
SELECT (SELECT users.name FROM users ORDER BY users.id LIMIT 1);
-- limited subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id LIMIT 3) AS s;
-- ordered subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id) AS s;
-- limited in
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id LIMIT 2);
-- in of an offset
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id LIMIT -1 OFFSET 2);
-- in of a limited set operation
SELECT users.name FROM users WHERE users.id IN (SELECT posts.id FROM posts UNION SELECT users.id FROM users ORDER BY id LIMIT 1);
-- any of some
-- refused: ANY (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- limited exists
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts LIMIT 1);
-- limited cte
WITH c AS (SELECT users.id FROM users ORDER BY users.id LIMIT 3) SELECT c.id FROM c;
-- with ties
-- refused: WITH TIES is not possible on sqlite: number the rows by func::rank().over(...) in a subquery and take the first
-- with ties behind an offset
-- refused: WITH TIES is not possible on sqlite: number the rows by func::rank().over(...) in a subquery and take the first
-- with ties, distinct
-- refused: WITH TIES is not possible on sqlite: number the rows by func::rank().over(...) in a subquery and take the first
-- limit in percent
-- refused: a limit in percent is not possible on sqlite: count the rows first, or number them by func::ntile(100).over(...) in a subquery
-- limit in percent with ties
-- refused: WITH TIES is not possible on sqlite: number the rows by func::rank().over(...) in a subquery and take the first
-- limit in percent behind an offset
-- refused: a limit in percent is not possible on sqlite: count the rows first, or number them by func::ntile(100).over(...) in a subquery
-- limit in percent without order
-- refused: a limit in percent is not possible on sqlite: count the rows first, or number them by func::ntile(100).over(...) in a subquery
-- named limit
SELECT users.id FROM users ORDER BY users.id LIMIT :n OFFSET :from;

