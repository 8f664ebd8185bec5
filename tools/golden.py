"""What the scripts share that ask somebody about the SQL in tests/golden (check_golden*.py)."""

import json
import pathlib
import re
from dataclasses import dataclass

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "tests" / "golden"


@dataclass(frozen=True)
class Statement:
    name: str  # "<file>: <title>"
    sql: str
    is_refused: bool  # by the dialect; then there is no SQL
    is_ddl: bool


def statements_in(path, is_ddl=False):
    """The statements of a file: before each a line with its title."""
    for part in re.split(r"^-- (?!refused: )", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, sql = part.split("\n", 1)
        sql = sql.strip()
        is_refused = sql.startswith("-- refused: ")
        yield Statement(f"{path.stem}: {title}", "" if is_refused else sql, is_refused, is_ddl)


def statements_of(database, folder):
    """Those of tests/golden/<database>/<folder>."""
    for path in sorted((GOLDEN / database / folder).glob("*.sql")):
        yield from statements_in(path, folder == "ddl")


def golden_statements(database):
    """All that the database is to be asked, and the number of those that the dialect refuses."""
    found = [*statements_of(database, "sql"), *statements_of(database, "ddl")]
    asked = [each for each in found if not each.is_refused]
    return asked, len(found) - len(asked)


class Exceptions:
    """Statements that somebody does not take though they are right, from a file that says why, which is kept honest: an
    exception that is not needed is a complaint.

    The file is {"<database>": [{"reason": ..., "statements": [...] or "pattern": ...}]} in JSON: statements by their
    names, or all whose SQL has a match of the pattern.
    """

    def __init__(self, path, database):
        self.entries = json.loads(path.read_text(encoding="utf-8")).get(database, [])
        self.used = [set() for _ in self.entries]

    def reason_for(self, statement):
        """The reason of the first entry that is about the statement, or None."""
        reason = None
        for entry, used in zip(self.entries, self.used):
            named = statement.name in entry.get("statements", [])
            if named or ("pattern" in entry and re.search(entry["pattern"], statement.sql)):
                used.add(statement.name)
                reason = reason or entry["reason"]
        return reason

    def unused(self):
        """What the entries name that was never met."""
        for entry, used in zip(self.entries, self.used):
            yield from (name for name in entry.get("statements", []) if name not in used)
            if "pattern" in entry and not used:
                yield entry["pattern"]


def judge(statements, answers, exceptions):
    """What is wrong, as texts, of statements with what was said against each (None for nothing), and how many
    exceptions were met."""
    complaints, excepted = [], 0
    for statement, answer in zip(statements, answers):
        reason = exceptions.reason_for(statement)
        if reason and answer is None:
            complaints.append(f"{statement.name}\n    {statement.sql}\n    is taken, though it is excepted: {reason}")
        elif reason:
            excepted += 1
        elif answer is not None:
            complaints.append(f"{statement.name}\n    {statement.sql}\n    {answer}")
    complaints += [f"an exception that is about no statement: {each}" for each in exceptions.unused()]
    return complaints, excepted


def tell(complaints):
    """Prints them; behind the line with the numbers, since ctest keeps only the beginning of what a good test says."""
    for each in complaints:
        print("\n" + each)
