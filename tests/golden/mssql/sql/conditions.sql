-- comparisons
SELECT users.id FROM users WHERE users.age = @P1 AND users.age <> @P2 AND users.age < @P3 AND users.age <= @P4 AND users.age > @P5 AND users.age >= @P6;
-- value on the left
SELECT users.id FROM users WHERE users.age > @P1 AND users.name = @P2;
-- column with column
SELECT users.id FROM users WHERE users.name = users.nick;
-- null
SELECT users.id FROM users WHERE users.nick IS NULL AND users.age IS NOT NULL AND users.born IS NULL AND users.height IS NOT NULL;
-- empty optional
SELECT users.id FROM users WHERE users.age IS NULL AND users.age = @P1;
-- or in and
SELECT users.id FROM users WHERE (users.age < @P1 OR users.age > @P2) AND users.active = 1;
-- and in or
SELECT users.id FROM users WHERE users.age < @P1 AND users.active = 1 OR users.age > @P2;
-- or among conditions
SELECT users.id FROM users WHERE (users.age < @P1 OR users.age > @P2) AND users.active = 1;
-- or alone
SELECT users.id FROM users WHERE users.age < @P1 OR users.age > @P2;
-- not
SELECT users.id FROM users WHERE users.age >= @P1 AND NOT (users.age = @P2 OR users.active = 1) AND NOT (users.active = 1) AND users.name NOT LIKE replace(@P3, '[', '[[]') AND users.age NOT IN (@P4) AND users.age NOT BETWEEN @P5 AND @P6 AND users.age IS NOT NULL;
-- not not
SELECT users.id FROM users WHERE users.active = 1 AND users.age < @P1 AND users.active = 1;
-- in
SELECT users.id FROM users WHERE users.name IN (@P1, @P2) AND users.age IN (@P3, @P4, @P5, @P6) AND users.id NOT IN (@P7);
-- in nothing
SELECT users.id FROM users WHERE 1 = 0 AND 1 = 1;
-- in with null
SELECT users.id FROM users WHERE (users.age IN (@P1) OR users.age IS NULL) AND users.age NOT IN (@P2) AND users.age IS NOT NULL;
-- in subquery
SELECT users.id FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE posts.title = @P1);
-- like
SELECT users.id FROM users WHERE users.name LIKE replace(@P1, '[', '[[]') AND users.name NOT LIKE replace(@P2, '[', '[[]') AND users.name LIKE replace(replace(replace(replace(replace(@P3, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- ilike
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(lower(@P1), '[', '[[]') AND lower(users.name) NOT LIKE replace(lower(@P2), '[', '[[]');
-- starts, ends, contains
SELECT users.id FROM users WHERE users.name LIKE replace(replace(replace(replace(replace(@P1, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND users.name LIKE replace(replace(replace(replace(replace(@P2, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND users.name LIKE replace(replace(replace(replace(replace(@P3, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND users.name LIKE replace(replace(replace(replace(replace(@P4 + replace(replace(replace(users.nick, @P5, @P6), @P7, @P8), @P9, @P10) + @P11, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- starts, ends, contains in any case
SELECT users.id FROM users WHERE lower(users.name) LIKE replace(replace(replace(replace(replace(lower(@P1), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND lower(users.name) LIKE replace(replace(replace(replace(replace(lower(@P2), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND lower(users.name) LIKE replace(replace(replace(replace(replace(lower(@P3), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' AND lower(users.name) LIKE replace(replace(replace(replace(replace(lower(@P4 + replace(replace(replace(users.nick, @P5, @P6), @P7, @P8), @P9, @P10) + @P11), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/';
-- between
SELECT users.id FROM users WHERE users.age BETWEEN @P1 AND @P2 AND users.age NOT BETWEEN users.id AND users.id + @P3;
-- distinct from
SELECT users.id FROM users WHERE (users.nick <> @P1 OR users.nick IS NULL) AND (users.nick = users.name AND users.nick IS NOT NULL AND users.name IS NOT NULL OR users.nick IS NULL AND users.name IS NULL) AND users.nick IS NOT NULL;
-- of NULL
SELECT users.id, CASE WHEN ((users.nick <> users.name OR users.nick IS NULL OR users.name IS NULL) AND (users.nick IS NOT NULL OR users.name IS NOT NULL)) THEN 1 ELSE 0 END, CASE WHEN (users.nick = users.name AND users.nick IS NOT NULL AND users.name IS NOT NULL OR users.nick IS NULL AND users.name IS NULL) THEN 1 ELSE 0 END, CASE WHEN (users.nick <> @P1 OR users.nick IS NULL) THEN 1 ELSE 0 END, CASE WHEN users.name LIKE replace(replace(replace(replace(replace(@P2 + replace(replace(replace(users.nick, @P3, @P4), @P5, @P6), @P7, @P8) + @P9, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' THEN 1 WHEN NOT (users.name LIKE replace(replace(replace(replace(replace(@P2 + replace(replace(replace(users.nick, @P3, @P4), @P5, @P6), @P7, @P8) + @P9, '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/') THEN 0 END, CASE WHEN lower(users.name) LIKE replace(replace(replace(replace(replace(lower(replace(replace(replace(users.nick, @P10, @P11), @P12, @P13), @P14, @P15) + @P16), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/' THEN 1 WHEN NOT (lower(users.name) LIKE replace(replace(replace(replace(replace(lower(replace(replace(replace(users.nick, @P10, @P11), @P12, @P13), @P14, @P15) + @P16), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/') THEN 0 END FROM users;
-- boolean columns
SELECT users.id FROM users WHERE users.active = 1 AND users.active = @P1;
-- constants
SELECT users.id FROM users WHERE (1 = 1) AND users.age > @P1 AND ((1 = 0) OR users.active = 1);
-- tuples
-- refused: a tuple is not possible on mssql: compare its elements one by one
-- comparison in comparison
SELECT users.id FROM users WHERE CASE WHEN users.age > @P1 THEN 1 WHEN NOT (users.age > @P1) THEN 0 END = CASE WHEN users.id > @P2 THEN 1 WHEN NOT (users.id > @P2) THEN 0 END;
-- gathered
SELECT users.id FROM users WHERE (users.age = @P1 OR users.age = @P2) AND (1 = 1);
-- literal on both sides of and
SELECT users.id FROM users WHERE users.age > @P1 AND (users.age < @P2 OR users.name = @P3);

