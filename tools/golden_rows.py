"""What the statements in tests/golden/sqlite/values give on SQLite, as the measure of what they give elsewhere."""

import math
import re
import sqlite3

import golden

TABLES = """
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'nobody' NOT NULL UNIQUE, nick TEXT, age INTEGER,
        active INTEGER DEFAULT 0 NOT NULL, born TEXT, profile TEXT, height REAL);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title TEXT NOT NULL, parent_id INTEGER);
    CREATE TABLE "Order" ("select" INTEGER, "a ""b" TEXT, plain TEXT);
"""
USERS_COLUMNS = "id, name, nick, age, active, born, profile, height"
POSTS_COLUMNS = "id, author_id, title, parent_id"
# Names are numbers and dates, too, for the casts of them. The first key that is made is another's, as an upsert needs.
USERS = [
    (2, "20200101", "30", 70, 1, "1950-02-28", None, 2.5),
    (3, "20191230", None, 17, 0, None, '{"a": 1}', 1.25),
    (4, "20200229", "40", 40, 1, "1980-12-31", '{"b": 2}', None),
    (5, "20201231", "20201231", None, 0, "1980-12-01", None, 0.5),
]
POSTS = [(2, 2, "first", None), (3, 2, "x", 2), (4, 4, "third", 3), (5, None, "y", 2)]
# What the tables hold behind a statement that writes.
CONTENTS = [f"SELECT {USERS_COLUMNS} FROM users", f"SELECT {POSTS_COLUMNS} FROM posts"]

VOLATILE = re.compile(r"SYSUTCDATETIME|SYSTIMESTAMP|NEWID")  # what gives something else each time


def writes(sql):
    return re.match(r"(?:WITH .*?\) )?(?:INSERT|UPDATE|DELETE|MERGE)\b", sql, flags=re.S) is not None


def without_names(sql):
    """With 1 for the two parameters that have names instead of values: a limit and an offset."""
    return re.sub(r"(?<= ):(?:n|from)\b", "1", sql)


def sql_literal(value):
    if value is None:
        return "NULL"
    return repr(value) if isinstance(value, (int, float)) else "'" + value + "'"


def inserts():
    """INSERTs of the rows."""
    for table, columns, rows in (("users", USERS_COLUMNS, USERS), ("posts", POSTS_COLUMNS, POSTS)):
        for row in rows:
            yield f"INSERT INTO {table} ({columns}) VALUES ({', '.join(map(sql_literal, row))})"


def cell(text):
    """A value as it can be compared: numbers by what they are worth, times at midnight as dates."""
    if text is None or text == "":
        return None
    if isinstance(text, str):
        text = {"t": "1", "f": "0"}.get(text, text)
        text = re.sub(r"^(\d{4}-\d\d-\d\d)[ T]00:00:00(\.0+)?$", r"\1", text)
    try:
        number = float(text)
    except ValueError:
        return text
    return float(f"{number:.9g}") if math.isfinite(number) else text


def rows_of(rows):
    """In an order of their own: few statements say one."""
    return sorted((tuple(map(cell, row)) for row in rows), key=repr)


def expected(names):
    """By the name of each of these statements that the dialect does not refuse: its rows and, if it writes, those of
    CONTENTS."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(TABLES)
    for each in inserts():
        database.execute(each)
    found = {}
    for statement in golden.statements_of("sqlite", "values"):
        if statement.is_refused or statement.name not in names:
            continue
        database.execute("BEGIN")
        asked = [without_names(statement.sql), *(CONTENTS if writes(statement.sql) else [])]
        found[statement.name] = [rows_of(database.execute(each).fetchall()) for each in asked]
        database.execute("ROLLBACK")
    return found
