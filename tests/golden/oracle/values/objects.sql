-- next number of a sequence
SELECT invoice_no.NEXTVAL FROM DUAL;
-- next number of a sequence elsewhere
SELECT shop."Invoice no".NEXTVAL AS n FROM DUAL;
-- next number in an INSERT
INSERT INTO users (id, name) VALUES (ids.NEXTVAL, 'ed');
-- a sample of rows
SELECT users.id FROM users SAMPLE (12.5);
-- a sample of pages, the same each time
SELECT users.id FROM users SAMPLE BLOCK (10) SEED (7) WHERE users.age > 30;
-- a sample of a joined table
SELECT users.id, posts.title FROM users JOIN posts SAMPLE BLOCK (1) ON posts.author_id = users.id;

