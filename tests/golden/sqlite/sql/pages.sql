-- limit
SELECT users.id FROM users ORDER BY users.id LIMIT ?;
-- limit without order
SELECT users.id FROM users LIMIT ?;
-- offset with order
SELECT users.id FROM users ORDER BY users.id LIMIT -1 OFFSET ?;
-- offset without order
SELECT users.id FROM users LIMIT ? OFFSET ?;
-- distinct without order
SELECT DISTINCT users.name FROM users LIMIT ? OFFSET ?;
-- distinct, first rows
SELECT DISTINCT users.name FROM users LIMIT ?;
-- limit by an expression
SELECT users.id FROM users ORDER BY users.id LIMIT ? + ?;
-- set operation without order
SELECT users.id FROM users UNION SELECT posts.id FROM posts LIMIT ? OFFSET ?;
-- set operation with order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY id LIMIT ?;
-- limited scalar
SELECT (SELECT users.name FROM users ORDER BY users.id LIMIT ?);
-- limited subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id LIMIT ?) AS s;
-- ordered subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id) AS s;
-- limited in
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id LIMIT ?);
-- in of an offset
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id LIMIT -1 OFFSET ?);
-- in of a limited set operation
SELECT users.name FROM users WHERE users.id IN (SELECT posts.id FROM posts UNION SELECT users.id FROM users ORDER BY id LIMIT ?);
-- any of some
-- refused: ANY (SELECT ...) is not possible on sqlite: say exists(...), or compare with the SELECT of a func::min() or func::max()
-- limited exists
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts LIMIT ?);
-- limited cte
WITH c AS (SELECT users.id FROM users ORDER BY users.id LIMIT ?) SELECT c.id FROM c;
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
SELECT users.id FROM users ORDER BY users.id LIMIT ? OFFSET ?;

