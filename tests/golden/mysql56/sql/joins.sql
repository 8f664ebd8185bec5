-- inner
SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id;
-- mapped struct by type
SELECT users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height FROM users JOIN posts ON posts.author_id = users.id;
-- left
SELECT users.id, users.name, users.nick, users.age, users.active, users.born, users.profile, users.height FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id IS NULL;
-- right and full
-- refused: FULL JOIN is not possible on mysql: use union_all() of a left_join() and of the rows that it lacks
-- cross
SELECT users.name FROM users CROSS JOIN posts;
-- self-join by an alias
SELECT posts.title, parent.title FROM posts JOIN posts AS parent ON parent.id = posts.parent_id;
-- anonymous alias
SELECT posts.title, posts_1.title FROM posts LEFT JOIN posts AS posts_1 ON posts_1.id = posts.parent_id;
-- left side found by the condition
SELECT count(*) FROM users JOIN posts ON posts.author_id = users.id;
-- two tables brought together
SELECT users.name, posts.title FROM users CROSS JOIN posts JOIN posts AS parent ON parent.id = posts.parent_id AND parent.author_id = users.id;
-- two lists
SELECT users.name, posts.title FROM users, posts;
-- select_from
SELECT count(*) FROM posts LEFT JOIN users ON posts.author_id = users.id;

