#!/usr/bin/env python3
"""What mapped structs cost a program to compile.

    bench/compile_time.py [--compiler g++] [--runs 4]

Compiles (-O0) one translation unit with 0, 10 and 30 mapped structs of 12 columns, each created, inserted, selected by
two conditions and an order, and updated, and one that includes only the standard headers that such structs need. Prints
the best of some runs, in seconds, and the two figures that the project holds itself to.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
STANDARD = "#include <string>\n#include <vector>\n#include <optional>\n#include <chrono>\n"
MOST_FOR_TEN = 1.5
MOST_FOR_ONE = 0.07


def entity(i: int) -> str:
    return f"""
struct E{i} {{
    int id{{}};
    std::string name{{}};
    std::string title{{}};
    std::optional<std::string> nickname{{}};
    std::optional<int> age{{}};
    std::optional<int> parent_id{{}};
    double balance{{}};
    std::int64_t visits{{}};
    bool active{{}};
    std::string city{{}};
    std::string street{{}};
    std::chrono::sys_seconds created_at{{}};
    static constexpr auto mapping() {{
        using namespace rowan;
        return table<E{i}>("e{i}",
            column<&E{i}::id>(primary_key),
            column<&E{i}::name>(String{{50}}, unique),
            column<&E{i}::age>(default_value(18), check("age >= 0")),
            column<&E{i}::parent_id>(foreign_key("e{i}.id"), indexed));
    }}
}};
void use_e{i}(rowan::Session& session) {{
    E{i}& made = session.add(E{i}{{.name = "a", .age = {i}}});
    session.commit();
    made.title = "b";
    for (E{i}& each : session.scalars(select<E{i}>().where(col<&E{i}::age> > 30, col<&E{i}::name> == "ed").order_by(col<&E{i}::id>)))
        each.balance += 1;
    session.commit();
}}
"""


def program(count: int) -> str:
    parts = [STANDARD, "#include <rowan/orm.hpp>\nusing rowan::col, rowan::select;\n"]
    parts += [entity(i) for i in range(count)]
    names = ", ".join(f"E{i}" for i in range(count))
    if count:
        parts.append(f"void create(rowan::Engine& engine) {{ rowan::metadata<{names}>().create_all(engine); }}\n")
    return "".join(parts)


def seconds(compiler: str, source: str, runs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "unit.cpp"
        path.write_text(source)
        command = [compiler, "-std=c++20", "-O0", f"-I{ROOT}", "-c", str(path), "-o", str(path.with_suffix(".o"))]
        best = float("inf")
        for _ in range(runs):
            begin = time.monotonic()
            result = subprocess.run(command, capture_output=True, text=True)
            if result.returncode != 0:
                sys.exit(f"{compiler} failed:\n{result.stderr[:4000]}")
            best = min(best, time.monotonic() - begin)
        return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--runs", type=int, default=4)
    arguments = parser.parse_args()
    standard = seconds(arguments.compiler, STANDARD, arguments.runs)
    headers = seconds(arguments.compiler, program(0), arguments.runs)
    ten = seconds(arguments.compiler, program(10), arguments.runs)
    thirty = seconds(arguments.compiler, program(30), arguments.runs)
    print(f"{arguments.compiler}: standard headers {standard:.2f} s, with rowan/orm.hpp {headers:.2f} s, "
          f"10 structs {ten:.2f} s, 30 structs {thirty:.2f} s")
    print(f"10 structs cost {ten - standard:.2f} s beyond the standard headers (at most {MOST_FOR_TEN:.2f})")
    print(f"each further struct costs {(thirty - ten) / 20:.3f} s (at most {MOST_FOR_ONE:.2f})")


if __name__ == "__main__":
    main()
