-- arithmetic
SELECT users.age + @P1, users.age - @P2, users.age * @P3, users.age / (@P4 + 0e0), users.age % @P5, -users.age, users.age / @P6 FROM users;
-- precedence
SELECT (users.age + @P1) * @P2, users.age + users.id * @P3, users.age - (users.id - @P4), users.age - users.id - @P5, users.age * (users.id * @P6), users.age / (users.id + @P7 + 0e0), -(users.age + @P8), -(-users.age) FROM users;
-- concatenation
SELECT users.name + @P1 + users.nick, users.name + @P2, (users.name + users.nick) COLLATE Latin1_General_CI_AS FROM users;
-- bits
-- refused: a shift of bits is not possible on mssql: multiply by a power of two, or divide by one
-- case
SELECT CASE WHEN users.age < @P1 THEN @P2 WHEN users.age < @P3 THEN @P4 ELSE @P5 END, CASE WHEN users.active = 1 THEN @P6 END FROM users;
-- cast
SELECT CAST(users.age AS NVARCHAR(max)), CAST(users.name AS INTEGER), CAST(users.name AS DATE), CAST(users.age AS FLOAT(53)) FROM users;
-- functions
SELECT lower(users.name), upper(users.nick), (len(users.name + N'.') - 1), coalesce(users.nick, users.name, @P1), nullif(users.age, @P2), abs(users.age), round(users.height, @P3), substring(users.name, @P4, @P5), replace(users.name, @P6, @P7), trim(users.name), charindex(@P8, users.name), CASE WHEN users.age >= users.id OR users.id IS NULL THEN users.age ELSE users.id END, CASE WHEN users.age <= users.id OR users.id IS NULL THEN users.age ELSE users.id END FROM users;
-- aggregates
SELECT count_big(*), count_big(users.age), count_big(DISTINCT users.name), sum(CAST(users.age AS BIGINT)), avg(CAST(users.height AS FLOAT)), min(users.name), max(users.age), string_agg(users.name, @P1) FROM users;
-- filter
SELECT count_big(CASE WHEN users.age > @P1 AND users.active = 1 THEN 1 END) FROM users;
-- any function
SELECT upper(users.name) FROM users;
-- time
SELECT SYSUTCDATETIME(), CAST(SYSUTCDATETIME() AS DATE), CAST(SYSUTCDATETIME() AS TIME), CAST(CAST(NEWID() AS VARBINARY(8)) AS BIGINT);
-- extract
SELECT DATEPART(year, users.born), DATEPART(quarter, users.born), DATEPART(iso_week, users.born), DATEDIFF_BIG(second, '1970-01-01', users.born), DATEPART(month, users.born), DATEPART(day, users.born), ((DATEPART(weekday, users.born) + @@DATEFIRST - 1) % 7), DATEPART(dayofyear, users.born) FROM users;
-- windows without an order
SELECT row_number() OVER (ORDER BY (SELECT NULL)), rank() OVER (PARTITION BY users.active ORDER BY (SELECT NULL)), lag(users.age, @P1) OVER (ORDER BY (SELECT NULL)), first_value(users.age) OVER (ORDER BY (SELECT NULL)), sum(CAST(users.age AS BIGINT)) OVER (), count_big(*) OVER (ORDER BY (SELECT NULL) ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- a fraction in a window's range
-- refused: a distance in a window's RANGE is not possible on mssql: use rows(...), or a subquery of the rows that are near enough
-- a time in a window's range
-- refused: a distance in a window's RANGE is not possible on mssql: use rows(...), or a subquery of the rows that are near enough
-- windows
-- refused: a distance in a window's RANGE is not possible on mssql: use rows(...), or a subquery of the rows that are near enough
-- json
-- refused: an element of a JSON document as JSON is not possible on mssql: take it as a value: .as<std::string>()
-- collate
SELECT users.id FROM users WHERE users.name COLLATE Latin1_General_CI_AS = @P1 ORDER BY users.name COLLATE Latin1_General_CI_AS DESC;
-- nulls
SELECT users.id FROM users ORDER BY CASE WHEN users.age IS NOT NULL THEN 1 ELSE 0 END, users.age, CASE WHEN users.nick IS NULL THEN 1 ELSE 0 END, users.nick DESC;

