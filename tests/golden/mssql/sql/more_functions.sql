-- text
SELECT ltrim(users.name), rtrim(users.name), substring(users.name, @P1, 1073741823), (len(users.nick + N'.') - 1) FROM users;
-- searched text
SELECT users.id FROM users WHERE charindex(@P1, users.name) > @P2 AND (len(users.name + N'.') - 1) < @P3;
-- rounded
SELECT round(users.height, @P1), round(users.height, @P2), abs(users.height) FROM users;
-- division
SELECT users.age / (@P1 + 0e0), users.height / @P2, users.age / users.height, CAST(users.age AS FLOAT(53)) / @P3, users.age / users.id FROM users;
-- average of integers
SELECT avg(CAST(users.age AS FLOAT)), sum(CAST(users.id AS BIGINT)), sum(users.height) FROM users;
-- the greatest of three
SELECT CASE WHEN (users.age >= users.id OR users.id IS NULL) AND users.age >= @P1 THEN users.age WHEN users.id >= @P1 THEN users.id ELSE @P1 END, CASE WHEN users.height <= @P2 THEN users.height ELSE @P2 END FROM users;
-- gathered texts
SELECT string_agg(users.name, @P1) FROM users GROUP BY users.active;
-- filtered aggregates
SELECT sum(CAST(CASE WHEN users.active = 1 THEN users.age END AS BIGINT)), count_big(DISTINCT CASE WHEN users.age > @P1 THEN users.name END), count_big(CASE WHEN users.id > @P2 THEN users.age END), string_agg(CASE WHEN users.active = 1 THEN users.name END, @P3) FROM users;
-- windows of values
-- refused: nth_value() is not possible on mssql: number the rows by func::row_number().over(...) in a subquery
-- ranks
SELECT dense_rank() OVER (ORDER BY users.age), percent_rank() OVER (ORDER BY users.age), cume_dist() OVER (ORDER BY users.age) FROM users;
-- frames
SELECT sum(CAST(users.age AS BIGINT)) OVER (ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), sum(CAST(users.age AS BIGINT)) OVER (ORDER BY users.id ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), sum(CAST(users.age AS BIGINT)) OVER (ORDER BY users.id RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- values in branches
SELECT CASE WHEN users.age > @P1 THEN @P2 ELSE @P3 END, CASE WHEN users.age > @P4 THEN @P5 END, CASE WHEN users.age > @P6 THEN @P7 WHEN users.age < @P8 THEN @P9 ELSE @P10 END FROM users;
-- values selected
SELECT @P1, @P2, @P3, @P4;
-- values combined
SELECT @P1 + @P2, @P3 + @P4;
-- casts
SELECT CAST(users.age AS BIT), CAST(users.name AS BIGINT), CAST(users.born AS DATETIME2(6)), CAST(users.height AS NVARCHAR(max)) FROM users;
-- bits of values
SELECT users.id FROM users WHERE users.age & @P1 = @P2 AND users.age ^ @P3 > @P4;
-- shifted bits
-- refused: a shift of bits is not possible on mssql: multiply by a power of two, or divide by one
-- times of day
SELECT DATEPART(hour, SYSUTCDATETIME()), DATEPART(minute, SYSUTCDATETIME()), DATEPART(second, SYSUTCDATETIME());
-- modulo
SELECT users.id FROM users WHERE users.age % @P1 = @P2;
-- fractions beside integers
SELECT users.age + @P1, users.id * @P2 FROM users WHERE users.age > @P3 AND users.age BETWEEN @P4 AND @P5;
-- negated
SELECT -users.age, -(-users.id), ~users.age FROM users;
-- bits in arithmetic
SELECT ~users.age + @P1, -(~users.age) * @P2, ~(~users.age - users.id) FROM users;
-- shifted by a sum
-- refused: a shift of bits is not possible on mssql: multiply by a power of two, or divide by one

