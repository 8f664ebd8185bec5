-- limit
SELECT users.id FROM users ORDER BY users.id FETCH FIRST :1 ROWS ONLY;
-- limit without order
SELECT users.id FROM users FETCH FIRST :1 ROWS ONLY;
-- offset with order
SELECT users.id FROM users ORDER BY users.id OFFSET :1 ROWS;
-- offset without order
SELECT users.id FROM users OFFSET :1 ROWS FETCH NEXT :2 ROWS ONLY;
-- distinct without order
SELECT DISTINCT users.name FROM users OFFSET :1 ROWS FETCH NEXT :2 ROWS ONLY;
-- distinct, first rows
SELECT DISTINCT users.name FROM users FETCH FIRST :1 ROWS ONLY;
-- limit by an expression
SELECT users.id FROM users ORDER BY users.id FETCH FIRST :1 + :2 ROWS ONLY;
-- set operation without order
SELECT users.id FROM users UNION SELECT posts.id FROM posts OFFSET :1 ROWS FETCH NEXT :2 ROWS ONLY;
-- set operation with order
SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY id FETCH FIRST :1 ROWS ONLY;
-- limited scalar
SELECT (SELECT users.name FROM users ORDER BY users.id FETCH FIRST :1 ROWS ONLY) FROM DUAL;
-- limited subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id FETCH FIRST :1 ROWS ONLY) s;
-- ordered subquery
SELECT s.id FROM (SELECT users.id FROM users ORDER BY users.id) s;
-- limited in
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id FETCH FIRST :1 ROWS ONLY);
-- in of an offset
SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id OFFSET :1 ROWS);
-- in of a limited set operation
SELECT users.name FROM users WHERE users.id IN (SELECT posts.id FROM posts UNION SELECT users.id FROM users ORDER BY id FETCH FIRST :1 ROWS ONLY);
-- any of some
SELECT users.name FROM users WHERE users.id > ANY (SELECT posts.author_id FROM posts ORDER BY posts.id FETCH FIRST :1 ROWS ONLY);
-- limited exists
SELECT users.name FROM users WHERE EXISTS (SELECT posts.id FROM posts FETCH FIRST :1 ROWS ONLY);
-- limited cte
WITH c AS (SELECT users.id FROM users ORDER BY users.id FETCH FIRST :1 ROWS ONLY) SELECT c.id FROM c;
-- with ties
SELECT users.name FROM users ORDER BY users.age DESC FETCH FIRST :1 ROWS WITH TIES;
-- with ties behind an offset
SELECT users.name FROM users ORDER BY users.age DESC OFFSET :1 ROWS FETCH NEXT :2 ROWS WITH TIES;
-- with ties, distinct
SELECT DISTINCT users.age FROM users ORDER BY users.age FETCH FIRST :1 ROWS WITH TIES;
-- limit in percent
SELECT users.name FROM users ORDER BY users.age DESC, users.id FETCH FIRST :1 PERCENT ROWS ONLY;
-- limit in percent with ties
SELECT users.name FROM users ORDER BY users.age FETCH FIRST :1 PERCENT ROWS WITH TIES;
-- limit in percent behind an offset
SELECT users.name FROM users ORDER BY users.age, users.id OFFSET :1 ROWS FETCH NEXT :2 PERCENT ROWS ONLY;
-- limit in percent without order
SELECT count(*) FROM (SELECT users.id FROM users FETCH FIRST :1 PERCENT ROWS ONLY) s;
-- named limit
SELECT users.id FROM users ORDER BY users.id OFFSET :1 ROWS FETCH NEXT :2 ROWS ONLY;

