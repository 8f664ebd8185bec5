-- text
SELECT ltrim(users.name), rtrim(users.name), substr(users.name, 2), length(users.nick) FROM users;
-- searched text
SELECT users.id FROM users WHERE instr(users.name, 'ed') > 0 AND length(users.name) < 9;
-- rounded
SELECT round(users.height, 0), round(users.height, 1), abs(users.height) FROM users;
-- division
SELECT users.age / (2 + 0.0), users.height / (2 + 0.0), users.age / (users.height + 0.0), CAST(users.age AS REAL) / (3 + 0.0), users.age / users.id FROM users;
-- average of integers
SELECT avg(users.age), sum(users.id), sum(users.height) FROM users;
-- the greatest of three
SELECT max(users.age, users.id, 3), min(users.height, 1.5) FROM users;
-- gathered texts
SELECT group_concat(users.name, '; ') FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(users.age) FILTER (WHERE users.active), count(DISTINCT users.name) FILTER (WHERE users.age > 3), count(users.age) FILTER (WHERE users.id > 1), group_concat(users.name, ',') FILTER (WHERE users.active) FROM users;
-- windows of values
SELECT ntile(4) OVER (ORDER BY users.age), lead(users.age, 2) OVER (ORDER BY users.id), first_value(users.name) OVER (PARTITION BY users.age ORDER BY users.id), last_value(users.name) OVER (ORDER BY users.id), nth_value(users.name, 2) OVER (ORDER BY users.id) FROM users;
-- ranks
SELECT dense_rank() OVER (ORDER BY users.age), percent_rank() OVER (ORDER BY users.age), cume_dist() OVER (ORDER BY users.age) FROM users;
-- frames
SELECT sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(users.age) OVER (ORDER BY users.id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), sum(users.age) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- values in branches
SELECT CASE WHEN users.age > 3 THEN 1 ELSE 2 END, CASE WHEN users.age > 3 THEN 1.5 END, CASE WHEN users.age > 3 THEN 'a' WHEN users.age < 1 THEN 'b' ELSE 'c' END FROM users;
-- values selected
SELECT 1, 'x', 0.5, true;
-- values combined
SELECT 1 + 2, 'a' || 'b';
-- casts
SELECT CAST(users.age AS INTEGER), CAST(users.name AS INTEGER), datetime(users.born), CAST(users.height AS TEXT) FROM users;
-- bits of values
SELECT users.id FROM users WHERE users.age & 4 = 4 AND ((users.age | 1) - (users.age & 1)) > 8;
-- shifted bits
SELECT users.age << 1, users.age >> users.id FROM users;
-- times of day
SELECT CAST(strftime('%H', CURRENT_TIMESTAMP) AS INTEGER), CAST(strftime('%M', CURRENT_TIMESTAMP) AS INTEGER), CAST(strftime('%S', CURRENT_TIMESTAMP) AS INTEGER);
-- modulo
SELECT users.id FROM users WHERE users.age % 2 = 0;
-- fractions beside integers
SELECT users.age + 0.5, users.id * 1.5 FROM users WHERE users.age > 30.5 AND users.age BETWEEN 0.5 AND 2.5;
-- negated
SELECT -users.age, -(-users.id), ~users.age FROM users;
-- bits in arithmetic
SELECT ~users.age + 1, -(~users.age) * 2, ~(~users.age - users.id) FROM users;
-- shifted by a sum
SELECT (users.age + 1) << (users.id + 1) FROM users;

