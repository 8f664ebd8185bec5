#!/usr/bin/env python3
"""Compiles each tests/compile_fail/*.cpp, which must be refused, and with the words that the file asks for.

A case opens with

    // expect: <text>            in the compiler's first error line
    // expect-clang: <text>      (optional) the same for clang, where it says it otherwise

or with `// expect: compiles`: a positive control, which must compile without a warning. The others begin with a
precompiled <rowan/orm.hpp> if they include it: compiling that would take most of their time.
"""

import pathlib
import re
import sys
import tempfile

import compilers

CASES = compilers.ROOT / "tests" / "compile_fail"
PRECOMPILED = "rowan/orm.hpp"


def expectation(path, compiler):
    """The text that the compiler must say, or a ValueError."""
    lines = path.read_text().splitlines()[:2]
    found = re.fullmatch(r"// expect: (.+)", lines[0] if lines else "")
    if not found:
        raise ValueError("the first line is no `// expect: <text>`")
    if compilers.is_clang(compiler) and len(lines) > 1:
        found = re.fullmatch(r"// expect-clang: (.+)", lines[1]) or found
    return found[1].strip()


def first_error(messages):
    return next((line for line in messages.splitlines() if re.search(r"\berror: ", line)), None)


def check(path, compiler, first=()):
    """None if the compiler does what the file expects, else what is wrong. `first`: options for the precompiled header."""
    try:
        expected = expectation(path, compiler)
    except ValueError as error:
        return str(error)
    if expected == "compiles":
        good, messages = compilers.check_syntax(compiler, [*compilers.warnings_of(compiler), str(path)])
        return None if good else f"should compile without a warning:\n{messages[:3000]}"
    includes_orm = f"#include <{PRECOMPILED}>" in path.read_text()
    good, messages = compilers.check_syntax(compiler, [*(first if includes_orm else []), str(path)])
    if good:
        return "compiles, and must not"
    said = first_error(messages)
    if said is None:
        return f"failed without an error line:\n{messages[:3000]}"
    if expected not in said:
        return f"expected: {expected}\nbut said: {said}"
    return None


def main():
    arguments = compilers.argument_parser(__doc__.splitlines()[0]).parse_args()
    cases = [
        (path, compiler)
        for path in sorted(CASES.rglob("*.cpp"))
        if not arguments.only or any(part in str(path) for part in arguments.only)
        for compiler in arguments.compilers
    ]

    with tempfile.TemporaryDirectory() as folder:
        first = {compiler: compilers.precompile(compiler, PRECOMPILED, folder) for compiler in arguments.compilers}

        def named_check(case):
            path, compiler = case
            return f"{path.relative_to(CASES)} ({pathlib.Path(compiler).name})", check(path, compiler, first[compiler])

        failures = compilers.run_all(arguments.jobs, cases, named_check)
    print(f"{len(cases) - failures} passed, {failures} failed")
    return 1 if failures or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
