-- next number of a sequence
SELECT NEXT VALUE FOR invoice_no;
-- next number of a sequence elsewhere
SELECT NEXT VALUE FOR shop.`Invoice no` AS n;
-- next number in an INSERT
INSERT INTO users (id, name) VALUES (NEXT VALUE FOR ids, ?);
-- a sample of rows
-- refused: TABLESAMPLE is not possible on mariadb: order the rows by func::random() and take the first
-- a sample of pages, the same each time
-- refused: TABLESAMPLE is not possible on mariadb: order the rows by func::random() and take the first
-- a sample of a joined table
-- refused: TABLESAMPLE is not possible on mariadb: order the rows by func::random() and take the first

