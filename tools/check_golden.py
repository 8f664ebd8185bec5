#!/usr/bin/env python3
"""Asks real servers whether they take the SQL in tests/golden.

    tools/check_golden.py postgresql --client "psql -h 127.0.0.1 -U postgres"
    tools/check_golden.py mariadb --client "mariadb -h 127.0.0.1 -u root -D test"

Each statement of sql/*.sql is prepared, which looks up its tables, columns, functions and types, and not run; each of
ddl/*.sql is run. Everything happens in a schema or database called rowan_golden, which is made anew and dropped. Statements that
the dialect refuses ("-- refused: …") are counted. The status is 1 if the server refused any.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "tests" / "golden"
TABLES = {
    "postgresql": """
        DROP SCHEMA IF EXISTS rowan_golden CASCADE; DROP SCHEMA IF EXISTS main CASCADE;
        CREATE SCHEMA rowan_golden; CREATE SCHEMA main; SET search_path = rowan_golden;
        CREATE TABLE users (id integer PRIMARY KEY, name varchar(50) NOT NULL UNIQUE, nick varchar(50), age integer,
            active boolean NOT NULL, born date, profile json, height double precision);
        CREATE UNIQUE INDEX nicks ON users (nick) WHERE active;
        CREATE TABLE posts (id integer PRIMARY KEY, author_id integer, title varchar NOT NULL, parent_id integer);
        CREATE TABLE "Order" ("select" integer, "a ""b" varchar, plain varchar);
        CREATE TABLE main.users (id integer);
    """,
    "mariadb": """
        DROP DATABASE IF EXISTS rowan_golden; DROP DATABASE IF EXISTS main;
        CREATE DATABASE rowan_golden CHARACTER SET utf8mb4; CREATE DATABASE main; USE rowan_golden;
        CREATE TABLE users (id integer PRIMARY KEY AUTO_INCREMENT, name varchar(50) NOT NULL UNIQUE, nick varchar(50),
            age integer, active boolean NOT NULL DEFAULT 0, born date, profile json, height double);
        CREATE TABLE posts (id integer PRIMARY KEY AUTO_INCREMENT, author_id integer, title varchar(255) NOT NULL,
            parent_id integer);
        CREATE TABLE `Order` (`select` integer, `a "b` varchar(255), plain varchar(255));
        CREATE TABLE main.users (id integer);
    """,
}
END = {
    "postgresql": "DROP SCHEMA rowan_golden CASCADE; DROP SCHEMA main CASCADE;",
    "mariadb": "DROP DATABASE rowan_golden; DROP DATABASE main;",
}


def statements_of(path):
    """(name, statement or None if it is refused) of each in a file: a line with the name, then the SQL."""
    for part in re.split(r"^-- (?!refused: )", path.read_text(), flags=re.M)[1:]:
        name, sql = part.split("\n", 1)
        sql = sql.strip()
        yield name, None if sql.startswith("-- refused: ") else sql.rstrip(";")


def prepared(database, sql):
    if database == "postgresql":
        return f"PREPARE golden AS {sql}\n; DEALLOCATE golden;"
    text = sql.replace("\\", "\\\\").replace("'", "\\'")
    return f"PREPARE golden FROM '{text}'; DEALLOCATE PREPARE golden;"


def run(client, script):
    """What the client says, marks and errors in the order of the script."""
    done = subprocess.run(client, input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout


def check(database, client):
    batch = {"postgresql": ["-X", "-q", "-A", "-t"], "mariadb": ["--batch", "--force", "--skip-column-names"]}[database]
    mark = {"postgresql": "\\echo @@ {}", "mariadb": "SELECT '@@ {}';"}[database]
    command = shlex.split(client) + batch
    script = [TABLES[database]]
    names, refused = [], 0
    for folder, is_ddl in (("sql", False), ("ddl", True)):
        for path in sorted((GOLDEN / database / folder).glob("*.sql")):
            for name, sql in statements_of(path):
                if sql is None:
                    refused += 1
                    continue
                script.append(mark.format(len(names)))
                names.append(f"{folder}/{path.stem}: {name}\n    {sql}")
                script.append(f"{sql};" if is_ddl else prepared(database, sql))
    script += [mark.format("end"), END[database]]
    output = run(command, "\n".join(script))

    bad = 0
    for number, said in re.findall(r"^@@ (\d+)\n(.*?)(?=^@@ )", output, flags=re.M | re.S):
        if "ERROR" in said:
            bad += 1
            print(f"{names[int(number)]}\n    {said.strip()}\n")
    if f"@@ {len(names) - 1}\n" not in output or not names:
        print(output[-2000:])
        bad += 1
    print(f"{database}: {len(names)} statements asked, {bad} not taken, {refused} refused by the dialect")
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", choices=sorted(TABLES))
    parser.add_argument("--client", required=True, help="the command of a client of the server")
    arguments = parser.parse_args()
    return 1 if check(arguments.database, arguments.client) else 0


if __name__ == "__main__":
    sys.exit(main())
