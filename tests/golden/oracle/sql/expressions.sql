-- arithmetic
SELECT users.age + :1, users.age - :2, users.age * :3, users.age / :4, MOD(users.age, :5), -users.age, TRUNC(users.age / :6) FROM users;
-- precedence
SELECT (users.age + :1) * :2, users.age + users.id * :3, users.age - (users.id - :4), users.age - users.id - :5, users.age * (users.id * :6), users.age / (users.id + :7), -(users.age + :8), -(-users.age) FROM users;
-- concatenation
SELECT users.name || :1 || users.nick, users.name || :2, (users.name || users.nick) COLLATE BINARY_CI FROM users;
-- bits
SELECT BITAND(users.age, :1), (users.age + :2 - BITAND(users.age, :2)), (users.age + users.id - 2 * BITAND(users.age, users.id)), (users.age * POWER(2, :3)), FLOOR(users.age / POWER(2, :4)), (-1 - users.age), BITAND(users.age + :5, (users.id + :6 - BITAND(users.id, :6))) FROM users;
-- case
SELECT CASE WHEN users.age < :1 THEN :2 WHEN users.age < :3 THEN :4 ELSE :5 END, CASE WHEN users.active = 1 THEN :6 END FROM users;
-- cast
SELECT CAST(users.age AS VARCHAR2(4000 CHAR)), CAST(users.name AS NUMBER(10)), TRUNC(CAST(users.name AS DATE)), CAST(users.age AS BINARY_DOUBLE) FROM users;
-- functions
SELECT lower(users.name), upper(users.nick), length(users.name), coalesce(users.nick, users.name, :1), nullif(users.age, :2), abs(users.age), round(users.height, :3), substr(users.name, :4, :5), replace(users.name, :6, :7), trim(users.name), instr(users.name, :8), greatest(users.age, users.id), least(users.age, users.id) FROM users;
-- aggregates
SELECT count(*), count(users.age), count(DISTINCT users.name), sum(users.age), avg(users.height), min(users.name), max(users.age), substr(listagg(nvl2(users.name, :1 || users.name, NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length(:1), 0) + 1) FROM users;
-- filter
SELECT count(CASE WHEN users.age > :1 AND users.active = 1 THEN 1 END) FROM users;
-- any function
SELECT upper(users.name) FROM users;
-- time
-- refused: the time of day alone is not possible on oracle: use func::now()
-- extract
SELECT EXTRACT(YEAR FROM users.born), TO_NUMBER(TO_CHAR(users.born, 'Q')), TO_NUMBER(TO_CHAR(users.born, 'IW')), ROUND((CAST(users.born AS DATE) - DATE '1970-01-01') * 86400), EXTRACT(MONTH FROM users.born), EXTRACT(DAY FROM users.born), MOD(TRUNC(CAST(users.born AS DATE)) - TRUNC(CAST(users.born AS DATE), 'IW') + 1, 7), TO_NUMBER(TO_CHAR(users.born, 'DDD')) FROM users;
-- windows without an order
SELECT row_number() OVER (ORDER BY NULL), rank() OVER (PARTITION BY users.active ORDER BY NULL), lag(users.age, :1) OVER (ORDER BY NULL), first_value(users.age) OVER (), sum(users.age) OVER (), count(*) OVER (ORDER BY NULL ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- a fraction in a window's range
SELECT sum(users.height) OVER (ORDER BY users.height RANGE BETWEEN 0.5 PRECEDING AND 1.25 FOLLOWING) FROM users;
-- a time in a window's range
SELECT count(*) OVER (ORDER BY users.born RANGE BETWEEN NUMTODSINTERVAL(604800.000000, 'SECOND') PRECEDING AND NUMTODSINTERVAL(90.000000, 'SECOND') FOLLOWING) FROM users;
-- windows
-- refused: a window's frame in GROUPS is not possible on oracle: use rows(...) or range(...)
-- json
-- refused: an element of a JSON document as JSON is not possible on oracle: take it as a value: .as<std::string>()
-- collate
SELECT users.id FROM users WHERE users.name COLLATE BINARY_CI = :1 ORDER BY users.name COLLATE BINARY_CI DESC;
-- nulls
SELECT users.id FROM users ORDER BY users.age NULLS FIRST, users.nick DESC NULLS LAST;

