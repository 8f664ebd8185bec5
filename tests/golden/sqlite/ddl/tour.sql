CREATE TABLE cities (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_cities PRIMARY KEY (id)
);

CREATE TABLE users (
    id INTEGER NOT NULL,
    name VARCHAR(50) NOT NULL,
    fullname TEXT NOT NULL,
    nick TEXT,
    age INTEGER,
    city_id INTEGER,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_name UNIQUE (name),
    CONSTRAINT fk_users_city_id_cities FOREIGN KEY (city_id) REFERENCES cities (id) ON DELETE SET NULL,
    CONSTRAINT ck_users_age CHECK (age >= 0)
);

CREATE INDEX ix_users_city_id ON users (city_id);
