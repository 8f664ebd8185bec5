#!/usr/bin/env python3
"""Adds up what ctest ran in the given build folders, test case by test case: `N passed, N failed, N skipped`.

A ctest test that is a GoogleTest program counts as the cases in its tests/results/<name>.xml, any other as one. Skipped
cases are listed with their reasons, so that what did not run is seen: of a test that ends with its SKIP_RETURN_CODE, the
line `skipped: ...` that it prints. Tests that are run on several databases, which end in `.<database>`, are also counted for
each of them. What the tests `golden.…` say first is printed: how many statements somebody was asked about.
"""

import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def cases_of(results):
    """(name, outcome, reason) of each case in a GoogleTest result file."""
    for case in ElementTree.parse(results).getroot().iter("testcase"):
        name = f'{case.get("classname")}.{case.get("name")}'
        skipped = case.find("skipped")
        if case.find("failure") is not None:
            yield name, "failed", ""
        elif skipped is not None:
            yield name, "skipped", (skipped.get("message") or "").strip().splitlines()[-1:]
        elif case.get("status") == "run":
            yield name, "passed", ""


def database_of(test):
    """That which the name of a ctest test says it is run on, or ""."""
    found = re.search(r"[.](sqlite|postgresql|postgresql18|mariadb|mysql)([.]|$)", test)
    return found[1] if found else ""


def reason_to_skip(test):
    """What a whole test of ctest said that it lacks, or ""."""
    skipped = test.find("skipped")
    if skipped is None or not skipped.get("message", "").startswith("SKIP_"):
        return ""
    said = re.search(r"^skipped: (.+)", test.findtext("system-out") or "", re.M)
    return said[1] if said else ""


def outcomes(build):
    """(name, outcome, reason, database) of each case that ctest ran in the build folder; build/ctest.xml lists the tests."""
    if not (build / "ctest.xml").is_file():
        yield f"the build in {build}", "failed", "", ""
        return
    for test in ElementTree.parse(build / "ctest.xml").getroot().iter("testcase"):
        name = test.get("name")
        good = test.get("status") == "run"
        results = build / "tests" / "results" / f"{name}.xml"
        cases = []
        if results.is_file():
            try:
                cases = list(cases_of(results))
            except ElementTree.ParseError:
                pass  # The program died while it wrote; what follows counts it as failed.
        database = database_of(name)
        yield from ((*case, database) for case in cases)
        lacking = "" if results.is_file() else reason_to_skip(test)
        if lacking:
            yield name, "skipped", [lacking], database
        elif not good and not any(outcome == "failed" for _, outcome, _ in cases):
            yield name, "failed", "", database
        elif good and not cases and not results.is_file():
            yield name, "passed", "", database


def counted(build):
    """The first line of what each test says that counts statements."""
    if (build / "ctest.xml").is_file():
        for test in ElementTree.parse(build / "ctest.xml").getroot().iter("testcase"):
            said = (test.findtext("system-out") or "").strip()
            if test.get("name").startswith("golden.") and test.get("status") == "run" and said:
                yield f'{test.get("name")}: {said.splitlines()[0]}'


def totals(found):
    """"N passed, N failed, N skipped"."""
    count = collections.Counter(outcome for _, outcome, _, _ in found)
    return f'{count["passed"]} passed, {count["failed"]} failed, {count["skipped"]} skipped'


def main():
    found = [outcome for build in sys.argv[1:] for outcome in outcomes(pathlib.Path(build))]
    for build in sys.argv[1:]:
        for line in counted(pathlib.Path(build)):
            print(line)
    reasons = collections.Counter(str(*reason) for _, outcome, reason, _ in found if outcome == "skipped")
    for reason, count in reasons.most_common():
        print(f"skipped {count}: {reason}")
    for name, outcome, _, database in found:
        if outcome == "failed":
            print(f"failed: {name}{' on ' + database if database else ''}")
    for database in dict.fromkeys(database for *_, database in found if database):
        print(f"of these on {database}: {totals([each for each in found if each[3] == database])}")
    print(totals(found))
    ended = {outcome for _, outcome, _, _ in found}
    return 1 if "failed" in ended or "passed" not in ended else 0


if __name__ == "__main__":
    sys.exit(main())
