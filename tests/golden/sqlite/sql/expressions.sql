-- arithmetic
SELECT users.age + ?, users.age - ?, users.age * ?, users.age / (? + 0.0), users.age % ?, -users.age, users.age / ? FROM users;
-- precedence
SELECT (users.age + ?) * ?, users.age + users.id * ?, users.age - (users.id - ?), users.age - users.id - ?, users.age * (users.id * ?), users.age / (users.id + ? + 0.0), -(users.age + ?), -(-users.age) FROM users;
-- concatenation
SELECT users.name || ? || users.nick, users.name || ?, (users.name || users.nick) COLLATE "NOCASE" FROM users;
-- bits
SELECT users.age & ?, users.age | ?, ((users.age | users.id) - (users.age & users.id)), users.age << ?, users.age >> ?, ~users.age, (users.age + ?) & (users.id | ?) FROM users;
-- case
SELECT CASE WHEN users.age < ? THEN ? WHEN users.age < ? THEN ? ELSE ? END, CASE WHEN users.active THEN ? END FROM users;
-- cast
SELECT CAST(users.age AS TEXT), CAST(users.name AS INTEGER), date(users.name), CAST(users.age AS REAL) FROM users;
-- functions
SELECT lower(users.name), upper(users.nick), length(users.name), coalesce(users.nick, users.name, ?), nullif(users.age, ?), abs(users.age), round(users.height, ?), substr(users.name, ?, ?), replace(users.name, ?, ?), trim(users.name), instr(users.name, ?), max(users.age, users.id), min(users.age, users.id) FROM users;
-- aggregates
SELECT count(*), count(users.age), count(DISTINCT users.name), sum(users.age), avg(users.height), min(users.name), max(users.age), group_concat(users.name, ?) FROM users;
-- filter
SELECT count(*) FILTER (WHERE users.age > ? AND users.active) FROM users;
-- any function
SELECT upper(users.name) FROM users;
-- time
SELECT CURRENT_TIMESTAMP, CURRENT_DATE, CURRENT_TIME, random();
-- extract
SELECT CAST(strftime('%Y', users.born) AS INTEGER), ((CAST(strftime('%m', users.born) AS INTEGER) + 2) / 3), ((CAST(strftime('%j', date(users.born, '-3 days', 'weekday 4')) AS INTEGER) - 1) / 7 + 1), CAST(strftime('%s', users.born) AS INTEGER), CAST(strftime('%m', users.born) AS INTEGER), CAST(strftime('%d', users.born) AS INTEGER), CAST(strftime('%w', users.born) AS INTEGER), CAST(strftime('%j', users.born) AS INTEGER) FROM users;
-- windows without an order
SELECT row_number() OVER (), rank() OVER (PARTITION BY users.active), lag(users.age, ?) OVER (), first_value(users.age) OVER (), sum(users.age) OVER (), count(*) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- a fraction in a window's range
SELECT sum(users.height) OVER (ORDER BY users.height RANGE BETWEEN 0.5 PRECEDING AND 1.25 FOLLOWING) FROM users;
-- a time in a window's range
-- refused: a time as the distance in a window's RANGE is not possible on sqlite: order by a number, such as extract(DatePart::epoch, ...)
-- windows
SELECT row_number() OVER (ORDER BY users.age DESC), sum(users.age) OVER (PARTITION BY users.active ORDER BY users.id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), avg(users.age) OVER (ORDER BY users.age RANGE BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING), count(*) OVER (ORDER BY users.id GROUPS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING), lag(users.age, ?) OVER (ORDER BY users.id), rank() OVER () FROM users;
-- json
SELECT CAST(json_extract(users.profile, '$."address"."lines"[0]') AS TEXT), users.profile -> '$."name"', CAST(json_extract(users.profile, '$."na''me"') AS NUMERIC) FROM users WHERE CAST(json_extract(users.profile, '$."age"') AS NUMERIC) > ?;
-- collate
SELECT users.id FROM users WHERE users.name COLLATE "NOCASE" = ? ORDER BY users.name COLLATE "NOCASE" DESC;
-- nulls
SELECT users.id FROM users ORDER BY users.age NULLS FIRST, users.nick DESC NULLS LAST;

