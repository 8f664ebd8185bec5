-- words in a text
SELECT posts.id FROM posts WHERE to_tsvector(posts.title) @@ plainto_tsquery($1);
-- words in texts
SELECT users.id FROM users WHERE to_tsvector(coalesce(users.name, '')) || to_tsvector(coalesce(users.nick, '')) @@ plainto_tsquery($1);
-- not the words
SELECT posts.id FROM posts WHERE NOT (to_tsvector(posts.title) @@ plainto_tsquery($1)) AND posts.id > $2;
-- words of a language
SELECT posts.id FROM posts WHERE to_tsvector('english', posts.title) @@ plainto_tsquery('english', $1);
-- whether the words are there
SELECT posts.id, to_tsvector(posts.title) @@ plainto_tsquery($1) FROM posts;

