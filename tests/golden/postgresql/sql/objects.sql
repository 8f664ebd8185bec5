-- next number of a sequence
SELECT nextval('invoice_no');
-- next number of a sequence elsewhere
SELECT nextval('shop."Invoice no"') AS n;
-- next number in an INSERT
INSERT INTO users (id, name) VALUES (nextval('ids'), $1);
-- a sample of rows
SELECT users.id FROM users TABLESAMPLE BERNOULLI (12.5);
-- a sample of pages, the same each time
SELECT users.id FROM users TABLESAMPLE SYSTEM (10) REPEATABLE (7) WHERE users.age > $1;
-- a sample of a joined table
SELECT users.id, posts.title FROM users JOIN posts TABLESAMPLE SYSTEM (1) ON posts.author_id = users.id;

