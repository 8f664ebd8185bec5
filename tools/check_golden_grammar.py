#!/usr/bin/env python3
"""Parses the SQL in tests/golden by the public ANTLR grammars of T-SQL, PL/SQL and MySQL: a net for syntax, where no server
can be asked.

    tools/check_golden_grammar.py mssql
    tools/check_golden_grammar.py oracle --least 300

tests/golden/grammar_exceptions.json names the statements that a grammar does not know though the database's documentation
does. The status is 1 if another does not parse, if an excepted one does, or if there are fewer statements than --least; 77
without node, or without the grammars, which npm installs below build/ if there is a network.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys

import golden
import npm
from skipping import skip

GRAMMARS = {"mssql": "TSQL", "oracle": "PLSQL", "mysql": "MYSQL"}
PACKAGE = "antlr4ts-sql@1.1.0"
# Another version that it may take crashes at once.
OVERRIDES = {"antlr4ts": "0.5.0-alpha.4"}
PARSER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "parse_sql.js")


def complaints_about(statements, grammar, modules):
    """What the grammar says against each, or None."""
    question = json.dumps({"grammar": grammar, "statements": [each.sql for each in statements]})
    done = subprocess.run(["node", PARSER], input=question, stdout=subprocess.PIPE, text=True, check=True,
                          env={**os.environ, "NODE_PATH": str(modules)})
    answers = json.loads(done.stdout)
    assert len(answers) == len(statements)
    return answers


def check(database, least, modules):
    statements, refused = golden.golden_statements(database)
    exceptions = golden.Exceptions(golden.GOLDEN / "grammar_exceptions.json", database)
    answers = complaints_about(statements, GRAMMARS[database], modules)
    complaints, excepted = golden.judge(statements, answers, exceptions)
    if len(statements) < least:
        complaints.append(f"there are {len(statements)} statements, and should be {least}")
    print(f"{database}: {len(statements)} statements, {len(statements) - excepted} by the grammar, "
          f"{excepted} that only the documentation knows, {refused} refused by the dialect, {len(complaints)} complaints")
    golden.tell(complaints)
    return 1 if complaints else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", choices=sorted(GRAMMARS))
    parser.add_argument("--least", type=int, default=1, help="how many statements there should be")
    arguments = parser.parse_args()
    if not shutil.which("node"):
        skip("there is no node, which runs the grammars of " + arguments.database)
    modules = npm.installed("grammars", PACKAGE, OVERRIDES)
    if modules is None:
        skip(f"there is no {PACKAGE} of npm, which has the grammar of {arguments.database}")
    return check(arguments.database, arguments.least, modules)


if __name__ == "__main__":
    sys.exit(main())
