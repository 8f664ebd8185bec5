-- text
SELECT ltrim(users.name), rtrim(users.name), substr(users.name, :1), length(users.nick) FROM users;
-- searched text
SELECT users.id FROM users WHERE instr(users.name, :1) > :2 AND length(users.name) < :3;
-- rounded
SELECT round(users.height, :1), round(users.height, :2), abs(users.height) FROM users;
-- division
SELECT users.age / :1, users.height / :2, users.age / users.height, CAST(users.age AS BINARY_DOUBLE) / :3, TRUNC(users.age / users.id) FROM users;
-- average of integers
SELECT avg(users.age), sum(users.id), sum(users.height) FROM users;
-- the greatest of three
SELECT greatest(users.age, users.id, :1), least(users.height, :2) FROM users;
-- gathered texts
SELECT substr(listagg(nvl2(users.name, :1 || users.name, NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length(:1), 0) + 1) FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(CASE WHEN users.active = 1 THEN users.age END), count(DISTINCT CASE WHEN users.age > :1 THEN users.name END), count(CASE WHEN users.id > :2 THEN users.age END), substr(listagg(nvl2(CASE WHEN users.active = 1 THEN users.name END, :3 || CASE WHEN users.active = 1 THEN users.name END, NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length(:3), 0) + 1) FROM users;
-- windows of values
SELECT ntile(:1) OVER (ORDER BY users.age), lead(users.age, :2) OVER (ORDER BY users.id), first_value(users.name) OVER (PARTITION BY users.age ORDER BY users.id), last_value(users.name) OVER (ORDER BY users.id), nth_value(users.name, :3) OVER (ORDER BY users.id) FROM users;
-- ranks
SELECT dense_rank() OVER (ORDER BY users.age), percent_rank() OVER (ORDER BY users.age), cume_dist() OVER (ORDER BY users.age) FROM users;
-- frames
SELECT sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), sum(users.age) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- values in branches
SELECT CASE WHEN users.age > :1 THEN :2 ELSE :3 END, CASE WHEN users.age > :4 THEN :5 END, CASE WHEN users.age > :6 THEN :7 WHEN users.age < :8 THEN :9 ELSE :10 END FROM users;
-- values selected
SELECT :1, :2, :3, :4 FROM DUAL;
-- values combined
SELECT :1 + :2, :3 || :4 FROM DUAL;
-- casts
SELECT ABS(SIGN(users.age)), CAST(users.name AS NUMBER(19)), CAST(users.born AS TIMESTAMP(6)), CAST(users.height AS VARCHAR2(4000 CHAR)) FROM users;
-- bits of values
SELECT users.id FROM users WHERE BITAND(users.age, :1) = :2 AND (users.age + :3 - 2 * BITAND(users.age, :3)) > :4;
-- shifted bits
SELECT (users.age * POWER(2, :1)), FLOOR(users.age / POWER(2, users.id)) FROM users;
-- times of day
SELECT EXTRACT(HOUR FROM CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP)), EXTRACT(MINUTE FROM CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP)), FLOOR(EXTRACT(SECOND FROM CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP))) FROM DUAL;
-- modulo
SELECT users.id FROM users WHERE MOD(users.age, :1) = :2;
-- fractions beside integers
SELECT users.age + :1, users.id * :2 FROM users WHERE users.age > :3 AND users.age BETWEEN :4 AND :5;
-- negated
SELECT -users.age, -(-users.id), (-1 - users.age) FROM users;
-- bits in arithmetic
SELECT (-1 - users.age) + :1, -((-1 - users.age)) * :2, (-1 - ((-1 - users.age) - users.id)) FROM users;
-- shifted by a sum
SELECT ((users.age + :1) * POWER(2, users.id + :2)) FROM users;

