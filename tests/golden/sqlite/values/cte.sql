-- plain
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18) SELECT adults.name FROM adults WHERE adults.id > 1;
-- one that needs another
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18), named (n) AS MATERIALIZED (SELECT adults.name FROM adults WHERE adults.id > 5) SELECT named.n FROM named WHERE named.n <> 'x';
-- joined with a table
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18) SELECT posts.title FROM posts JOIN adults ON adults.id = posts.author_id;
-- recursive
WITH RECURSIVE tree AS (SELECT posts.id, posts.parent_id FROM posts WHERE posts.parent_id IS NULL AND posts.title <> 'x' UNION ALL SELECT posts.id, posts.parent_id FROM posts JOIN tree ON tree.id = posts.parent_id) SELECT tree.id FROM tree ORDER BY tree.id;
-- counting
WITH RECURSIVE counter AS (SELECT 1 AS n UNION ALL SELECT counter.n + 1 FROM counter WHERE counter.n < 10) SELECT sum(counter.n) FROM counter;
-- in a subquery
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18) SELECT users.name FROM users WHERE users.id IN (SELECT adults.id FROM adults);
-- said, not used
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18) SELECT users.name FROM users;
-- in an update
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18) UPDATE users SET active = false WHERE users.id NOT IN (SELECT adults.id FROM adults);
-- in a delete
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18) DELETE FROM posts WHERE posts.author_id IN (SELECT adults.id FROM adults);
-- in an insert
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= 18) INSERT INTO posts (title) SELECT adults.name FROM adults;

