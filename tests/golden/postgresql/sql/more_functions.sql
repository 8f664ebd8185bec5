-- text
SELECT ltrim(users.name), rtrim(users.name), substr(users.name, $1), length(users.nick) FROM users;
-- searched text
SELECT users.id FROM users WHERE strpos(users.name, $1) > $2 AND length(users.name) < $3;
-- rounded
SELECT CAST(round(CAST(users.height AS NUMERIC), $1) AS DOUBLE PRECISION), CAST(round(CAST(users.height AS NUMERIC), $2) AS DOUBLE PRECISION), abs(users.height) FROM users;
-- division
SELECT users.age / CAST($1 AS DOUBLE PRECISION), users.height / $2, users.age / users.height, CAST(users.age AS DOUBLE PRECISION) / $3, users.age / users.id FROM users;
-- average of integers
SELECT avg(users.age), sum(users.id), sum(users.height) FROM users;
-- the greatest of three
SELECT greatest(users.age, users.id, $1), least(users.height, $2) FROM users;
-- gathered texts
SELECT string_agg(users.name, $1) FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(users.age) FILTER (WHERE users.active), count(DISTINCT users.name) FILTER (WHERE users.age > $1), count(users.age) FILTER (WHERE users.id > $2), string_agg(users.name, $3) FILTER (WHERE users.active) FROM users;
-- windows of values
SELECT ntile($1) OVER (ORDER BY users.age), lead(users.age, $2) OVER (ORDER BY users.id), first_value(users.name) OVER (PARTITION BY users.age ORDER BY users.id), last_value(users.name) OVER (ORDER BY users.id), nth_value(users.name, $3) OVER (ORDER BY users.id) FROM users;
-- ranks
SELECT dense_rank() OVER (ORDER BY users.age), percent_rank() OVER (ORDER BY users.age), cume_dist() OVER (ORDER BY users.age) FROM users;
-- frames
SELECT sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), sum(users.age) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- values in branches
SELECT CASE WHEN users.age > $1 THEN CAST($2 AS BIGINT) ELSE CAST($3 AS BIGINT) END, CASE WHEN users.age > $4 THEN CAST($5 AS DOUBLE PRECISION) END, CASE WHEN users.age > $6 THEN CAST($7 AS TEXT) WHEN users.age < $8 THEN CAST($9 AS TEXT) ELSE CAST($10 AS TEXT) END FROM users;
-- values selected
SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS DOUBLE PRECISION), CAST($4 AS BOOLEAN);
-- values combined
SELECT CAST($1 AS BIGINT) + CAST($2 AS BIGINT), CAST($3 AS TEXT) || CAST($4 AS TEXT);
-- casts
SELECT CAST(users.age AS BOOLEAN), CAST(users.name AS BIGINT), CAST(users.born AS TIMESTAMP), CAST(users.height AS VARCHAR) FROM users;
-- bits of values
SELECT users.id FROM users WHERE users.age & $1 = $2 AND users.age # $3 > $4;
-- shifted bits
SELECT CAST(users.age AS BIGINT) << $1, CAST(users.age AS BIGINT) >> users.id FROM users;
-- times of day
SELECT CAST(EXTRACT(HOUR FROM (CURRENT_TIMESTAMP AT TIME ZONE 'UTC')) AS BIGINT), CAST(EXTRACT(MINUTE FROM (CURRENT_TIMESTAMP AT TIME ZONE 'UTC')) AS BIGINT), CAST(floor(EXTRACT(SECOND FROM (CURRENT_TIMESTAMP AT TIME ZONE 'UTC'))) AS BIGINT);
-- modulo
SELECT users.id FROM users WHERE users.age % $1 = $2;
-- fractions beside integers
SELECT users.age + CAST($1 AS DOUBLE PRECISION), users.id * CAST($2 AS DOUBLE PRECISION) FROM users WHERE users.age > CAST($3 AS DOUBLE PRECISION) AND users.age BETWEEN CAST($4 AS DOUBLE PRECISION) AND CAST($5 AS DOUBLE PRECISION);
-- negated
SELECT -users.age, -(-users.id), (~users.age) FROM users;
-- bits in arithmetic
SELECT (~users.age) + $1, -((~users.age)) * $2, (~((~users.age) - users.id)) FROM users;
-- shifted by a sum
SELECT CAST(users.age + $1 AS BIGINT) << CAST(users.id + $2 AS INTEGER) FROM users;

