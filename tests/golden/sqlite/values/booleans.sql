-- a condition selected
SELECT users.age > 30, users.name = users.nick, users.nick IS NULL, NOT users.active FROM users;
-- a condition under a label
SELECT users.age > 30 AS old FROM users ORDER BY old;
-- a boolean as a condition
SELECT users.id FROM users WHERE users.active;
-- a boolean compared
SELECT users.id FROM users WHERE users.active = false AND users.active <> (users.age > 3);
-- not
SELECT users.id FROM users WHERE NOT users.active AND NOT (users.active AND users.age > 3);
-- or of booleans
SELECT users.id FROM users WHERE users.active OR users.age > 3 OR NOT users.active;
-- order by a condition
SELECT users.id FROM users ORDER BY users.age > 30 DESC, users.active;
-- group by a condition
SELECT users.age > 30, count(*) FROM users GROUP BY users.age > 30;
-- in a function
SELECT coalesce(users.active, false), nullif(users.active, users.age > 3) FROM users;
-- as a branch
SELECT CASE WHEN users.active THEN users.age > 30 ELSE users.nick IS NULL END FROM users;
-- having
SELECT users.name FROM users GROUP BY users.name HAVING count(*) > 1 AND max(users.age) < 9;
-- assigned
UPDATE users SET active = coalesce(users.age > 30, false) WHERE users.active;
-- assigned exists
UPDATE users SET active = EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);
-- inserted
INSERT INTO users (name, active) VALUES ('x', true);
-- joined on
SELECT users.name FROM users JOIN posts ON users.active AND posts.author_id = users.id;
-- constants
SELECT 1 = 1, 1 = 0 WHERE 1 = 1;

