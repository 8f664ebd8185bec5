-- words in a text
SELECT posts.id FROM posts WHERE CONTAINS(posts.title, :1) > 0;
-- words in texts
-- refused: a full-text search of several columns is not possible on oracle: search the one that stands for all: of FTS5 that of the table's name, of Oracle Text that of its index
-- not the words
SELECT posts.id FROM posts WHERE NOT (CONTAINS(posts.title, :1) > 0) AND posts.id > :2;
-- words of a language
-- refused: the language of a full-text search is not possible on oracle: leave it out: the index has one
-- whether the words are there
SELECT posts.id, CASE WHEN CONTAINS(posts.title, :1) > 0 THEN 1 WHEN NOT (CONTAINS(posts.title, :1) > 0) THEN 0 END FROM posts;

