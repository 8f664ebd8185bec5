-- limit
SELECT TOP (@P1) users.id FROM users ORDER BY users.id;
-- limit without order
SELECT TOP (@P1) users.id FROM users;
-- offset with order
SELECT users.id FROM users ORDER BY users.id OFFSET @P1 ROWS;
-- offset without order
SELECT users.id FROM users ORDER BY (SELECT NULL) OFFSET @P1 ROWS FETCH NEXT @P2 ROWS ONLY;
-- distinct without order
SELECT DISTINCT users.name FROM users ORDER BY 1 OFFSET @P1 ROWS FETCH NEXT @P2 ROWS ONLY;
-- distinct, first rows
SELECT DISTINCT TOP (@P1) users.name FROM users;
-- limit by an expression
SELECT TOP (@P1 + @P2) users.id FROM users ORDER BY users.id;
-- set operation without order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY 1 OFFSET @P1 ROWS FETCH NEXT @P2 ROWS ONLY;
-- set operation with order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY id OFFSET 0 ROWS FETCH NEXT @P1 ROWS ONLY;
-- limited scalar
SELECT (SELECT TOP (@P1) users.name FROM users ORDER BY users.id);
-- limited subquery
SELECT s.id FROM (SELECT TOP (@P1) users.id FROM users ORDER BY users.id) AS s;
-- ordered subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id OFFSET 0 ROWS) AS s;
-- limited in
SELECT users.name FROM users WHERE users.id IN (SELECT TOP (@P1) posts.author_id FROM posts ORDER BY posts.id);
-- in of an offset
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id OFFSET @P1 ROWS);
-- in of a limited set operation
SELECT users.name FROM users WHERE users.id IN (SELECT posts.id FROM posts UNION SELECT users.id FROM users ORDER BY id OFFSET 0 ROWS FETCH NEXT @P1 ROWS ONLY);
-- any of some
SELECT users.name FROM users WHERE users.id > ANY (SELECT TOP (@P1) posts.author_id FROM posts ORDER BY posts.id);
-- limited exists
SELECT users.name FROM users WHERE EXISTS (SELECT TOP (@P1) posts.id FROM posts);
-- limited cte
WITH c AS (SELECT TOP (@P1) users.id FROM users ORDER BY users.id) SELECT c.id FROM c;
-- with ties
SELECT TOP (@P1) WITH TIES users.name FROM users ORDER BY users.age DESC;
-- with ties behind an offset
-- refused: WITH TIES behind an offset is not possible on mssql: number the rows by func::rank().over(...) in a subquery
-- with ties, distinct
SELECT DISTINCT TOP (@P1) WITH TIES users.age FROM users ORDER BY users.age;
-- limit in percent
SELECT TOP (@P1) PERCENT users.name FROM users ORDER BY users.age DESC, users.id;
-- limit in percent with ties
SELECT TOP (@P1) PERCENT WITH TIES users.name FROM users ORDER BY users.age;
-- limit in percent behind an offset
-- refused: a limit in percent behind an offset is not possible on mssql: number the rows by func::ntile(100).over(...) in a subquery
-- limit in percent without order
SELECT count_big(*) FROM (SELECT TOP (@P1) PERCENT users.id FROM users) AS s;
-- named limit
SELECT users.id FROM users ORDER BY users.id OFFSET @P1 ROWS FETCH NEXT @P2 ROWS ONLY;

