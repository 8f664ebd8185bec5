CREATE TABLE users (
    id INTEGER NOT NULL CONSTRAINT pk_users PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(50) COLLATE NOCASE NOT NULL,
    nick TEXT,
    age SMALLINT DEFAULT 18,
    mood VARCHAR(8) DEFAULT 'it''s bad' NOT NULL,
    created DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    expires DATE DEFAULT (date('now', '+1 day')),
    CONSTRAINT uq_users_name UNIQUE (name),
    CONSTRAINT ck_users_age CHECK (age >= 0),
    CONSTRAINT ck_users_mood_enum CHECK (mood IN ('fine', 'so-so', 'it''s bad'))
);

CREATE INDEX ix_users_nick ON users (nick);

CREATE UNIQUE INDEX ix_users_search ON users ((lower(nick)), age DESC) WHERE nick IS NOT NULL;

CREATE INDEX ix_users_nick_2 ON users (nick COLLATE RTRIM DESC);

CREATE TABLE "all types" (
    id INTEGER NOT NULL,
    a BOOLEAN,
    b SMALLINT,
    c INTEGER,
    d BIGINT,
    e FLOAT,
    f DOUBLE,
    g NUMERIC(10, 2),
    h NUMERIC(10),
    i NUMERIC,
    j VARCHAR,
    k TEXT,
    l BLOB,
    m BLOB(16),
    n DATE,
    o DATETIME,
    p TIME,
    q BIGINT,
    r CHAR(36),
    s JSON TEXT,
    t GEOMETRY(4326),
    u,
    CONSTRAINT "pk_all types" PRIMARY KEY (id)
);

CREATE TABLE "order" (
    "group" INTEGER NOT NULL,
    "Select" VARCHAR(8) NOT NULL,
    user_id INTEGER NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    quantity INTEGER NOT NULL,
    total NUMERIC(10, 2) GENERATED ALWAYS AS (price * quantity) STORED,
    label TEXT GENERATED ALWAYS AS ("Select" || '-' || "group") VIRTUAL,
    CONSTRAINT "the key" PRIMARY KEY ("Select", "group"),
    CONSTRAINT uq_order_user_id_group UNIQUE (user_id, "group"),
    CONSTRAINT fk_order_user_id_users FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT sane CHECK (quantity > 0 AND (price >= 0 OR "Select" = ')'))
);

CREATE INDEX ix_order_user_id ON "order" (user_id);

CREATE TABLE order_line (
    id INTEGER NOT NULL,
    "group" INTEGER,
    code VARCHAR(8),
    user_id INTEGER,
    CONSTRAINT pk_order_line PRIMARY KEY (id),
    CONSTRAINT fk_order_line_code_group_order FOREIGN KEY (code, "group") REFERENCES "order" ("Select", "group") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT who FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET DEFAULT DEFERRABLE
);

CREATE TABLE strict_one (
    "key" TEXT NOT NULL,
    n INTEGER,
    d REAL,
    b BLOB,
    day TEXT,
    CONSTRAINT pk_strict_one PRIMARY KEY ("key")
) STRICT, WITHOUT ROWID;

CREATE TABLE "Straße ""漢字""" (
    "größe" INTEGER NOT NULL,
    "a b" TEXT,
    "it's" TEXT,
    "semi;colon--" TEXT,
    CONSTRAINT "pk_Straße ""漢字""" PRIMARY KEY ("größe"),
    CONSTRAINT "uq_Straße ""漢字""_it's" UNIQUE ("it's")
) STRICT;

CREATE INDEX "ix_Straße ""漢字""_a b" ON "Straße ""漢字""" ("a b");

CREATE TABLE hen (
    id INTEGER NOT NULL,
    egg_id INTEGER,
    mother_id INTEGER,
    CONSTRAINT pk_hen PRIMARY KEY (id),
    CONSTRAINT fk_hen_egg_id_egg FOREIGN KEY (egg_id) REFERENCES egg (id),
    CONSTRAINT fk_hen_mother_id_hen FOREIGN KEY (mother_id) REFERENCES hen (id)
);

CREATE TABLE egg (
    id INTEGER NOT NULL,
    hen_id INTEGER,
    CONSTRAINT pk_egg PRIMARY KEY (id),
    CONSTRAINT fk_egg_hen_id_hen FOREIGN KEY (hen_id) REFERENCES hen (id)
);
