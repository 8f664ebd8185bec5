-- a condition selected
SELECT users.age > ?, users.name = users.nick, users.nick IS NULL, NOT users.active FROM users;
-- a condition under a label
SELECT users.age > ? AS old FROM users ORDER BY old;
-- a boolean as a condition
SELECT users.id FROM users WHERE users.active;
-- a boolean compared
SELECT users.id FROM users WHERE users.active = ? AND users.active <> (users.age > ?);
-- not
SELECT users.id FROM users WHERE NOT users.active AND NOT (users.active AND users.age > ?);
-- or of booleans
SELECT users.id FROM users WHERE users.active OR users.age > ? OR NOT users.active;
-- order by a condition
SELECT users.id FROM users ORDER BY users.age > ? DESC, users.active;
-- group by a condition
SELECT users.age > ?, count(*) FROM users GROUP BY users.age > ?;
-- in a function
SELECT coalesce(users.active, ?), nullif(users.active, users.age > ?) FROM users;
-- as a branch
SELECT CASE WHEN users.active THEN users.age > ? ELSE users.nick IS NULL END FROM users;
-- having
SELECT users.name FROM users GROUP BY users.name HAVING count(*) > ? AND max(users.age) < ?;
-- assigned
UPDATE users SET active = coalesce(users.age > ?, ?) WHERE users.active;
-- assigned exists
UPDATE users SET active = EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id);
-- inserted
INSERT INTO users (name, active) VALUES (?, ?);
-- joined on
SELECT users.name FROM users JOIN posts ON users.active AND posts.author_id = users.id;
-- constants
SELECT 1 = 1, 1 = 0 FROM DUAL WHERE 1 = 1;

