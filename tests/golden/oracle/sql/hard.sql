-- returning
INSERT INTO users (name) VALUES (:1) RETURNING users.id INTO :2;
-- intersect
SELECT users.id FROM users INTERSECT SELECT posts.id FROM posts;
-- intersect all
-- refused: INTERSECT ALL is not possible on oracle: use intersect(), which drops duplicates, or a join
-- except
SELECT users.id FROM users MINUS SELECT posts.id FROM posts;
-- except all
-- refused: EXCEPT ALL is not possible on oracle: use except_(), which drops duplicates, or not_in(...)
-- nulls last
SELECT users.id FROM users ORDER BY users.age NULLS LAST;
-- nulls first in a set operation
SELECT users.age FROM users UNION SELECT posts.id FROM posts ORDER BY age NULLS FIRST;
-- full join
SELECT users.name FROM users FULL JOIN posts ON posts.author_id = users.id;
-- exists selected
SELECT CASE WHEN EXISTS (SELECT users.id FROM users) THEN 1 ELSE 0 END FROM DUAL;
-- tuple compared
SELECT users.id FROM users WHERE (users.id = :1 AND users.age = :2) AND (users.id <> :3 OR users.age <> :4);
-- tuple ordered
-- refused: this comparison of a tuple is not possible on oracle: compare its elements one by one
-- tuple in
SELECT users.id FROM users WHERE (users.id, users.age) IN (SELECT posts.id, posts.parent_id FROM posts);
-- regular expression
SELECT users.id FROM users WHERE REGEXP_LIKE(users.name, :1) AND NOT (REGEXP_LIKE(users.name, :2));
-- composed regular expression
SELECT users.id FROM users WHERE REGEXP_LIKE(users.name || :1, :2 || users.nick);
-- regular expression in a document
SELECT users.id FROM users WHERE REGEXP_LIKE(users.name, JSON_VALUE(users.profile, '$."pattern"'));
-- distinct on
-- refused: DISTINCT ON is not possible on oracle: number the rows of each group by func::row_number().over(...) in a subquery and take the first
-- lateral
SELECT users.name, l.id FROM users, LATERAL (SELECT posts.id FROM posts WHERE posts.author_id = users.id) l;
-- writing cte
-- refused: an INSERT, UPDATE or DELETE in WITH is not possible on oracle: send it as a statement of its own, in the same transaction
-- some defaults
-- refused: DEFAULT beside other values of a column is not possible on oracle: send the rows that take the default apart
-- some defaults beside the key's
-- refused: DEFAULT beside other values of a column is not possible on oracle: send the rows that take the default apart
-- a row of defaults
INSERT INTO users (id) VALUES (DEFAULT);
-- json as json
-- refused: an element of a JSON document as JSON is not possible on oracle: take it as a value: .as<std::string>()
-- json as numbers
SELECT JSON_VALUE(users.profile, '$."a"[1]' RETURNING NUMBER), JSON_VALUE(users.profile, '$."b"' RETURNING NUMBER), DECODE(JSON_VALUE(users.profile, '$."c"'), 'true', 1, 'false', 0) FROM users;
-- patterns with brackets and backslashes
SELECT users.id FROM users WHERE users.name LIKE :1 AND users.name LIKE :2 ESCAPE '/';
-- null safe
SELECT users.id FROM users WHERE DECODE(users.nick, users.name, 0, 1) = 1 AND DECODE(users.age, :1, 1, 0) = 1;

