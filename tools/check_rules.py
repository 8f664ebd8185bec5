#!/usr/bin/env python3
"""Checks that each rule of docs/semantics.md is held by a test that names its number, and that no test names one that is not
there.

    tools/check_rules.py [--list] [<root of the repository>]

A rule is a numbered line of a numbered section: rule 3 of "## 4. Flush" is R4_3 in the name of a test. A section without
numbered lines (the table of states) is one rule: S2. Tests that must not compile say `// holds: R1_8` behind their first
lines.
"""

import argparse
import collections
import pathlib
import re
import sys

SECTION = re.compile(r"## (\d+)\. ")
RULE = re.compile(r"(\d+)\. ")
TEST = re.compile(r"\bTEST(?:_F|_P)?\(\s*(\w+)\s*,\s*((?:R\d+_\d+|[RS]\d+)_\w+)\s*\)")
IN_NAME = re.compile(r"R\d+_\d+(?!\d)|[RS]\d+(?!\d)")
HOLDS = re.compile(r"// holds: (R\d+_\d+)")


def rules_of(text):
    """The names of the rules, in their order."""
    rules = []
    section = None
    for line in text.splitlines():
        if line.startswith("## "):
            found = SECTION.match(line)
            section = found[1] if found else None
            if section:
                rules.append(f"S{section}")
        elif section and (found := RULE.match(line)):
            if rules[-1] == f"S{section}":
                rules.pop()
            rules.append(f"R{section}_{found[1]}")
    return rules


def tests_of(root):
    """By the name of a rule, the tests that name it."""
    tests = collections.defaultdict(list)
    for source in sorted((root / "tests").rglob("*.cpp")):
        text = source.read_text(encoding="utf-8")
        path = source.relative_to(root).as_posix()
        for suite, name in TEST.findall(text):
            # R4_1_…, and where several rules stand in front, R4_1_R5_2_…
            at = 0
            while found := IN_NAME.match(name, at):
                rule = found[0]
                tests["S" + rule[1:] if "_" not in rule else rule].append(f"{path}: {suite}.{name}")
                at = found.end() + 1
        for rule in HOLDS.findall(text):
            tests[rule].append(path)
    return tests


def check(root):
    """What is wrong, and the rules with their tests."""
    rules = rules_of((root / "docs/semantics.md").read_text(encoding="utf-8"))
    tests = tests_of(root)
    complaints = [f"docs/semantics.md: no test names rule {rule}" for rule in rules if rule not in tests]
    for rule in tests:
        if rule not in rules:
            complaints += [f"{test}: docs/semantics.md has no rule {rule}" for test in tests[rule]]
    return complaints, {rule: tests.get(rule, []) for rule in rules}


def main():
    parser = argparse.ArgumentParser(description="Each rule of docs/semantics.md has a test that names its number.")
    parser.add_argument("--list", action="store_true", help="print each rule with its tests")
    parser.add_argument("root", nargs="?", default=pathlib.Path(__file__).parent.parent, type=pathlib.Path)
    arguments = parser.parse_args()
    complaints, tests = check(arguments.root.resolve())
    if arguments.list:
        for rule, names in tests.items():
            print(rule)
            for name in names:
                print(f"    {name}")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if not arguments.list:
        print(f"{len(tests)} rules, {sum(map(len, tests.values()))} tests that name one")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
