-- words in a text
SELECT posts.id FROM posts WHERE posts.title MATCH 'storm sea';
-- words in texts
-- refused: a full-text search of several columns is not possible on sqlite: search the one that stands for all: of FTS5 that of the table's name, of Oracle Text that of its index
-- not the words
SELECT posts.id FROM posts WHERE NOT (posts.title MATCH 'storm') AND posts.id > 3;
-- words of a language
-- refused: the language of a full-text search is not possible on sqlite: leave it out: the index has one
-- whether the words are there
SELECT posts.id, posts.title MATCH 'storm' FROM posts;

