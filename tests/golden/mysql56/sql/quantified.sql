-- equal to any
SELECT users.name FROM users WHERE users.id = ANY (SELECT posts.author_id FROM posts);
-- greater than any
SELECT users.name FROM users WHERE users.age > ANY (SELECT posts.author_id FROM posts);
-- greater than all
SELECT users.name FROM users WHERE users.age > ALL (SELECT posts.author_id FROM posts);
-- different from all
SELECT users.name FROM users WHERE users.id <> ALL (SELECT posts.author_id FROM posts);
-- of a correlated query
SELECT users.name FROM users WHERE users.id < ALL (SELECT posts.parent_id FROM posts WHERE posts.author_id = users.id);
-- not
SELECT users.name FROM users WHERE users.age < ANY (SELECT posts.parent_id FROM posts WHERE posts.author_id = users.id);
-- an operator by its name
SELECT users.id FROM users WHERE users.age < users.id;
-- operators inside operators
SELECT (users.age * users.id) + users.id FROM users WHERE (users.age + ?) = users.id;
-- an operator negated
SELECT users.id FROM users WHERE NOT (users.age < ?) AND users.age > ?;

