-- comparisons
SELECT users.id FROM users WHERE users.age = 1 AND users.age <> 1 AND users.age < 1 AND users.age <= 1 AND users.age > 1 AND users.age >= 1;
-- value on the left
SELECT users.id FROM users WHERE users.age > 5 AND users.name = 'ed';
-- column with column
SELECT users.id FROM users WHERE users.name = users.nick;
-- null
SELECT users.id FROM users WHERE users.nick IS NULL AND users.age IS NOT NULL AND users.born IS NULL AND users.height IS NOT NULL;
-- empty optional
SELECT users.id FROM users WHERE users.age IS NULL AND users.age = 3;
-- or in and
SELECT users.id FROM users WHERE (users.age < 18 OR users.age > 65) AND users.active;
-- and in or
SELECT users.id FROM users WHERE users.age < 18 AND users.active OR users.age > 65;
-- or among conditions
SELECT users.id FROM users WHERE (users.age < 18 OR users.age > 65) AND users.active;
-- or alone
SELECT users.id FROM users WHERE users.age < 18 OR users.age > 65;
-- not
SELECT users.id FROM users WHERE users.age >= 18 AND NOT (users.age = 1 OR users.active) AND NOT users.active AND users.name NOT LIKE 'a%' AND users.age NOT IN (1) AND users.age NOT BETWEEN 1 AND 2 AND users.age IS NOT NULL;
-- not not
SELECT users.id FROM users WHERE users.active AND users.age < 1 AND users.active;
-- in
SELECT users.id FROM users WHERE users.name IN ('ed', 'wendy') AND users.age IN (1, 2, 3, 3) AND users.id NOT IN (1);
-- in nothing
SELECT users.id FROM users WHERE 1 = 0 AND 1 = 1;
-- in with null
SELECT users.id FROM users WHERE (users.age IN (1) OR users.age IS NULL) AND users.age NOT IN (1) AND users.age IS NOT NULL;
-- in subquery
SELECT users.id FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE posts.title = 'x');
-- like
SELECT users.id FROM users WHERE users.name LIKE 'a%' AND users.name NOT LIKE 'b%' AND users.name LIKE 'c/%%' ESCAPE '/';
-- ilike
SELECT users.id FROM users WHERE lower(users.name) LIKE lower('A%') AND lower(users.name) NOT LIKE lower('B%');
-- starts, ends, contains
SELECT users.id FROM users WHERE users.name LIKE '50/%%' ESCAPE '/' AND users.name LIKE '%/_x' ESCAPE '/' AND users.name LIKE '%a//b%' ESCAPE '/' AND users.name LIKE '%' || replace(replace(replace(users.nick, '/', '//'), '%', '/%'), '_', '/_') || '%' ESCAPE '/';
-- starts, ends, contains in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE lower('50/%%') ESCAPE '/' AND lower(users.name) LIKE lower('%/_x') ESCAPE '/' AND lower(users.name) LIKE lower('%a//b%') ESCAPE '/' AND lower(users.name) LIKE lower('%' || replace(replace(replace(users.nick, '/', '//'), '%', '/%'), '_', '/_') || '%') ESCAPE '/';
-- between
SELECT users.id FROM users WHERE users.age BETWEEN 18 AND 65 AND users.age NOT BETWEEN users.id AND users.id + 10;
-- distinct from
SELECT users.id FROM users WHERE users.nick IS NOT 'x' AND users.nick IS users.name AND users.nick IS NOT NULL;
-- of NULL
SELECT users.id, users.nick IS NOT users.name, users.nick IS users.name, users.nick IS NOT 'x', users.name LIKE '%' || replace(replace(replace(users.nick, '/', '//'), '%', '/%'), '_', '/_') || '%' ESCAPE '/', lower(users.name) LIKE lower(replace(replace(replace(users.nick, '/', '//'), '%', '/%'), '_', '/_') || '%') ESCAPE '/' FROM users;
-- boolean columns
SELECT users.id FROM users WHERE users.active AND users.active = true;
-- constants
SELECT users.id FROM users WHERE (1 = 1) AND users.age > 1 AND ((1 = 0) OR users.active);
-- tuples
SELECT users.id FROM users WHERE (users.id, users.age) = (1, 2) AND (users.id, users.age) IN (SELECT posts.id, posts.parent_id FROM posts);
-- comparison in comparison
SELECT users.id FROM users WHERE (users.age > 1) = (users.id > 2);
-- gathered
SELECT users.id FROM users WHERE (users.age = 1 OR users.age = 2) AND (1 = 1);
-- literal on both sides of and
SELECT users.id FROM users WHERE users.age > 1 AND (users.age < 5 OR users.name = 'x');

