"""Runs compilers for the checks that compile many small things: a few at a time, without linking."""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]


def argument_parser(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--compiler", action="append", required=True, dest="compilers", help="may be given again")
    parser.add_argument("--jobs", type=int, default=2, help="how many compilers run at once")
    parser.add_argument("only", nargs="*", help="only the cases whose path contains one of these")
    return parser


def is_clang(compiler):
    return "clang" in pathlib.Path(compiler).name


def warnings_of(compiler):
    # Part of -Wconversion for clang, not for g++: the two should ask the same (see cmake/RowanWarnings.cmake).
    return WARNINGS + (["-Wno-sign-conversion"] if is_clang(compiler) else [])


def check_syntax(compiler, arguments, source=None):
    """Compiles, without output; `source` goes to the standard input. Returns (success, messages)."""
    command = [compiler, "-std=c++20", "-fsyntax-only", "-fdiagnostics-color=never", f"-I{ROOT}", *arguments]
    # In the C locale the messages are English and their quotes are plain.
    run = subprocess.run(command, input=source, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    return run.returncode == 0, run.stderr


def precompile(compiler, header, folder):
    """Compiles a header once; returns the options by which check_syntax() then begins a file with it."""
    first = pathlib.Path(folder) / f"{pathlib.Path(compiler).name}_first.hpp"
    first.write_text(f"#include <{header}>\n")
    compiled = first.with_suffix(".pch" if is_clang(compiler) else ".hpp.gch")
    subprocess.run([compiler, "-std=c++20", f"-I{ROOT}", "-xc++-header", str(first), "-o", str(compiled)], check=True)
    return ["-include-pch", str(compiled)] if is_clang(compiler) else ["-include", str(first)]


def run_all(jobs, cases, check):
    """Calls check(case) for every case, `jobs` at once; it returns (name, failure), where failure is None if all is well.
    Prints a line a case, in order, and returns the number of failures."""
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for name, failure in pool.map(check, cases):
            print(("FAIL  " if failure else "ok    ") + name, flush=True)
            if failure:
                failures += 1
                print("      " + failure.rstrip().replace("\n", "\n      "), flush=True)
    return failures
