#!/usr/bin/env python3
"""Compiles each public header (below rowan/, not in an internal/ folder) alone, and twice in one file, with all warnings."""

import pathlib
import sys

import compilers


def public_headers(root):
    return [
        path.relative_to(root)
        for path in sorted((root / "rowan").rglob("*.hpp"))
        if "internal" not in path.relative_to(root).parts
    ]


def main():
    arguments = compilers.argument_parser(__doc__.splitlines()[0]).parse_args()
    cases = [
        (header, compiler)
        for header in public_headers(compilers.ROOT)
        if not arguments.only or any(part in str(header) for part in arguments.only)
        for compiler in arguments.compilers
    ]

    def check(case):
        header, compiler = case
        # The second time finds a missing #pragma once.
        source = f"#include <{header.as_posix()}>\n" * 2
        good, messages = compilers.check_syntax(compiler, [*compilers.warnings_of(compiler), "-xc++", "-"], source)
        return f"{header} ({pathlib.Path(compiler).name})", None if good else messages[:3000] or "refused"

    failures = compilers.run_all(arguments.jobs, cases, check)
    print(f"{len(cases) - failures} passed, {failures} failed")
    return 1 if failures or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
