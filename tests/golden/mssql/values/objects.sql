-- next number of a sequence
SELECT NEXT VALUE FOR invoice_no;
-- next number of a sequence elsewhere
SELECT NEXT VALUE FOR shop.[Invoice no] AS n;
-- next number in an INSERT
INSERT INTO users (id, name) VALUES (NEXT VALUE FOR ids, N'ed');
-- a sample of rows
-- refused: a sample that is chosen row by row is not possible on mssql: say {.method = sql::SampleMethod::pages}
-- a sample of pages, the same each time
SELECT users.id FROM users TABLESAMPLE (10 PERCENT) REPEATABLE (7) WHERE users.age > 30;
-- a sample of a joined table
SELECT users.id, posts.title FROM users JOIN posts TABLESAMPLE (1 PERCENT) ON posts.author_id = users.id;

