-- plain
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1) SELECT adults.name FROM adults WHERE adults.id > @P2;
-- one that needs another
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1), named (n) AS (SELECT adults.name FROM adults WHERE adults.id > @P2) SELECT named.n FROM named WHERE named.n <> @P3;
-- joined with a table
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1) SELECT posts.title FROM posts JOIN adults ON adults.id = posts.author_id;
-- recursive
WITH tree AS (SELECT posts.id, posts.parent_id FROM posts WHERE posts.parent_id IS NULL AND posts.title <> @P1 UNION ALL SELECT posts.id, posts.parent_id FROM posts JOIN tree ON tree.id = posts.parent_id) SELECT tree.id FROM tree ORDER BY tree.id;
-- counting
WITH counter AS (SELECT @P1 AS n UNION ALL SELECT counter.n + @P2 FROM counter WHERE counter.n < @P3) SELECT sum(counter.n) FROM counter;
-- in a subquery
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1) SELECT users.name FROM users WHERE users.id IN (SELECT adults.id FROM adults);
-- said, not used
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1) SELECT users.name FROM users;
-- in an update
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1) UPDATE users SET active = @P2 WHERE users.id NOT IN (SELECT adults.id FROM adults);
-- in a delete
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1) DELETE FROM posts WHERE posts.author_id IN (SELECT adults.id FROM adults);
-- in an insert
WITH adults AS (SELECT users.id, users.name FROM users WHERE users.age >= @P1) INSERT INTO posts (title) SELECT adults.name FROM adults;

