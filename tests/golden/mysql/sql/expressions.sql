-- arithmetic
SELECT users.age + ?, users.age - ?, users.age * ?, users.age / (? + 0e0), users.age % ?, -users.age, users.age DIV ? FROM users;
-- precedence
SELECT (users.age + ?) * ?, users.age + users.id * ?, users.age - (users.id - ?), users.age - users.id - ?, users.age * (users.id * ?), users.age / (users.id + ? + 0e0), -(users.age + ?), -(-users.age) FROM users;
-- concatenation
SELECT concat(users.name, ?, users.nick), concat(users.name, ?), (concat(users.name, users.nick)) COLLATE utf8mb4_bin FROM users;
-- bits
SELECT CAST(users.age & ? AS SIGNED), CAST(users.age | ? AS SIGNED), CAST(users.age ^ users.id AS SIGNED), CAST(users.age << ? AS SIGNED), CAST(CAST((users.age ^ 9223372036854775808) >> ? AS DECIMAL(20)) - (9223372036854775808 >> ?) AS SIGNED), CAST(~users.age AS SIGNED), CAST((users.age + ?) & (CAST(users.id | ? AS SIGNED)) AS SIGNED) FROM users;
-- case
SELECT CASE WHEN users.age < ? THEN ? WHEN users.age < ? THEN ? ELSE ? END, CASE WHEN users.active THEN ? END FROM users;
-- cast
SELECT CAST(users.age AS CHAR), CAST(users.name AS SIGNED), CAST(users.name AS DATE), CAST(users.age AS DOUBLE) FROM users;
-- functions
SELECT lower(users.name), upper(users.nick), char_length(users.name), coalesce(users.nick, users.name, ?), nullif(users.age, ?), abs(users.age), round(users.height, ?), substr(users.name, ?, ?), replace(users.name, ?, ?), trim(users.name), instr(users.name, ?), greatest(users.age, users.id), least(users.age, users.id) FROM users;
-- aggregates
SELECT count(*), count(users.age), count(DISTINCT users.name), sum(users.age), avg(users.height), min(users.name), max(users.age), substr(group_concat(concat(?, users.name) SEPARATOR ''), char_length(?) + 1) FROM users;
-- filter
SELECT count(CASE WHEN users.age > ? AND users.active THEN 1 END) FROM users;
-- any function
SELECT upper(users.name) FROM users;
-- time
SELECT utc_timestamp(6), utc_date(), utc_time(6), CAST((rand() - 0.5) * 18446744073709551615 AS SIGNED);
-- extract
SELECT EXTRACT(YEAR FROM users.born), EXTRACT(QUARTER FROM users.born), week(users.born, 3), timestampdiff(SECOND, '1970-01-01', users.born), EXTRACT(MONTH FROM users.born), EXTRACT(DAY FROM users.born), (dayofweek(users.born) - 1), dayofyear(users.born) FROM users;
-- windows without an order
SELECT row_number() OVER (), rank() OVER (PARTITION BY users.active), lag(users.age, ?) OVER (), first_value(users.age) OVER (), sum(users.age) OVER (), count(*) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- a fraction in a window's range
SELECT sum(users.height) OVER (ORDER BY users.height RANGE BETWEEN 0.5 PRECEDING AND 1.25 FOLLOWING) FROM users;
-- a time in a window's range
SELECT count(*) OVER (ORDER BY users.born RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND INTERVAL 90000000 MICROSECOND FOLLOWING) FROM users;
-- windows
-- refused: a window's frame in GROUPS is not possible on mysql: use rows(...) or range(...)
-- json
SELECT JSON_UNQUOTE(NULLIF(JSON_EXTRACT(users.profile, '$."address"."lines"[0]'), CAST('null' AS JSON))), JSON_EXTRACT(users.profile, '$."name"'), CAST(JSON_UNQUOTE(NULLIF(JSON_EXTRACT(users.profile, '$."na''me"'), CAST('null' AS JSON))) AS SIGNED) FROM users WHERE CAST(JSON_UNQUOTE(NULLIF(JSON_EXTRACT(users.profile, '$."age"'), CAST('null' AS JSON))) AS SIGNED) > ?;
-- collate
SELECT users.id FROM users WHERE users.name COLLATE utf8mb4_bin = ? ORDER BY users.name COLLATE utf8mb4_bin DESC;
-- nulls
SELECT users.id FROM users ORDER BY users.age IS NOT NULL, users.age, users.nick IS NULL, users.nick DESC;

