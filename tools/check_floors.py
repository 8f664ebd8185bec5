#!/usr/bin/env python3
"""Checks that the house stands: a file includes only what is on its own floor or below (docs/decisions/0001-floors.md).

Besides: headers in an internal/ folder are included only from rowan/ and tests/, and no source file is longer than 800 lines
unless one of its first lines says why (`// Long because: ...`).

    tools/check_floors.py [<root of the repository>]
"""

import pathlib
import re
import sys

FLOORS = {
    "rowan/types": 0,
    "rowan/sql": 1,
    "rowan/schema": 1,
    "rowan/dialects": 2,
    "rowan/drivers": 2,
    "rowan/engine": 3,
    "rowan/orm": 4,
    "rowan/migrate": 5,
    "cli": 6,
}
OTHER_FOLDERS = ["tests", "examples", "bench"]
MAY_INCLUDE_INTERNAL = ["rowan/", "tests/"]

LONGEST = 800
REASON = "// Long because: "
LINES_OF_THE_TOP = 20

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')


def room_of(path):
    """The room that a file of the house belongs to ("rowan/orm" for rowan/orm/session.hpp and for the umbrella
    rowan/orm.hpp), whether it is in the table or not; None for a file outside of the house."""
    parts = pathlib.PurePosixPath(path).parts
    if parts[0] == "cli":
        return "cli"
    if parts[0] != "rowan" or len(parts) == 1:
        return None
    return "rowan/" + (parts[1] if len(parts) > 2 else pathlib.PurePosixPath(parts[1]).stem)


def included_file(root, source, line):
    """The file of this repository that the line includes, as a path from the root; else None."""
    found = INCLUDE.match(line)
    if not found:
        return None
    if found[2]:
        beside = (source.parent / found[2]).resolve()
        if beside.is_file() and beside.is_relative_to(root):
            return beside.relative_to(root).as_posix()
    name = found[1] or found[2]
    return name if name.startswith(("rowan/", "cli/")) else None


def complaints_about(root, source):
    path = source.relative_to(root).as_posix()
    lines = source.read_text().splitlines()
    room = room_of(path)
    if room is not None and room not in FLOORS:
        yield f"{path}:1: {room} stands on no floor; give it one in tools/check_floors.py"
        return

    if len(lines) > LONGEST and not any(line.startswith(REASON) for line in lines[:LINES_OF_THE_TOP]):
        yield f"{path}:1: {len(lines)} lines, more than {LONGEST}, and no line `{REASON}...` at its top"

    for number, line in enumerate(lines, 1):
        included = included_file(root, source, line)
        if included is None:
            continue
        if "internal" in included.split("/") and not path.startswith(tuple(MAY_INCLUDE_INTERNAL)):
            yield f"{path}:{number}: {included} is internal; only rowan/ and tests/ may include it"
        target = room_of(included)
        if room is None or target is None:
            continue
        if target not in FLOORS:
            yield f"{path}:{number}: {included} stands on no floor"
        elif FLOORS[target] > FLOORS[room]:
            yield (f"{path}:{number}: {room} (floor {FLOORS[room]}) includes {included}, "
                   f"which stands above it (floor {FLOORS[target]})")


def check(root):
    """All complaints about the tree at `root`, and the number of files read."""
    root = pathlib.Path(root).resolve()
    sources = [
        path
        for folder in ["rowan", "cli", *OTHER_FOLDERS]
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".hpp", ".cpp") and path.is_file()
    ]
    return [complaint for source in sources for complaint in complaints_about(root, source)], len(sources)


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    complaints, files = check(root)
    for complaint in complaints:
        print(complaint)
    print(f"floors: {files} files, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
