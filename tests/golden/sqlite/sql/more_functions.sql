-- text
SELECT ltrim(users.name), rtrim(users.name), substr(users.name, ?), length(users.nick) FROM users;
-- searched text
SELECT users.id FROM users WHERE instr(users.name, ?) > ? AND length(users.name) < ?;
-- rounded
SELECT round(users.height, ?), round(users.height, ?), abs(users.height) FROM users;
-- division
SELECT users.age / (? + 0.0), users.height / (? + 0.0), users.age / (users.height + 0.0), CAST(users.age AS REAL) / (? + 0.0), users.age / users.id FROM users;
-- average of integers
SELECT avg(users.age), sum(users.id), sum(users.height) FROM users;
-- the greatest of three
SELECT max(users.age, users.id, ?), min(users.height, ?) FROM users;
-- gathered texts
SELECT group_concat(users.name, ?) FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(users.age) FILTER (WHERE users.active), count(DISTINCT users.name) FILTER (WHERE users.age > ?), count(users.age) FILTER (WHERE users.id > ?), group_concat(users.name, ?) FILTER (WHERE users.active) FROM users;
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
SELECT ? + ?, ? || ?;
-- casts
SELECT CAST(users.age AS INTEGER), CAST(users.name AS INTEGER), datetime(users.born), CAST(users.height AS TEXT) FROM users;
-- bits of values
SELECT users.id FROM users WHERE users.age & ? = ? AND ((users.age | ?) - (users.age & ?)) > ?;
-- shifted bits
SELECT users.age << ?, users.age >> users.id FROM users;
-- times of day
SELECT CAST(strftime('%H', CURRENT_TIMESTAMP) AS INTEGER), CAST(strftime('%M', CURRENT_TIMESTAMP) AS INTEGER), CAST(strftime('%S', CURRENT_TIMESTAMP) AS INTEGER);
-- modulo
SELECT users.id FROM users WHERE users.age % ? = ?;
-- fractions beside integers
SELECT users.age + ?, users.id * ? FROM users WHERE users.age > ? AND users.age BETWEEN ? AND ?;
-- negated
SELECT -users.age, -(-users.id), ~users.age FROM users;
-- bits in arithmetic
SELECT ~users.age + ?, -(~users.age) * ?, ~(~users.age - users.id) FROM users;
-- shifted by a sum
SELECT (users.age + ?) << (users.id + ?) FROM users;

