-- comparisons
SELECT users.id FROM users WHERE users.age = $1 AND users.age <> $2 AND users.age < $3 AND users.age <= $4 AND users.age > $5 AND users.age >= $6;
-- value on the left
SELECT users.id FROM users WHERE users.age > $1 AND users.name = $2;
-- column with column
SELECT users.id FROM users WHERE users.name = users.nick;
-- null
SELECT users.id FROM users WHERE users.nick IS NULL AND users.age IS NOT NULL AND users.born IS NULL AND users.height IS NOT NULL;
-- empty optional
SELECT users.id FROM users WHERE users.age IS NULL AND users.age = $1;
-- or in and
SELECT users.id FROM users WHERE (users.age < $1 OR users.age > $2) AND users.active;
-- and in or
SELECT users.id FROM users WHERE users.age < $1 AND users.active OR users.age > $2;
-- or among conditions
SELECT users.id FROM users WHERE (users.age < $1 OR users.age > $2) AND users.active;
-- or alone
SELECT users.id FROM users WHERE users.age < $1 OR users.age > $2;
-- not
SELECT users.id FROM users WHERE users.age >= $1 AND NOT (users.age = $2 OR users.active) AND NOT users.active AND users.name NOT LIKE $3 ESCAPE '' AND users.age NOT IN ($4) AND users.age NOT BETWEEN $5 AND $6 AND users.age IS NOT NULL;
-- not not
SELECT users.id FROM users WHERE users.active AND users.age < $1 AND users.active;
-- in
SELECT users.id FROM users WHERE users.name IN ($1, $2) AND users.age IN ($3, $4, $5, $6) AND users.id NOT IN ($7);
-- in nothing
SELECT users.id FROM users WHERE 1 = 0 AND 1 = 1;
-- in with null
SELECT users.id FROM users WHERE (users.age IN ($1) OR users.age IS NULL) AND users.age NOT IN ($2) AND users.age IS NOT NULL;
-- in subquery
SELECT users.id FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE posts.title = $1);
-- like
SELECT users.id FROM users WHERE users.name LIKE $1 ESCAPE '' AND users.name NOT LIKE $2 ESCAPE '' AND users.name LIKE $3 ESCAPE '/';
-- ilike
SELECT users.id FROM users WHERE users.name ILIKE $1 ESCAPE '' AND users.name NOT ILIKE $2 ESCAPE '';
-- starts, ends, contains
SELECT users.id FROM users WHERE users.name LIKE $1 ESCAPE '/' AND users.name LIKE $2 ESCAPE '/' AND users.name LIKE $3 ESCAPE '/' AND users.name LIKE $4 || replace(replace(replace(users.nick, $5, $6), $7, $8), $9, $10) || $11 ESCAPE '/';
-- starts, ends, contains in any case
SELECT users.id FROM users WHERE users.name ILIKE $1 ESCAPE '/' AND users.name ILIKE $2 ESCAPE '/' AND users.name ILIKE $3 ESCAPE '/' AND users.name ILIKE $4 || replace(replace(replace(users.nick, $5, $6), $7, $8), $9, $10) || $11 ESCAPE '/';
-- between
SELECT users.id FROM users WHERE users.age BETWEEN $1 AND $2 AND users.age NOT BETWEEN users.id AND users.id + $3;
-- distinct from
SELECT users.id FROM users WHERE users.nick IS DISTINCT FROM $1 AND users.nick IS NOT DISTINCT FROM users.name AND users.nick IS NOT NULL;
-- of NULL
SELECT users.id, users.nick IS DISTINCT FROM users.name, users.nick IS NOT DISTINCT FROM users.name, users.nick IS DISTINCT FROM $1, users.name LIKE $2 || replace(replace(replace(users.nick, $3, $4), $5, $6), $7, $8) || $9 ESCAPE '/', users.name ILIKE replace(replace(replace(users.nick, $10, $11), $12, $13), $14, $15) || $16 ESCAPE '/' FROM users;
-- boolean columns
SELECT users.id FROM users WHERE users.active AND users.active = $1;
-- constants
SELECT users.id FROM users WHERE (1 = 1) AND users.age > $1 AND ((1 = 0) OR users.active);
-- tuples
SELECT users.id FROM users WHERE (users.id, users.age) = ($1, $2) AND (users.id, users.age) IN (SELECT posts.id, posts.parent_id FROM posts);
-- comparison in comparison
SELECT users.id FROM users WHERE (users.age > $1) = (users.id > $2);
-- gathered
SELECT users.id FROM users WHERE (users.age = $1 OR users.age = $2) AND (1 = 1);
-- literal on both sides of and
SELECT users.id FROM users WHERE users.age > $1 AND (users.age < $2 OR users.name = $3);

