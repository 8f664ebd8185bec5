-- comparisons
SELECT users.id FROM users WHERE users.age = 1 AND users.age <> 1 AND users.age < 1 AND users.age <= 1 AND users.age > 1 AND users.age >= 1;
-- value on the left
SELECT users.id FROM users WHERE users.age > 5 AND users.name = N'ed';
-- column with column
SELECT users.id FROM users WHERE users.name = users.nick;
-- null
SELECT users.id FROM users WHERE users.nick IS NULL AND users.age IS NOT NULL AND users.born IS NULL AND users.height IS NOT NULL;
-- empty optional
SELECT users.id FROM users WHERE users.age IS NULL AND users.age = 3;
-- or in and
SELECT users.id FROM users WHERE (users.age < 18 OR users.age > 65) AND users.active = 1;
-- and in or
SELECT users.id FROM users WHERE users.age < 18 AND users.active = 1 OR users.age > 65;
-- or among conditions
SELECT users.id FROM users WHERE (users.age < 18 OR users.age > 65) AND users.active = 1;
-- or alone
SELECT users.id FROM users WHERE users.age < 18 OR users.age > 65;
-- not
SELECT users.id FROM users WHERE users.age >= 18 AND NOT (users.age = 1 OR users.active = 1) AND NOT (users.active = 1) AND users.name NOT LIKE replace(N'a%', '[', '[[]') AND users.age NOT IN (1) AND users.age NOT BETWEEN 1 AND 2 AND users.age IS NOT NULL;
-- not not
SELECT users.id FROM users WHERE users.active = 1 AND users.age < 1 AND users.active = 1;
-- in
SELECT users.id FROM users WHERE users.name IN (N'ed', N'wendy') AND users.age IN (1, 2, 3, 3) AND users.id NOT IN (1);
-- in nothing
SELECT users.id FROM users WHERE 1 = 0 AND 1 = 1;
-- in with null
SELECT users.id FROM users WHERE (users.age IN (1) OR users.age IS NULL) AND users.age NOT IN (1) AND users.age IS NOT NULL;
-- in subquery
SELECT users.id FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE posts.title = N'x');
-- like
SELECT users.id FROM users WHERE users.name LIKE replace(N'a%', '[', '[[]') AND users.name NOT LIKE replace(N'b%', '[', '[[]') AND users.name LIKE replace(replace(replace(replace(replace(N'c/%%', '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- ilike
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(lower(N'A%'), '[', '[[]') AND lower(users.name) NOT LIKE replace(lower(N'B%'), '[', '[[]');
-- starts, ends, contains
SELECT users.id FROM users WHERE users.name LIKE replace(replace(replace(replace(replace(N'50/%%', '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND users.name LIKE replace(replace(replace(replace(replace(N'%/_x', '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND users.name LIKE replace(replace(replace(replace(replace(N'%a//b%', '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND users.name LIKE replace(replace(replace(replace(replace(N'%' + replace(replace(replace(users.nick, N'/', N'//'), N'%', N'/%'), N'_', N'/_') + N'%', '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- starts, ends, contains in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(replace(replace(replace(replace(lower(N'50/%%'), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND lower(users.name) LIKE replace(replace(replace(replace(replace(lower(N'%/_x'), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND lower(users.name) LIKE replace(replace(replace(replace(replace(lower(N'%a//b%'), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND lower(users.name) LIKE replace(replace(replace(replace(replace(lower(N'%' + replace(replace(replace(users.nick, N'/', N'//'), N'%', N'/%'), N'_', N'/_') + N'%'), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- between
SELECT users.id FROM users WHERE users.age BETWEEN 18 AND 65 AND users.age NOT BETWEEN users.id AND users.id + 10;
-- distinct from
SELECT users.id FROM users WHERE (users.nick <> N'x' OR users.nick IS NULL) AND (users.nick = users.name AND users.nick IS NOT NULL AND users.name IS NOT NULL OR users.nick IS NULL AND users.name IS NULL) AND users.nick IS NOT NULL;
-- of NULL
SELECT users.id, CASE WHEN ((users.nick <> users.name OR users.nick IS NULL OR users.name IS NULL) AND (users.nick IS NOT NULL OR users.name IS NOT NULL)) THEN 1 ELSE 0 END, CASE WHEN (users.nick = users.name AND users.nick IS NOT NULL AND users.name IS NOT NULL OR users.nick IS NULL AND users.name IS NULL) THEN 1 ELSE 0 END, CASE WHEN (users.nick <> N'x' OR users.nick IS NULL) THEN 1 ELSE 0 END, CASE WHEN users.name LIKE replace(replace(replace(replace(replace(N'%' + replace(replace(replace(users.nick, N'/', N'//'), N'%', N'/%'), N'_', N'/_') + N'%', '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' THEN 1 WHEN NOT (users.name LIKE replace(replace(replace(replace(replace(N'%' + replace(replace(replace(users.nick, N'/', N'//'), N'%', N'/%'), N'_', N'/_') + N'%', '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/') THEN 0 END, CASE WHEN lower(users.name) LIKE replace(replace(replace(replace(replace(lower(replace(replace(replace(users.nick, N'/', N'//'), N'%', N'/%'), N'_', N'/_') + N'%'), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' THEN 1 WHEN NOT (lower(users.name) LIKE replace(replace(replace(replace(replace(lower(replace(replace(replace(users.nick, N'/', N'//'), N'%', N'/%'), N'_', N'/_') + N'%'), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/') THEN 0 END FROM users;
-- boolean columns
SELECT users.id FROM users WHERE users.active = 1 AND users.active = 1;
-- constants
SELECT users.id FROM users WHERE (1 = 1) AND users.age > 1 AND ((1 = 0) OR users.active = 1);
-- tuples
-- refused: a tuple is not possible on mssql: compare its elements one by one
-- comparison in comparison
SELECT users.id FROM users WHERE CASE WHEN users.age > 1 THEN 1 WHEN NOT (users.age > 1) THEN 0 END = CASE WHEN users.id > 2 THEN 1 WHEN NOT (users.id > 2) THEN 0 END;
-- gathered
SELECT users.id FROM users WHERE (users.age = 1 OR users.age = 2) AND (1 = 1);
-- literal on both sides of and
SELECT users.id FROM users WHERE users.age > 1 AND (users.age < 5 OR users.name = N'x');

