#!/usr/bin/env python3
"""Asks real servers whether they take the SQL in tests/golden.

    tools/with_postgresql.py tools/check_golden.py postgresql
    tools/with_mariadb.py tools/check_golden.py mariadb
    tools/with_mariadb.py tools/check_golden.py mysql56
    tools/check_golden.py mariadb --client "mariadb -h 127.0.0.1 -u root -D test"

Without --client, the server is that of the environment's ROWAN_TEST_POSTGRESQL, ROWAN_TEST_MARIADB_SOCKET or ROWAN_TEST_MYSQL;
77 is the status where there is no MySQL.
Each statement of sql/*.sql is prepared, which looks up its tables, columns, functions and types, and not run; each of
ddl/*.sql is run. Everything happens in a schema or database called rowan_golden, which is made anew and dropped. Statements that
the dialect refuses ("-- refused: …") are counted. The status is 1 if the server refused any.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import urllib.parse

import golden
from skipping import skip

TABLES = {
    "postgresql": """
        DROP SCHEMA IF EXISTS rowan_golden CASCADE; DROP SCHEMA IF EXISTS main CASCADE; DROP SCHEMA IF EXISTS shop CASCADE;
        CREATE SCHEMA rowan_golden; CREATE SCHEMA main; SET search_path = rowan_golden;
        CREATE TABLE users (id integer PRIMARY KEY, name varchar(50) NOT NULL UNIQUE, nick varchar(50), age integer,
            active boolean NOT NULL, born date, profile json, height double precision);
        CREATE UNIQUE INDEX nicks ON users (nick) WHERE active;
        CREATE TABLE posts (id integer PRIMARY KEY, author_id integer, title varchar NOT NULL, parent_id integer);
        CREATE TABLE "Order" ("select" integer, "a ""b" varchar, plain varchar);
        CREATE TABLE main.users (id integer);
        CREATE SCHEMA shop; CREATE SEQUENCE invoice_no; CREATE SEQUENCE ids; CREATE SEQUENCE shop."Invoice no";
    """,
    "mariadb": """
        DROP DATABASE IF EXISTS rowan_golden; DROP DATABASE IF EXISTS main; DROP DATABASE IF EXISTS shop;
        CREATE DATABASE rowan_golden CHARACTER SET utf8mb4; CREATE DATABASE main; USE rowan_golden;
        CREATE TABLE users (id integer PRIMARY KEY AUTO_INCREMENT, name varchar(50) NOT NULL UNIQUE, nick varchar(50),
            age integer, active boolean NOT NULL DEFAULT 0, born date, profile json, height double,
            FULLTEXT (name, nick));
        CREATE TABLE posts (id integer PRIMARY KEY AUTO_INCREMENT, author_id integer, title varchar(255) NOT NULL,
            parent_id integer, FULLTEXT (title));
        CREATE TABLE `Order` (`select` integer, `a "b` varchar(255), plain varchar(255));
        CREATE TABLE main.users (id integer);
    """,
}
END = {
    "postgresql": "DROP SCHEMA rowan_golden CASCADE; DROP SCHEMA main CASCADE; DROP SCHEMA shop CASCADE;",
    "mariadb": "DROP DATABASE rowan_golden; DROP DATABASE main;",
}
# As rowan's sessions are; there is no JSON yet, and never a sequence.
TABLES["mysql56"] = "SET sql_mode = 'STRICT_ALL_TABLES';" + TABLES["mariadb"].replace("profile json", "profile longtext")
END["mysql56"] = END["mariadb"]
TABLES["mariadb"] += "CREATE DATABASE shop; CREATE SEQUENCE invoice_no; CREATE SEQUENCE ids; CREATE SEQUENCE shop.`Invoice no`;"
END["mariadb"] += "DROP DATABASE shop;"
MARIADB_BATCH = ["--batch", "--force", "--skip-column-names"]
BATCH = {"postgresql": ["-X", "-q", "-A", "-t"], "mariadb": MARIADB_BATCH, "mysql56": MARIADB_BATCH}


def client_of(database):
    """The command of a client of the server in the environment."""
    if database == "postgresql":
        return ["psql", "-d", os.environ["ROWAN_TEST_POSTGRESQL"]]
    if database == "mysql56":
        if "ROWAN_TEST_MYSQL" not in os.environ:
            skip("there is no MySQL 5.6 of npm, whose statements are asked from it")
        url = urllib.parse.urlsplit(os.environ["ROWAN_TEST_MYSQL"])
        return ["mariadb", "--no-defaults", f"--user={url.username}", f"--password={urllib.parse.unquote(url.password)}",
                f"--host={url.hostname}", f"--port={url.port}", "--default-character-set=utf8mb4", url.path.strip("/")]
    url = urllib.parse.urlsplit(os.environ["ROWAN_TEST_MARIADB_SOCKET"])
    path = urllib.parse.parse_qs(url.query)["unix_socket"][0]
    return ["mariadb", "--no-defaults", f"--user={url.username}", f"--socket={path}", url.path.strip("/")]


def prepared(database, sql):
    if database == "postgresql":
        return f"PREPARE golden AS {sql}\n; DEALLOCATE golden;"
    text = sql.replace("\\", "\\\\").replace("'", "\\'")
    return f"PREPARE golden FROM '{text}'; DEALLOCATE PREPARE golden;"


def run(client, script):
    """What the client says, marks and errors in the order of the script."""
    done = subprocess.run(client, input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout


def check(database, client, least):
    mark = "\\echo @@ {}" if database == "postgresql" else "SELECT '@@ {}';"
    script = [TABLES[database]]
    statements, refused = golden.golden_statements(database)
    for number, each in enumerate(statements):
        script += [mark.format(number), each.sql if each.is_ddl else prepared(database, each.sql.removesuffix(";"))]
    script += [mark.format("end"), END[database]]
    output = run(client + BATCH[database], "\n".join(script))

    bad = 0
    for number, said in re.findall(r"^@@ (\d+)\n(.*?)(?=^@@ )", output, flags=re.M | re.S):
        if "ERROR" in said:
            bad += 1
            print(f"{statements[int(number)].name}\n    {statements[int(number)].sql}\n    {said.strip()}\n")
    if "@@ end\n" not in output:
        print(output[-2000:])
        bad += 1
    if len(statements) < least:
        print(f"there are {len(statements)} statements, and should be {least}")
        bad += 1
    print(f"{database}: {len(statements)} statements asked, {bad} not taken, {refused} refused by the dialect")
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", choices=sorted(TABLES))
    parser.add_argument("--client", help="the command of a client of the server")
    parser.add_argument("--least", type=int, default=1, help="how many statements there should be")
    arguments = parser.parse_args()
    client = shlex.split(arguments.client) if arguments.client else client_of(arguments.database)
    return 1 if check(arguments.database, client, arguments.least) else 0


if __name__ == "__main__":
    sys.exit(main())
