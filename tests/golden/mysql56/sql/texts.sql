-- no parameters
SELECT 'a:b', "id", 1 -- :c
 FROM users /* :d */;
-- bound
SELECT id FROM users WHERE age > ? AND name <> ? AND age < ? + 10;
-- at run time
DELETE FROM users WHERE id = 0;

