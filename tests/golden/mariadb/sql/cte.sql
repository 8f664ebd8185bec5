-- plain
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= ?) SELECT adults.name FROM adults WHERE adults.id > ?;
-- one that needs another
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= ?), named (n) AS (SELECT adults.name FROM adults WHERE adults.id > ?) SELECT named.n FROM named WHERE named.n <> ?;
-- joined with a table
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= ?) SELECT posts.title FROM posts JOIN adults ON adults.id = posts.author_id;
-- recursive
WITH RECURSIVE tree AS (SELECT posts.id, posts.parent_id FROM posts WHERE posts.parent_id IS NULL AND posts.title <> ? UNION ALL SELECT posts.id, posts.parent_id FROM posts JOIN tree ON tree.id = posts.parent_id) SELECT tree.id FROM tree ORDER BY tree.id;
-- counting
WITH RECURSIVE counter AS (SELECT ? AS n UNION ALL SELECT counter.n + ? FROM counter WHERE counter.n < ?) SELECT sum(counter.n) FROM counter;
-- in a subquery
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= ?) SELECT users.name FROM users WHERE users.id IN (SELECT adults.id FROM adults);
-- said, not used
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= ?) SELECT users.name FROM users;
-- in an update
-- refused: WITH before an UPDATE is not possible on mariadb: use a subquery instead
-- in a delete
-- refused: WITH before a DELETE is not possible on mariadb: use a subquery instead
-- in an insert
INSERT INTO posts (title) WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= ?) SELECT adults.name FROM adults;

