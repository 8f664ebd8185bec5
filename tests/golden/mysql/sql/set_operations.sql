-- union
SELECT users.name FROM users UNION SELECT posts.title FROM posts;
-- union all, ordered
SELECT users.name, users.id FROM users UNION ALL SELECT posts.title, posts.id FROM posts ORDER BY name DESC, id LIMIT ? OFFSET ?;
-- order by a label
SELECT users.name AS n FROM users UNION SELECT posts.title FROM posts ORDER BY n, n DESC;
-- from left to right
(SELECT users.id FROM users UNION SELECT posts.id FROM posts) INTERSECT SELECT posts.author_id FROM posts EXCEPT SELECT posts.parent_id FROM posts;
-- nested on the right
SELECT users.id FROM users EXCEPT (SELECT posts.id FROM posts UNION SELECT posts.author_id FROM posts);
-- limited parts
(SELECT users.id FROM users ORDER BY users.id LIMIT ?) UNION ALL (SELECT posts.id FROM posts ORDER BY posts.id DESC LIMIT ?);
-- subquery
SELECT u.id FROM (SELECT users.id FROM users UNION SELECT posts.id FROM posts) AS u;
-- in
SELECT users.name FROM users WHERE users.id IN (SELECT posts.id FROM posts UNION SELECT posts.author_id FROM posts);
-- free functions
SELECT users.id FROM users UNION SELECT users.id FROM users UNION ALL SELECT users.id FROM users;

