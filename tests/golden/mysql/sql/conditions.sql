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
SELECT users.id FROM users WHERE users.age >= ? AND NOT (users.age = ? OR users.active) AND NOT users.active AND users.name NOT LIKE replace(?, '\\', '\\\\') AND users.age NOT IN (?) AND users.age NOT BETWEEN ? AND ? AND users.age IS NOT NULL;
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
SELECT users.id FROM users WHERE users.name LIKE replace(?, '\\', '\\\\') AND users.name NOT LIKE replace(?, '\\', '\\\\') AND users.name LIKE ? ESCAPE '/';
-- ilike
SELECT users.id FROM users WHERE lower(users.name) LIKE lower(replace(?, '\\', '\\\\')) AND lower(users.name) NOT LIKE lower(replace(?, '\\', '\\\\'));
-- starts, ends, contains
SELECT users.id FROM users WHERE users.name LIKE ? ESCAPE '/' AND users.name LIKE ? ESCAPE '/' AND users.name LIKE ? ESCAPE '/' AND users.name LIKE concat(?, replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?), ?) ESCAPE '/';
-- starts, ends, contains in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) LIKE lower(?) ESCAPE '/' AND lower(users.name) LIKE lower(concat(?, replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?), ?)) ESCAPE '/';
-- between
SELECT users.id FROM users WHERE users.age BETWEEN ? AND ? AND users.age NOT BETWEEN users.id AND users.id + ?;
-- distinct from
SELECT users.id FROM users WHERE NOT (users.nick <=> ?) AND users.nick <=> users.name AND users.nick IS NOT NULL;
-- of NULL
SELECT users.id, NOT (users.nick <=> users.name), users.nick <=> users.name, NOT (users.nick <=> ?), users.name LIKE concat(?, replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?), ?) ESCAPE '/', lower(users.name) LIKE lower(concat(replace(replace(replace(users.nick, ?, ?), ?, ?), ?, ?), ?)) ESCAPE '/' FROM users;
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

