-- text
SELECT ltrim(users.name), rtrim(users.name), substr(users.name, 2), length(users.nick) FROM users;
-- searched text
SELECT users.id FROM users WHERE instr(users.name, 'ed') > 0 AND length(users.name) < 9;
-- rounded
SELECT round(users.height, 0), round(users.height, 1), abs(users.height) FROM users;
-- division
SELECT users.age / 2, users.height / 2, users.age / users.height, CAST(users.age AS BINARY_DOUBLE) / 3, TRUNC(users.age / users.id) FROM users;
-- average of integers
SELECT avg(users.age), sum(users.id), sum(users.height) FROM users;
-- the greatest of three
SELECT greatest(users.age, users.id, 3), least(users.height, 1.5) FROM users;
-- gathered texts
SELECT substr(listagg(nvl2(users.name, '; ' || users.name, NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length('; '), 0) + 1) FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(CASE WHEN users.active = 1 THEN users.age END), count(DISTINCT CASE WHEN users.age > 3 THEN users.name END), count(CASE WHEN users.id > 1 THEN users.age END), substr(listagg(nvl2(CASE WHEN users.active = 1 THEN users.name END, ',' || CASE WHEN users.active = 1 THEN users.name END, NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length(','), 0) + 1) FROM users;
-- windows of values
SELECT ntile(4) OVER (ORDER BY users.age), lead(users.age, 2) OVER (ORDER BY users.id), first_value(users.name) OVER (PARTITION BY users.age ORDER BY users.id), last_value(users.name) OVER (ORDER BY users.id), nth_value(users.name, 2) OVER (ORDER BY users.id) FROM users;
-- ranks
SELECT dense_rank() OVER (ORDER BY users.age), percent_rank() OVER (ORDER BY users.age), cume_dist() OVER (ORDER BY users.age) FROM users;
-- frames
SELECT sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), sum(users.age) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- values in branches
SELECT CASE WHEN users.age > 3 THEN 1 ELSE 2 END, CASE WHEN users.age > 3 THEN 1.5 END, CASE WHEN users.age > 3 THEN 'a' WHEN users.age < 1 THEN 'b' ELSE 'c' END FROM users;
-- values selected
SELECT 1, 'x', 0.5, 1 FROM DUAL;
-- values combined
SELECT 1 + 2, 'a' || 'b' FROM DUAL;
-- casts
SELECT ABS(SIGN(users.age)), CAST(users.name AS NUMBER(19)), CAST(users.born AS TIMESTAMP(6)), CAST(users.height AS VARCHAR2(4000 CHAR)) FROM users;
-- bits of values
SELECT users.id FROM users WHERE BITAND(users.age, 4) = 4 AND (users.age + 1 - 2 * BITAND(users.age, 1)) > 8;
-- shifted bits
SELECT (users.age * POWER(2, 1)), FLOOR(users.age / POWER(2, users.id)) FROM users;
-- times of day
SELECT EXTRACT(HOUR FROM CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP)), EXTRACT(MINUTE FROM CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP)), FLOOR(EXTRACT(SECOND FROM CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP))) FROM DUAL;
-- modulo
SELECT users.id FROM users WHERE MOD(users.age, 2) = 0;
-- fractions beside integers
SELECT users.age + 0.5, users.id * 1.5 FROM users WHERE users.age > 30.5 AND users.age BETWEEN 0.5 AND 2.5;
-- negated
SELECT -users.age, -(-users.id), (-1 - users.age) FROM users;
-- bits in arithmetic
SELECT (-1 - users.age) + 1, -((-1 - users.age)) * 2, (-1 - ((-1 - users.age) - users.id)) FROM users;
-- shifted by a sum
SELECT ((users.age + 1) * POWER(2, users.id + 1)) FROM users;

