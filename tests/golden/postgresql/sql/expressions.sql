-- arithmetic
SELECT users.age + $1, users.age - $2, users.age * $3, users.age / CAST($4 AS DOUBLE PRECISION), users.age % $5, -users.age, users.age / $6 FROM users;
-- precedence
SELECT (users.age + $1) * $2, users.age + users.id * $3, users.age - (users.id - $4), users.age - users.id - $5, users.age * (users.id * $6), users.age / CAST(users.id + $7 AS DOUBLE PRECISION), -(users.age + $8), -(-users.age) FROM users;
-- concatenation
SELECT users.name || $1 || users.nick, users.name || $2, (users.name || users.nick) COLLATE "C" FROM users;
-- bits
SELECT users.age & $1, users.age | $2, users.age # users.id, CAST(users.age AS BIGINT) << $3, CAST(users.age AS BIGINT) >> $4, (~users.age), (users.age + $5) & (users.id | $6) FROM users;
-- case
SELECT CASE WHEN users.age < $1 THEN CAST($2 AS TEXT) WHEN users.age < $3 THEN CAST($4 AS TEXT) ELSE CAST($5 AS TEXT) END, CASE WHEN users.active THEN CAST($6 AS BIGINT) END FROM users;
-- cast
SELECT CAST(users.age AS VARCHAR), CAST(users.name AS INTEGER), CAST(users.name AS DATE), CAST(users.age AS DOUBLE PRECISION) FROM users;
-- functions
SELECT lower(users.name), upper(users.nick), length(users.name), coalesce(users.nick, users.name, $1), nullif(users.age, $2), abs(users.age), CAST(round(CAST(users.height AS NUMERIC), $3) AS DOUBLE PRECISION), substr(users.name, $4, $5), replace(users.name, $6, $7), trim(users.name), strpos(users.name, $8), greatest(users.age, users.id), least(users.age, users.id) FROM users;
-- aggregates
SELECT count(*), count(users.age), count(DISTINCT users.name), sum(users.age), avg(users.height), min(users.name), max(users.age), string_agg(users.name, $1) FROM users;
-- filter
SELECT count(*) FILTER (WHERE users.age > $1 AND users.active) FROM users;
-- any function
SELECT upper(users.name) FROM users;
-- time
SELECT (CURRENT_TIMESTAMP AT TIME ZONE 'UTC'), CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS DATE), CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS TIME), CAST((random() - 0.5) * 18446744073709551615 AS BIGINT);
-- extract
SELECT CAST(EXTRACT(YEAR FROM users.born) AS BIGINT), CAST(EXTRACT(QUARTER FROM users.born) AS BIGINT), CAST(EXTRACT(WEEK FROM users.born) AS BIGINT), CAST(floor(EXTRACT(EPOCH FROM users.born)) AS BIGINT), CAST(EXTRACT(MONTH FROM users.born) AS BIGINT), CAST(EXTRACT(DAY FROM users.born) AS BIGINT), CAST(EXTRACT(DOW FROM users.born) AS BIGINT), CAST(EXTRACT(DOY FROM users.born) AS BIGINT) FROM users;
-- windows without an order
SELECT row_number() OVER (), rank() OVER (PARTITION BY users.active), lag(users.age, $1) OVER (), first_value(users.age) OVER (), sum(users.age) OVER (), count(*) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- a fraction in a window's range
SELECT sum(users.height) OVER (ORDER BY users.height RANGE BETWEEN 0.5 PRECEDING AND 1.25 FOLLOWING) FROM users;
-- a time in a window's range
SELECT count(*) OVER (ORDER BY users.born RANGE BETWEEN INTERVAL '604800000000 microseconds' PRECEDING AND INTERVAL '90000000 microseconds' FOLLOWING) FROM users;
-- windows
SELECT row_number() OVER (ORDER BY users.age DESC), sum(users.age) OVER (PARTITION BY users.active ORDER BY users.id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW), avg(users.age) OVER (ORDER BY users.age RANGE BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING), count(*) OVER (ORDER BY users.id GROUPS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING), lag(users.age, $1) OVER (ORDER BY users.id), rank() OVER () FROM users;
-- json
SELECT users.profile #>> '{"address","lines",0}', users.profile #> '{"name"}', CAST(users.profile #>> '{"na''me"}' AS INTEGER) FROM users WHERE CAST(users.profile #>> '{"age"}' AS INTEGER) > $1;
-- collate
SELECT users.id FROM users WHERE users.name COLLATE "C" = $1 ORDER BY users.name COLLATE "C" DESC;
-- nulls
SELECT users.id FROM users ORDER BY users.age NULLS FIRST, users.nick DESC NULLS LAST;

