-- keys, defaults, comments
CREATE TABLE people (
    id INTEGER AUTO_INCREMENT NOT NULL,
    name VARCHAR(50) NOT NULL,
    nick VARCHAR(30) COMMENT 'what friends say, it''s short',
    age SMALLINT DEFAULT 18,
    mood ENUM('fine', 'so-so', 'it''s bad') DEFAULT 'fine' NOT NULL,
    active BOOL DEFAULT TRUE NOT NULL,
    rate DOUBLE DEFAULT 0.5,
    slash VARCHAR(9) DEFAULT 'a\\b',
    created DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) NOT NULL,
    CONSTRAINT pk_people PRIMARY KEY (id),
    CONSTRAINT uq_people_name UNIQUE (name)
) COMMENT = 'who there is';
CREATE INDEX ix_people_nick ON people (nick);
-- every type
CREATE TABLE `all types` (
    id BIGINT AUTO_INCREMENT NOT NULL,
    a BOOL,
    b SMALLINT,
    c INTEGER,
    d BIGINT,
    e FLOAT,
    f DOUBLE,
    g NUMERIC(10, 2),
    h NUMERIC(10),
    i NUMERIC(65, 30),
    j LONGTEXT,
    k LONGTEXT,
    l LONGBLOB,
    m VARBINARY(16),
    n DATE,
    o DATETIME(6),
    o3 DATETIME(3),
    oz DATETIME(6),
    p TIME(6),
    q BIGINT,
    r CHAR(36),
    s JSON,
    t INTEGER UNSIGNED,
    u BIGINT UNSIGNED,
    CONSTRAINT `pk_all types` PRIMARY KEY (id)
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
CREATE TABLE `order` (
    `group` INTEGER NOT NULL,
    `Select` VARCHAR(8) NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT `the key` PRIMARY KEY (`Select`, `group`),
    CONSTRAINT uq_order_person_id_group UNIQUE (person_id, `group`),
    CONSTRAINT fk_order_person_id_people FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX ix_order_person_id ON `order` (person_id);
CREATE TABLE order_line (
    id INTEGER AUTO_INCREMENT NOT NULL,
    `group` INTEGER,
    code VARCHAR(8),
    CONSTRAINT pk_order_line PRIMARY KEY (id),
    CONSTRAINT fk_order_line_code_group_order FOREIGN KEY (code, `group`) REFERENCES `order` (`Select`, `group`) ON DELETE SET NULL
);
-- on update
CREATE TABLE follower (
    id INTEGER AUTO_INCREMENT NOT NULL,
    person_id INTEGER,
    CONSTRAINT pk_follower PRIMARY KEY (id),
    CONSTRAINT fk_follower_person_id_people FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
-- deferrable
-- refused: table 'later': mysql has no deferrable foreign keys
-- set default
-- refused: table 'fallback': mysql has no ON DELETE or ON UPDATE SET DEFAULT
-- a cycle
CREATE TABLE hen (
    id INTEGER AUTO_INCREMENT NOT NULL,
    egg_id INTEGER,
    mother_id INTEGER,
    CONSTRAINT pk_hen PRIMARY KEY (id),
    CONSTRAINT fk_hen_mother_id_hen FOREIGN KEY (mother_id) REFERENCES hen (id)
);
CREATE TABLE egg (
    id INTEGER AUTO_INCREMENT NOT NULL,
    hen_id INTEGER,
    CONSTRAINT pk_egg PRIMARY KEY (id),
    CONSTRAINT fk_egg_hen_id_hen FOREIGN KEY (hen_id) REFERENCES hen (id)
);
ALTER TABLE hen ADD CONSTRAINT fk_hen_egg_id_egg FOREIGN KEY (egg_id) REFERENCES egg (id);
-- computed
CREATE TABLE item (
    id INTEGER AUTO_INCREMENT NOT NULL,
    price INTEGER,
    quantity INTEGER,
    total INTEGER GENERATED ALWAYS AS (price * quantity) STORED,
    twice INTEGER GENERATED ALWAYS AS (price * 2) VIRTUAL,
    CONSTRAINT pk_item PRIMARY KEY (id)
);
-- names
CREATE TABLE `Straße "漢字"` (
    `größe` INTEGER AUTO_INCREMENT NOT NULL,
    `a b` VARCHAR(20),
    `it's` VARCHAR(20),
    `semi;colon--` VARCHAR(20),
    `tick``bracket]` VARCHAR(20),
    CONSTRAINT `pk_Straße "漢字"` PRIMARY KEY (`größe`),
    CONSTRAINT `uq_Straße "漢字"_it's` UNIQUE (`it's`)
);
CREATE INDEX `ix_Straße "漢字"_a b` ON `Straße "漢字"` (`a b`);
-- a long name
CREATE TABLE a_table_whose_name_is_rather_long_but_not_too_long (
    id INTEGER AUTO_INCREMENT NOT NULL,
    a_column_with_a_long_name_of_its_own VARCHAR(20),
    CONSTRAINT pk_a_table_whose_name_is_rather_long_but_not_too_long PRIMARY KEY (id),
    CONSTRAINT uq_a_table_whose_name_is_rather_long_but_not_too_long_a_9a3ec4b3 UNIQUE (a_column_with_a_long_name_of_its_own)
);
-- a collation
CREATE TABLE sorted (
    id INTEGER AUTO_INCREMENT NOT NULL,
    name VARCHAR(20) COLLATE utf8mb4_bin,
    CONSTRAINT pk_sorted PRIMARY KEY (id)
);
-- texts as keys
CREATE TABLE tags (
    name VARCHAR(255) NOT NULL,
    code VARCHAR(255),
    note LONGTEXT,
    CONSTRAINT pk_tags PRIMARY KEY (name),
    CONSTRAINT uq_tags_code UNIQUE (code)
);
-- an index of a long text
CREATE TABLE notes (
    id INTEGER AUTO_INCREMENT NOT NULL,
    body LONGTEXT,
    CONSTRAINT pk_notes PRIMARY KEY (id)
);
CREATE INDEX ix_notes_body ON notes (body(255));
-- a partial index
-- refused: table 'jobs': mysql has no partial indexes
-- an expression index
CREATE TABLE mails (
    id INTEGER AUTO_INCREMENT NOT NULL,
    email VARCHAR(80),
    CONSTRAINT pk_mails PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_mails_email ON mails ((lower(email)), id DESC);
-- a covering index
-- refused: table 'visits': mysql has no covering indexes (INCLUDE)
-- an index method
-- refused: table 'words': mysql has no operator classes ('varchar_pattern_ops')
-- a temporary table
CREATE TEMPORARY TABLE scratch (
    id INTEGER NOT NULL,
    CONSTRAINT pk_scratch PRIMARY KEY (id)
);
-- an expression as a default
CREATE TABLE due (
    id INTEGER AUTO_INCREMENT NOT NULL,
    n INTEGER DEFAULT (1 + 1),
    CONSTRAINT pk_due PRIMARY KEY (id)
);
-- an enumeration without a name
CREATE TABLE days (
    id INTEGER AUTO_INCREMENT NOT NULL,
    mood ENUM('fine', 'so-so', 'it''s bad'),
    CONSTRAINT pk_days PRIMARY KEY (id)
);
-- a sequence as a default
-- refused: sequence 'invoice_ids': mysql has no sequences: let a primary key count, or keep the last number in a table
-- a view
CREATE VIEW grown_up (id, name, next) AS
SELECT people.id, people.name, people.age + 1 AS next FROM people WHERE people.age >= 18 AND people.name <> 'it''s \\ ''x''' AND people.rate > 0.5e0;
-- a view of what no table says
CREATE VIEW kinds (kind, number) AS
SELECT 'a' AS kind, 2 AS number UNION ALL SELECT 'b', -3;
-- a temporary view
-- refused: table 'mine': mysql has no temporary views
-- a materialized view
-- refused: table 'totals': mysql has no materialized views: keep the rows in a table that INSERT ... SELECT fills
-- an exclusion constraint
-- refused: table 'bookings': mysql has no exclusion constraints ('ex_bookings_3d89740e_654496e9')
-- a unique constraint that waits
-- refused: table 'ranks': mysql has no deferrable unique constraints
-- a unique constraint of NULLs, too
-- refused: table 'nulls': mysql has no NULLS NOT DISTINCT of unique constraints
-- partitions by an expression
CREATE TABLE measured_by_day (
    day INTEGER NOT NULL,
    value DOUBLE
) ENGINE = InnoDB PARTITION BY RANGE (day) (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN MAXVALUE);
-- a table that is a partition
-- refused: table 'measured_early': mysql has no tables that are partitions of others: say the partitions of 'measured_by_day' in its partition_by
-- types of MySQL
CREATE TABLE native (
    id INTEGER AUTO_INCREMENT NOT NULL,
    a YEAR,
    b SET('x', 'y'),
    c MEDIUMTEXT,
    d TINYINT UNSIGNED,
    CONSTRAINT pk_native PRIMARY KEY (id)
) ENGINE = InnoDB;
-- all of them dropped
DROP VIEW kinds;
DROP VIEW grown_up;
ALTER TABLE hen DROP FOREIGN KEY fk_hen_egg_id_egg;
DROP TABLE egg;
DROP TABLE hen;
DROP TABLE native;
DROP TABLE measured_by_day;
DROP TABLE days;
DROP TABLE due;
DROP TABLE scratch;
DROP TABLE mails;
DROP TABLE notes;
DROP TABLE tags;
DROP TABLE sorted;
DROP TABLE a_table_whose_name_is_rather_long_but_not_too_long;
DROP TABLE `Straße "漢字"`;
DROP TABLE item;
DROP TABLE follower;
DROP TABLE order_line;
DROP TABLE `order`;
DROP TABLE checked;
DROP TABLE `all types`;
DROP TABLE people;

