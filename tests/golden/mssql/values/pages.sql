-- limit
SELECT TOP (3) users.id FROM users ORDER BY users.id;
-- limit without order
SELECT TOP (3) users.id FROM users;
-- offset with order
SELECT users.id FROM users ORDER BY users.id OFFSET 3 ROWS;
-- offset without order
SELECT users.id FROM users ORDER BY (SELECT NULL) OFFSET 3 ROWS FETCH NEXT 2 ROWS ONLY;
-- distinct without order
SELECT DISTINCT users.name FROM users ORDER BY 1 OFFSET 3 ROWS FETCH NEXT 2 ROWS ONLY;
-- distinct, first rows
SELECT DISTINCT TOP (2) users.name FROM users;
-- limit by an expression
SELECT TOP (1 + 2) users.id FROM users ORDER BY users.id;
-- set operation without order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY 1 OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY;
-- set operation with order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY id OFFSET 0 ROWS FETCH NEXT 2 ROWS ONLY;
-- limited scalar
SELECT (SELECT TOP (1) users.name FROM users ORDER BY users.id);
-- limited subquery
SELECT s.id FROM (SELECT TOP (3) users.id FROM users ORDER BY users.id) AS s;
-- ordered subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id OFFSET 0 ROWS) AS s;
-- limited in
SELECT users.name FROM users WHERE users.id IN (SELECT TOP (2) posts.author_id FROM posts ORDER BY posts.id);
-- in of an offset
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id OFFSET 2 ROWS);
-- in of a limited set operation
SELECT users.name FROM users WHERE users.id IN (SELECT posts.id FROM posts UNION SELECT users.id FROM users ORDER BY id OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY);
-- any of some
SELECT users.name FROM users WHERE users.id > ANY (SELECT TOP (2) posts.author_id FROM posts ORDER BY posts.id);
-- limited exists
SELECT users.name FROM users WHERE EXISTS (SELECT TOP (1) posts.id FROM posts);
-- limited cte
WITH c AS (SELECT TOP (3) users.id FROM users ORDER BY users.id) SELECT c.id FROM c;
-- with ties
SELECT TOP (3) WITH TIES users.name FROM users ORDER BY users.age DESC;
-- with ties behind an offset
-- refused: WITH TIES behind an offset is not possible on mssql: number the rows by func::rank().over(...) in a subquery
-- with ties, distinct
SELECT DISTINCT TOP (2) WITH TIES users.age FROM users ORDER BY users.age;
-- limit in percent
SELECT TOP (12.5) PERCENT users.name FROM users ORDER BY users.age DESC, users.id;
-- limit in percent with ties
SELECT TOP (50) PERCENT WITH TIES users.name FROM users ORDER BY users.age;
-- limit in percent behind an offset
-- refused: a limit in percent behind an offset is not possible on mssql: number the rows by func::ntile(100).over(...) in a subquery
-- limit in percent without order
SELECT count_big(*) FROM (SELECT TOP (100) PERCENT users.id FROM users) AS s;
-- named limit
SELECT users.id FROM users ORDER BY users.id OFFSET :from ROWS FETCH NEXT :n ROWS ONLY;

