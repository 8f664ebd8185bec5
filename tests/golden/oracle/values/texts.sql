-- no parameters
SELECT 'a:b', "id", 1 -- :c
 FROM users /* :d */;
-- bound
SELECT id FROM users WHERE age > 3 AND name <> 'x' AND age < 3 + 10;
-- at run time
DELETE FROM users WHERE id = 0;

