-- words in a text
SELECT posts.id FROM posts WHERE FREETEXT((posts.title), N'storm sea');
-- words in texts
SELECT users.id FROM users WHERE FREETEXT((users.name, users.nick), N'storm');
-- not the words
SELECT posts.id FROM posts WHERE NOT (FREETEXT((posts.title), N'storm')) AND posts.id > 3;
-- words of a language
SELECT posts.id FROM posts WHERE FREETEXT((posts.title), N'storms', LANGUAGE 'english');
-- whether the words are there
SELECT posts.id, CASE WHEN FREETEXT((posts.title), N'storm') THEN 1 WHEN NOT (FREETEXT((posts.title), N'storm')) THEN 0 END FROM posts;

