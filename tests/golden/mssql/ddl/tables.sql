-- keys, defaults, comments
CREATE TABLE people (
    id INTEGER IDENTITY(1,1) NOT NULL,
    name NVARCHAR(50) NOT NULL,
    nick NVARCHAR(30),
    age SMALLINT DEFAULT 18,
    mood NVARCHAR(8) DEFAULT N'fine' NOT NULL,
    active BIT DEFAULT 1 NOT NULL,
    rate FLOAT(53) DEFAULT 0.5,
    slash NVARCHAR(9) DEFAULT N'a\b',
    created DATETIME2(6) DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_people PRIMARY KEY (id),
    CONSTRAINT uq_people_name UNIQUE (name),
    CONSTRAINT ck_people_mood_enum CHECK (mood IN (N'fine', N'so-so', N'it''s bad'))
);
CREATE INDEX ix_people_nick ON people (nick);
EXEC sp_addextendedproperty N'MS_Description', N'who there is', N'SCHEMA', N'dbo', N'TABLE', N'people';
EXEC sp_addextendedproperty N'MS_Description', N'what friends say, it''s short', N'SCHEMA', N'dbo', N'TABLE', N'people', N'COLUMN', N'nick';
-- every type
CREATE TABLE [all types] (
    id BIGINT IDENTITY(1,1) NOT NULL,
    a BIT,
    b SMALLINT,
    c INTEGER,
    d BIGINT,
    e REAL,
    f FLOAT(53),
    g NUMERIC(10, 2),
    h NUMERIC(10),
    i NUMERIC(38, 10),
    j NVARCHAR(max),
    k NVARCHAR(max),
    l VARBINARY(max),
    m VARBINARY(16),
    n DATE,
    o DATETIME2(6),
    o3 DATETIME2(3),
    oz DATETIMEOFFSET(6),
    p TIME(6),
    q BIGINT,
    r UNIQUEIDENTIFIER,
    s NVARCHAR(max),
    t BIGINT,
    u NUMERIC(20),
    CONSTRAINT [pk_all types] PRIMARY KEY (id)
);
-- checks
CREATE TABLE checked (
    id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    CONSTRAINT pk_checked PRIMARY KEY (id),
    CONSTRAINT ck_checked_quantity CHECK (quantity > 0),
    CONSTRAINT sane CHECK (price >= 0 OR quantity > 5)
);
-- foreign keys
CREATE TABLE [order] (
    [group] INTEGER NOT NULL,
    [Select] NVARCHAR(8) NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT [the key] PRIMARY KEY ([Select], [group]),
    CONSTRAINT uq_order_person_id_group UNIQUE (person_id, [group]),
    CONSTRAINT fk_order_person_id_people FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_order_person_id ON [order] (person_id);
CREATE TABLE order_line (
    id INTEGER IDENTITY(1,1) NOT NULL,
    [group] INTEGER,
    code NVARCHAR(8),
    CONSTRAINT pk_order_line PRIMARY KEY (id),
    CONSTRAINT fk_order_line_code_group_order FOREIGN KEY (code, [group]) REFERENCES [order] ([Select], [group]) ON DELETE SET NULL
);
-- on update
CREATE TABLE follower (
    id INTEGER IDENTITY(1,1) NOT NULL,
    person_id INTEGER,
    CONSTRAINT pk_follower PRIMARY KEY (id),
    CONSTRAINT fk_follower_person_id_people FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE NO ACTION ON UPDATE CASCADE
);
-- deferrable
-- refused: table 'later': mssql has no deferrable foreign keys
-- set default
CREATE TABLE fallback (
    id INTEGER IDENTITY(1,1) NOT NULL,
    person_id INTEGER,
    CONSTRAINT pk_fallback PRIMARY KEY (id),
    CONSTRAINT fk_fallback_person_id_people FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET DEFAULT
);
-- a cycle
CREATE TABLE hen (
    id INTEGER IDENTITY(1,1) NOT NULL,
    egg_id INTEGER,
    mother_id INTEGER,
    CONSTRAINT pk_hen PRIMARY KEY (id),
    CONSTRAINT fk_hen_mother_id_hen FOREIGN KEY (mother_id) REFERENCES hen (id)
);
CREATE TABLE egg (
    id INTEGER IDENTITY(1,1) NOT NULL,
    hen_id INTEGER,
    CONSTRAINT pk_egg PRIMARY KEY (id),
    CONSTRAINT fk_egg_hen_id_hen FOREIGN KEY (hen_id) REFERENCES hen (id)
);
ALTER TABLE hen ADD CONSTRAINT fk_hen_egg_id_egg FOREIGN KEY (egg_id) REFERENCES egg (id);
-- computed
CREATE TABLE item (
    id INTEGER IDENTITY(1,1) NOT NULL,
    price INTEGER,
    quantity INTEGER,
    total AS (price * quantity) PERSISTED,
    twice AS (price * 2),
    CONSTRAINT pk_item PRIMARY KEY (id)
);
-- names
CREATE TABLE [Straße "漢字"] (
    [größe] INTEGER IDENTITY(1,1) NOT NULL,
    [a b] NVARCHAR(20),
    [it's] NVARCHAR(20),
    [semi;colon--] NVARCHAR(20),
    [tick`bracket]]] NVARCHAR(20),
    CONSTRAINT [pk_Straße "漢字"] PRIMARY KEY ([größe]),
    CONSTRAINT [uq_Straße "漢字"_it's] UNIQUE ([it's])
);
CREATE INDEX [ix_Straße "漢字"_a b] ON [Straße "漢字"] ([a b]);
-- a long name
CREATE TABLE a_table_whose_name_is_rather_long_but_not_too_long (
    id INTEGER IDENTITY(1,1) NOT NULL,
    a_column_with_a_long_name_of_its_own NVARCHAR(20),
    CONSTRAINT pk_a_table_whose_name_is_rather_long_but_not_too_long PRIMARY KEY (id),
    CONSTRAINT uq_a_table_whose_name_is_rather_long_but_not_too_long_a_column_with_a_long_name_of_its_own UNIQUE (a_column_with_a_long_name_of_its_own)
);
-- a collation
CREATE TABLE sorted (
    id INTEGER IDENTITY(1,1) NOT NULL,
    name NVARCHAR(20) COLLATE Latin1_General_CI_AS,
    CONSTRAINT pk_sorted PRIMARY KEY (id)
);
-- texts as keys
CREATE TABLE tags (
    name NVARCHAR(450) NOT NULL,
    code NVARCHAR(450),
    note NVARCHAR(max),
    CONSTRAINT pk_tags PRIMARY KEY (name),
    CONSTRAINT uq_tags_code UNIQUE (code)
);
-- an index of a long text
-- refused: table 'notes': mssql has no indexes of long texts ('body'): give it a length, String{200}
-- a partial index
CREATE TABLE jobs (
    id INTEGER IDENTITY(1,1) NOT NULL,
    done INTEGER,
    CONSTRAINT pk_jobs PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_jobs_done ON jobs (done) WHERE done > 0;
-- an expression index
-- refused: table 'mails': mssql has no indexes of expressions
-- a covering index
CREATE TABLE visits (
    id INTEGER IDENTITY(1,1) NOT NULL,
    day INTEGER,
    pages INTEGER,
    CONSTRAINT pk_visits PRIMARY KEY (id)
);
CREATE INDEX ix_visits_day ON visits (day) INCLUDE (pages);
-- an index method
-- refused: table 'words': mssql has no index methods ('btree')
-- a temporary table
-- refused: table 'scratch': mssql has no temporary tables
-- an expression as a default
CREATE TABLE due (
    id INTEGER IDENTITY(1,1) NOT NULL,
    n INTEGER DEFAULT (1 + 1),
    CONSTRAINT pk_due PRIMARY KEY (id)
);
-- an enumeration without a name
CREATE TABLE days (
    id INTEGER IDENTITY(1,1) NOT NULL,
    mood NVARCHAR(8),
    CONSTRAINT pk_days PRIMARY KEY (id),
    CONSTRAINT ck_days_mood_enum CHECK (mood IN (N'fine', N'so-so', N'it''s bad'))
);
-- a sequence as a default
CREATE SEQUENCE invoice_ids START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE [Invoice no] START WITH 1 INCREMENT BY 1;
CREATE TABLE invoices (
    id BIGINT DEFAULT NEXT VALUE FOR invoice_ids NOT NULL,
    no BIGINT DEFAULT NEXT VALUE FOR [Invoice no] NOT NULL,
    CONSTRAINT pk_invoices PRIMARY KEY (id)
);
-- a view
CREATE VIEW grown_up (id, name, next) AS
SELECT people.id, people.name, people.age + 1 AS next FROM people WHERE people.age >= 18 AND people.name <> N'it''s \ ''x''' AND people.rate > 0.5e0;
-- a view of what no table says
CREATE VIEW kinds (kind, number) AS
SELECT N'a' AS kind, 2 AS number UNION ALL SELECT N'b', -3;
-- a temporary view
-- refused: table 'mine': mssql has no temporary views
-- a materialized view
-- refused: table 'totals': mssql has no materialized views: keep the rows in a table that INSERT ... SELECT fills
-- an exclusion constraint
-- refused: table 'bookings': mssql has no exclusion constraints ('ex_bookings_3d89740e_654496e9')
-- a unique constraint that waits
-- refused: table 'ranks': mssql has no deferrable unique constraints
-- a unique constraint of NULLs, too
-- refused: table 'nulls': mssql has no NULLS NOT DISTINCT of unique constraints
-- partitions by an expression
-- refused: table 'measured_by_day': mssql has no partitions that CREATE TABLE makes by an expression (PARTITION BY)
-- a table that is a partition
-- refused: table 'measured_early': mssql has no tables that are partitions of others: say the partitions of 'measured_by_day' in its partition_by
-- types of SQL Server
CREATE TABLE native (
    id INTEGER IDENTITY(1,1) NOT NULL,
    a ROWVERSION,
    b XML,
    c SQL_VARIANT,
    CONSTRAINT pk_native PRIMARY KEY (id)
);
-- all of them dropped
DROP VIEW kinds;
DROP VIEW grown_up;
ALTER TABLE hen DROP CONSTRAINT fk_hen_egg_id_egg;
DROP TABLE egg;
DROP TABLE hen;
DROP TABLE native;
DROP TABLE invoices;
DROP TABLE days;
DROP TABLE due;
DROP TABLE visits;
DROP TABLE jobs;
DROP TABLE tags;
DROP TABLE sorted;
DROP TABLE a_table_whose_name_is_rather_long_but_not_too_long;
DROP TABLE [Straße "漢字"];
DROP TABLE item;
DROP TABLE fallback;
DROP TABLE follower;
DROP TABLE order_line;
DROP TABLE [order];
DROP TABLE checked;
DROP TABLE [all types];
DROP TABLE people;
DROP SEQUENCE invoice_ids;
DROP SEQUENCE [Invoice no];

