-- comparisons
SELECT users.id FROM users WHERE users.age = ? AND users.age <> ? AND users.age < ? AND users.age <= ? AND users.age > ? AND users.age >= ?;
-- value on the left
SELECT users.id FROM users WHERE users.age > ? AND users.name = ?;
-- column with column
SELECT users.id FROM users WHERE users.name = users.nick;
-- null
SELECT users.id FROM users WHERE users.nick IS NULL AND users.age IS NOT NULL AND users.born IS NULL AND users.height IS NOT NULL;
-- empty optional
SELECT users.id FROM users WHERE users.age IS NULL AND users.age = ?;
-- or in and
SELECT users.id FROM users WHERE (users.age < ? OR users.age > ?) AND users.active;
-- and in or
SELECT users.id FROM users WHERE users.age < ? AND users.active OR users.age > ?;
-- or among conditions
SELECT users.id FROM users WHERE (users.age < ? OR users.age > ?) AND users.active;
-- or alone
SELECT users.id FROM users WHERE users.age < ? OR users.age > ?;
-- not
SELECT users.id FROM users WHERE users.age >= ? AND NOT (users.age = ? OR users.active) AND NOT users.active AND users.name NOT LIKE ? AND users.age NOT IN (?) AND users.age NOT BETWEEN ? AND ? AND users.age IS NOT NULL;
-- not not
SELECT users.id FROM users WHERE users.active AND users.age < ? AND users.active;
-- in
SELECT users.id FROM users WHERE users.name IN (?, ?) AND users.age IN (?, ?, ?, ?) AND users.id NOT IN (?);
-- in nothing
SELECT users.id FROM users WHERE 1 = 0 AND 1 = 1;
-- in with null
SELECT users.id FROM users WHERE (users.age IN (?) OR users.age IS NULL) AND users.age NOT IN (?) AND users.age IS NOT NULL;
-- in subquery
SELECT users.id FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE posts.title = ?);
-- like
SELECT users.id FROM users WHERE users.name LIKE ? AND users.name NOT LIKE ? AND users.name LIKE ? ESCAPE '/';
-- ilike
SELECT users.id FROM users WHERE lower(users.name) LIKE lower(?) AND lower(users.name) NOT LIKE lower(?);
-- starts, ends, contains
SELECT users.id FROM users WHERE users.name LIKE ? ESCAPE '/' AND users.name LIKE ? ESCAPE '/' AND users.name LIKE ? ESCAPE '/' AND users.name LIKE ? || replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?) || ? ESCAPE '/';
-- starts, ends, contains in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) LIKE lower(? || replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?) || ?) ESCAPE '/';
-- between
SELECT users.id FROM users WHERE users.age BETWEEN ? AND ? AND users.age NOT BETWEEN users.id AND users.id + ?;
-- distinct from
SELECT users.id FROM users WHERE users.nick IS NOT ? AND users.nick IS users.name AND users.nick IS NOT NULL;
-- of NULL
SELECT users.id, users.nick IS NOT users.name, users.nick IS users.name, users.nick IS NOT ?, users.name LIKE ? || replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?) || ? ESCAPE '/', lower(users.name) LIKE lower(replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?) || ?) ESCAPE '/' FROM users;
-- boolean columns
SELECT users.id FROM users WHERE users.active AND users.active = ?;
-- constants
SELECT users.id FROM users WHERE (1 = 1) AND users.age > ? AND ((1 = 0) OR users.active);
-- tuples
SELECT users.id FROM users WHERE (users.id, users.age) = (?, ?) AND (users.id, users.age) IN (SELECT posts.id, posts.parent_id FROM posts);
-- comparison in comparison
SELECT users.id FROM users WHERE (users.age > ?) = (users.id > ?);
-- gathered
SELECT users.id FROM users WHERE (users.age = ? OR users.age = ?) AND (1 = 1);
-- literal on both sides of and
SELECT users.id FROM users WHERE users.age > ? AND (users.age < ? OR users.name = ?);

