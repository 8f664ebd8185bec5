-- words in a text
SELECT posts.id FROM posts WHERE FREETEXT((posts.title), @P1);
-- words in texts
SELECT users.id FROM users WHERE FREETEXT((users.name, users.nick), @P1);
-- not the words
SELECT posts.id FROM posts WHERE NOT (FREETEXT((posts.title), @P1)) AND posts.id > @P2;
-- words of a language
SELECT posts.id FROM posts WHERE FREETEXT((posts.title), @P1, LANGUAGE 'english');
-- whether the words are there
SELECT posts.id, CASE WHEN FREETEXT((posts.title), @P1) THEN 1 WHEN NOT (FREETEXT((posts.title), @P1)) THEN 0 END FROM posts;

