-- a condition selected
SELECT CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END, CASE WHEN users.name = users.nick THEN 1 WHEN NOT (users.name = users.nick) THEN 0 END, CASE WHEN users.nick IS NULL THEN 1 ELSE 0 END, CASE WHEN NOT (users.active = 1) THEN 1 WHEN NOT (NOT (users.active = 1)) THEN 0 END FROM users;
-- a condition under a label
SELECT CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END AS old FROM users ORDER BY old;
-- a boolean as a condition
SELECT users.id FROM users WHERE users.active = 1;
-- a boolean compared
SELECT users.id FROM users WHERE users.active = 0 AND users.active <> CASE WHEN users.age > 3 THEN 1 WHEN NOT (users.age > 3) THEN 0 END;
-- not
SELECT users.id FROM users WHERE NOT (users.active = 1) AND NOT (users.active = 1 AND users.age > 3);
-- or of booleans
SELECT users.id FROM users WHERE users.active = 1 OR users.age > 3 OR NOT (users.active = 1);
-- order by a condition
SELECT users.id FROM users ORDER BY CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END DESC, users.active;
-- group by a condition
SELECT CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END, count(*) FROM users GROUP BY CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END;
-- in a function
SELECT coalesce(users.active, 0), nullif(users.active, CASE WHEN users.age > 3 THEN 1 WHEN NOT (users.age > 3) THEN 0 END) FROM users;
-- as a branch
SELECT CASE WHEN users.active = 1 THEN CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END ELSE CASE WHEN users.nick IS NULL THEN 1 ELSE 0 END END FROM users;
-- having
SELECT users.name FROM users GROUP BY users.name HAVING count(*) > 1 AND max(users.age) < 9;
-- assigned
UPDATE users SET active = coalesce(CASE WHEN users.age > 30 THEN 1 WHEN NOT (users.age > 30) THEN 0 END, 0) WHERE users.active = 1;
-- assigned exists
UPDATE users SET active = CASE WHEN EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id) THEN 1 ELSE 0 END;
-- inserted
INSERT INTO users (name, active) VALUES ('x', 1);
-- joined on
SELECT users.name FROM users JOIN posts ON users.active = 1 AND posts.author_id = users.id;
-- constants
SELECT CASE WHEN 1 = 1 THEN 1 ELSE 0 END, CASE WHEN 1 = 0 THEN 1 ELSE 0 END FROM DUAL WHERE 1 = 1;

