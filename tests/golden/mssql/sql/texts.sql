-- no parameters
SELECT 'a:b', "id", 1 -- :c
 FROM users /* :d */;
-- bound
SELECT id FROM users WHERE age > @P1 AND name <> @P2 AND age < @P3 + 10;
-- at run time
DELETE FROM users WHERE id = 0;

