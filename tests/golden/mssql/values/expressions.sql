-- arithmetic
SELECT users.age + 1, users.age - 1, users.age * 2, users.age / (2 + 0e0), users.age % 2, -users.age, users.age / 2 FROM users;
-- precedence
SELECT (users.age + 1) * 2, users.age + users.id * 2, users.age - (users.id - 1), users.age - users.id - 1, users.age * (users.id * 2), users.age / (users.id + 1 + 0e0), -(users.age + 1), -(-users.age) FROM users;
-- concatenation
SELECT users.name + N' ' + users.nick, users.name + N'x', (users.name + users.nick) COLLATE Latin1_General_CI_AS FROM users;
-- bits
-- refused: a shift of bits is not possible on mssql: multiply by a power of two, or divide by one
-- case
SELECT CASE WHEN users.age < 18 THEN N'child' WHEN users.age < 65 THEN N'adult' ELSE N'senior' END, CASE WHEN users.active = 1 THEN 1 END FROM users;
-- cast
SELECT CAST(users.age AS NVARCHAR(max)), CAST(users.name AS INTEGER), CAST(users.name AS DATE), CAST(users.age AS FLOAT(53)) FROM users;
-- functions
SELECT lower(users.name), upper(users.nick), (len(users.name + N'.') - 1), coalesce(users.nick, users.name, N'-'), nullif(users.age, 0), abs(users.age), round(users.height, 2), substring(users.name, 1, 2), replace(users.name, N'a', N'b'), trim(users.name), charindex(N'a', users.name), CASE WHEN users.age >= users.id OR users.id IS NULL THEN users.age ELSE users.id END, CASE WHEN users.age <= users.id OR users.id IS NULL THEN users.age ELSE users.id END FROM users;
-- aggregates
SELECT count_big(*), count_big(users.age), count_big(DISTINCT users.name), sum(CAST(users.age AS BIGINT)), avg(CAST(users.height AS FLOAT)), min(users.name), max(users.age), string_agg(users.name, N', ') FROM users;
-- filter
SELECT count_big(CASE WHEN users.age > 18 AND users.active = 1 THEN 1 END) FROM users;
-- any function
SELECT upper(users.name) FROM users;
-- time
SELECT SYSUTCDATETIME(), CAST(SYSUTCDATETIME() AS DATE), CAST(SYSUTCDATETIME() AS TIME), CAST(CAST(NEWID() AS VARBINARY(8)) AS BIGINT);
-- extract
SELECT DATEPART(year, users.born), DATEPART(quarter, users.born), DATEPART(iso_week, users.born), DATEDIFF_BIG(second, '1970-01-01', users.born), DATEPART(month, users.born), DATEPART(day, users.born), ((DATEPART(weekday, users.born) + @@DATEFIRST - 1) % 7), DATEPART(dayofyear, users.born) FROM users;
-- windows without an order
SELECT row_number() OVER (ORDER BY (SELECT NULL)), rank() OVER (PARTITION BY users.active ORDER BY (SELECT NULL)), lag(users.age, 1) OVER (ORDER BY (SELECT NULL)), first_value(users.age) OVER (ORDER BY (SELECT NULL)), sum(CAST(users.age AS BIGINT)) OVER (), count_big(*) OVER (ORDER BY (SELECT NULL) ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM users;
-- a fraction in a window's range
-- refused: a distance in a window's RANGE is not possible on mssql: use rows(...), or a subquery of the rows that are near enough
-- a time in a window's range
-- refused: a distance in a window's RANGE is not possible on mssql: use rows(...), or a subquery of the rows that are near enough
-- windows
-- refused: a distance in a window's RANGE is not possible on mssql: use rows(...), or a subquery of the rows that are near enough
-- json
-- refused: an element of a JSON document as JSON is not possible on mssql: take it as a value: .as<std::string>()
-- collate
SELECT users.id FROM users WHERE users.name COLLATE Latin1_General_CI_AS = N'ED' ORDER BY users.name COLLATE Latin1_General_CI_AS DESC;
-- nulls
SELECT users.id FROM users ORDER BY CASE WHEN users.age IS NOT NULL THEN 1 ELSE 0 END, users.age, CASE WHEN users.nick IS NULL THEN 1 ELSE 0 END, users.nick DESC;

