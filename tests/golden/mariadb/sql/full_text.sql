-- words in a text
SELECT posts.id FROM posts WHERE MATCH (posts.title) AGAINST (?) > 0;
-- words in texts
SELECT users.id FROM users WHERE MATCH (users.name, users.nick) AGAINST (?) > 0;
-- not the words
SELECT posts.id FROM posts WHERE NOT (MATCH (posts.title) AGAINST (?) > 0) AND posts.id > ?;
-- words of a language
-- refused: the language of a full-text search is not possible on mariadb: leave it out: the index has one
-- whether the words are there
SELECT posts.id, MATCH (posts.title) AGAINST (?) > 0 FROM posts;

