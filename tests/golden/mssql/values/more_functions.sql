-- text
SELECT ltrim(users.name), rtrim(users.name), substring(users.name, 2, 1073741823), (len(users.nick + N'.') - 1) FROM users;
-- searched text
SELECT users.id FROM users WHERE charindex(N'ed', users.name) > 0 AND (len(users.name + N'.') - 1) < 9;
-- rounded
SELECT round(users.height, 0), round(users.height, 1), abs(users.height) FROM users;
-- division
SELECT users.age / (2 + 0e0), users.height / 2, users.age / users.height, CAST(users.age AS FLOAT(53)) / 3, users.age / users.id FROM users;
-- average of integers
SELECT avg(CAST(users.age AS FLOAT)), sum(CAST(users.id AS BIGINT)), sum(users.height) FROM users;
-- the greatest of three
SELECT CASE WHEN (users.age >= users.id OR users.id IS NULL) AND users.age >= 3 THEN users.age WHEN users.id >= 3 THEN users.id ELSE 3 END, CASE WHEN users.height <= 1.5 THEN users.height ELSE 1.5 END FROM users;
-- gathered texts
SELECT string_agg(users.name, N'; ') FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(CAST(CASE WHEN users.active = 1 THEN users.age END AS BIGINT)), count_big(DISTINCT CASE WHEN users.age > 3 THEN users.name END), count_big(CASE WHEN users.id > 1 THEN users.age END), string_agg(CASE WHEN users.active = 1 THEN users.name END, N',') FROM users;
-- windows of values
-- refused: nth_value() is not possible on mssql: number the rows by func::row_number().over(...) in a subquery
-- ranks
SELECT dense_rank() OVER (ORDER BY users.age), percent_rank() OVER (ORDER BY users.age), cume_dist() OVER (ORDER BY users.age) FROM users;
-- frames
SELECT sum(CAST(users.age AS BIGINT)) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(CAST(users.age AS BIGINT)) OVER (ORDER BY users.id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), sum(CAST(users.age AS BIGINT)) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- values in branches
SELECT CASE WHEN users.age > 3 THEN 1 ELSE 2 END, CASE WHEN users.age > 3 THEN 1.5 END, CASE WHEN users.age > 3 THEN N'a' WHEN users.age < 1 THEN N'b' ELSE N'c' END FROM users;
-- values selected
SELECT 1, N'x', 0.5, 1;
-- values combined
SELECT 1 + 2, N'a' + N'b';
-- casts
SELECT CAST(users.age AS BIT), CAST(users.name AS BIGINT), CAST(users.born AS DATETIME2(6)), CAST(users.height AS NVARCHAR(max)) FROM users;
-- bits of values
SELECT users.id FROM users WHERE users.age & 4 = 4 AND users.age ^ 1 > 8;
-- shifted bits
-- refused: a shift of bits is not possible on mssql: multiply by a power of two, or divide by one
-- times of day
SELECT DATEPART(hour, SYSUTCDATETIME()), DATEPART(minute, SYSUTCDATETIME()), DATEPART(second, SYSUTCDATETIME());
-- modulo
SELECT users.id FROM users WHERE users.age % 2 = 0;
-- fractions beside integers
SELECT users.age + 0.5, users.id * 1.5 FROM users WHERE users.age > 30.5 AND users.age BETWEEN 0.5 AND 2.5;
-- negated
SELECT -users.age, -(-users.id), ~users.age FROM users;
-- bits in arithmetic
SELECT ~users.age + 1, -(~users.age) * 2, ~(~users.age - users.id) FROM users;
-- shifted by a sum
-- refused: a shift of bits is not possible on mssql: multiply by a power of two, or divide by one

