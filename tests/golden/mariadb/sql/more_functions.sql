-- text
SELECT ltrim(users.name), rtrim(users.name), substr(users.name, ?), char_length(users.nick) FROM users;
-- searched text
SELECT users.id FROM users WHERE instr(users.name, ?) > ? AND char_length(users.name) < ?;
-- rounded
SELECT round(users.height, ?), round(users.height, ?), abs(users.height) FROM users;
-- division
SELECT users.age / (? + 0e0), users.height / ?, users.age / users.height, CAST(users.age AS DOUBLE) / ?, users.age DIV users.id FROM users;
-- average of integers
SELECT avg(users.age), sum(users.id), sum(users.height) FROM users;
-- the greatest of three
SELECT greatest(users.age, users.id, ?), least(users.height, ?) FROM users;
-- gathered texts
SELECT substr(group_concat(concat(?, users.name) SEPARATOR ''), char_length(?) + 1) FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(CASE WHEN users.active THEN users.age END), count(DISTINCT CASE WHEN users.age > ? THEN users.name END), count(CASE WHEN users.id > ? THEN users.age END), substr(group_concat(concat(?, CASE WHEN users.active THEN users.name END) SEPARATOR ''), char_length(?) + 1) FROM users;
-- windows of values
SELECT ntile(?) OVER (ORDER BY users.age), lead(users.age, ?) OVER (ORDER BY users.id), first_value(users.name) OVER (PARTITION BY users.age ORDER BY users.id), last_value(users.name) OVER (ORDER BY users.id), nth_value(users.name, ?) OVER (ORDER BY users.id) FROM users;
-- ranks
SELECT dense_rank() OVER (ORDER BY users.age), percent_rank() OVER (ORDER BY users.age), cume_dist() OVER (ORDER BY users.age) FROM users;
-- frames
SELECT sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), sum(users.age) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- values in branches
SELECT CASE WHEN users.age > ? THEN ? ELSE ? END, CASE WHEN users.age > ? THEN ? END, CASE WHEN users.age > ? THEN ? WHEN users.age < ? THEN ? ELSE ? END FROM users;
-- values selected
SELECT ?, ?, ?, ?;
-- values combined
SELECT ? + ?, concat(?, ?);
-- casts
SELECT CAST(users.age AS SIGNED), CAST(users.name AS SIGNED), CAST(users.born AS DATETIME(6)), CAST(users.height AS CHAR) FROM users;
-- bits of values
SELECT users.id FROM users WHERE CAST(users.age & ? AS SIGNED) = ? AND CAST(users.age ^ ? AS SIGNED) > ?;
-- shifted bits
SELECT CAST(users.age << ? AS SIGNED), CAST(CAST((users.age ^ 9223372036854775808) >> users.id AS DECIMAL(20)) - (9223372036854775808 >> users.id) AS SIGNED) FROM users;
-- times of day
SELECT EXTRACT(HOUR FROM utc_timestamp(6)), EXTRACT(MINUTE FROM utc_timestamp(6)), EXTRACT(SECOND FROM utc_timestamp(6));
-- modulo
SELECT users.id FROM users WHERE users.age % ? = ?;
-- fractions beside integers
SELECT users.age + ?, users.id * ? FROM users WHERE users.age > ? AND users.age BETWEEN ? AND ?;
-- negated
SELECT -users.age, -(-users.id), CAST(~users.age AS SIGNED) FROM users;
-- bits in arithmetic
SELECT CAST(~users.age AS SIGNED) + ?, -(CAST(~users.age AS SIGNED)) * ?, CAST(~(CAST(~users.age AS SIGNED) - users.id) AS SIGNED) FROM users;
-- shifted by a sum
SELECT CAST((users.age + ?) << (users.id + ?) AS SIGNED) FROM users;

