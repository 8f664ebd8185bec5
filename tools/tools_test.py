#!/usr/bin/env python3
"""Tests of the tools themselves: a check that accepts everything would pass for ever."""

import json
import pathlib
import re
import tempfile
import unittest
from unittest import mock

import check_compile_fail
import check_floors
import check_golden_h2
import check_rules
import golden
import golden_rows
import test_summary


class TreeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file


class Readme(unittest.TestCase):
    def test_its_program_is_the_example_that_is_compiled_and_run(self):
        root = pathlib.Path(__file__).resolve().parent.parent
        program = re.search(r"```cpp\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.S)[1]
        self.assertEqual((root / "examples/readme.cpp").read_text(encoding="utf-8"), program)


class CheckRules(TreeTest):
    def setUp(self):
        super().setUp()
        self.write(
            "docs/semantics.md",
            "# Promises\n1. no rule\n## 1. Owners\n1. One.\n   more of it\n2. Two.\n## 2. States\n| a | table |\n## Not yet\n1. This.\n",
        )

    def complaints(self):
        return check_rules.check(self.root)[0]

    def test_accepts_a_test_for_each_rule(self):
        self.write("tests/orm/a_test.cpp", "TEST_F(A, R1_1_is_held) {}\nTEST_P(States, S2_table) {}\n")
        self.write("tests/compile_fail/b.cpp", "// expect: no\n// holds: R1_2\n")
        self.assertEqual(self.complaints(), [])

    def test_refuses_a_rule_without_a_test(self):
        self.write("tests/orm/a_test.cpp", "TEST_F(A, R1_1_R1_2_are_held) {}\n// S2 is told of only here\n")
        self.assertEqual(self.complaints(), ["docs/semantics.md: no test names rule S2"])

    def test_does_not_take_rule_12_for_rule_1(self):
        self.write("tests/orm/a_test.cpp", "TEST(A, R1_12_x) {}\nTEST(A, R1_2_x) {}\nTEST(A, S2_x) {}\n")
        complaints = self.complaints()
        self.assertIn("docs/semantics.md: no test names rule R1_1", complaints)
        self.assertIn("tests/orm/a_test.cpp: A.R1_12_x: docs/semantics.md has no rule R1_12", complaints)


class CheckFloors(TreeTest):
    def complaints(self):
        return check_floors.check(self.root)[0]

    def assert_refused(self, *texts):
        complaints = self.complaints()
        self.assertEqual(len(complaints), 1, complaints)
        for text in texts:
            self.assertIn(text, complaints[0])

    def test_accepts_includes_downwards_and_beside(self):
        self.write("rowan/orm/session.cpp", "#include <rowan/orm/session.hpp>\n#include <rowan/sql.hpp>\n#include <vector>\n")
        self.write("rowan/dialects/a.hpp", "#include <rowan/drivers/driver.hpp>\n#include <rowan/sql/internal/node.hpp>\n")
        self.write("cli/main.cpp", "#include <rowan/migrate.hpp>\n")
        self.write("tests/sql/node_test.cpp", "#include <rowan/sql/internal/node.hpp>\n")
        self.assertEqual(self.complaints(), [])

    def test_refuses_an_include_upwards(self):
        self.write("rowan/sql/select.hpp", "#pragma once\n#include <rowan/engine/engine.hpp>\n")
        self.assert_refused("rowan/sql/select.hpp:2", "floor 1", "floor 3")

    def test_refuses_an_umbrella_above(self):
        self.write("rowan/types.hpp", "#include <rowan/orm.hpp>\n")
        self.assert_refused("rowan/types.hpp:1", "floor 4")

    def test_refuses_a_way_round_by_a_relative_path(self):
        self.write("rowan/orm/session.hpp", "")
        self.write("rowan/types/value.hpp", '#include "../orm/session.hpp"\n')
        self.assert_refused("rowan/types/value.hpp:1", "floor 4")

    def test_refuses_internal_headers_outside(self):
        self.write("examples/tour.cpp", "#include <rowan/orm/internal/slab.hpp>\n")
        self.assert_refused("examples/tour.cpp:1", "internal")

    def test_refuses_a_room_without_a_floor(self):
        self.write("rowan/attic/box.hpp", "")
        self.assert_refused("rowan/attic/box.hpp:1", "no floor")

    def test_refuses_long_files_without_a_reason(self):
        self.write("rowan/sql/long.cpp", "\n" * 801)
        self.assert_refused("801 lines")
        self.write("rowan/sql/long.cpp", "// Long because: it is a table.\n" + "\n" * 801)
        self.assertEqual(self.complaints(), [])


class CheckCompileFail(TreeTest):
    def check(self, text, good, messages, compiler="g++"):
        case = self.write("case.cpp", text)
        with mock.patch("compilers.check_syntax", return_value=(good, messages)):
            return check_compile_fail.check(case, compiler)

    def test_accepts_the_expected_message(self):
        self.assertIsNone(self.check("// expect: no fork\n", False, "a.cpp:1: error: a spoon is no fork\n"))

    def test_refuses_another_first_message(self):
        said = "In file included from error.hpp:1:\na.cpp:1: error: what?\na.cpp:1: error: no fork\n"
        self.assertIn("but said: a.cpp:1: error: what?", self.check("// expect: no fork\n", False, said))

    def test_refuses_what_compiles(self):
        self.assertIn("must not", self.check("// expect: no fork\n", True, ""))

    def test_refuses_a_positive_control_that_does_not_compile(self):
        self.assertIn("should compile", self.check("// expect: compiles\n", False, "a.cpp:1: error: what?\n"))

    def test_clang_may_say_it_otherwise(self):
        case = "// expect: no fork\n// expect-clang: not a fork\n"
        self.assertIsNone(self.check(case, False, "a.cpp:1: error: not a fork\n", "/usr/bin/clang++-19"))
        self.assertIsNotNone(self.check(case, False, "a.cpp:1: error: not a fork\n", "g++"))

    def test_refuses_a_case_without_an_expectation(self):
        self.assertIn("expect", self.check("int i;\n", False, "a.cpp:1: error: x\n"))


class TestSummary(TreeTest):
    def test_counts_a_build_that_failed(self):
        self.assertEqual([outcome for _, outcome, *_ in test_summary.outcomes(self.root)], ["failed"])

    def test_counts_cases_and_programs_that_died(self):
        self.write("ctest.xml", """<testsuite><testcase name="a_tests" status="fail"/>
            <testcase name="died_tests" status="fail"/><testcase name="floors" status="run"/></testsuite>""")
        self.write("tests/results/a_tests.xml", """<testsuites><testsuite>
            <testcase classname="A" name="Good" status="run"/>
            <testcase classname="A" name="Bad" status="run"><failure message="no"/></testcase>
            <testcase classname="A" name="Off" status="notrun"/>
            <testcase classname="A" name="Skipped" status="run"><skipped message="f.cpp:1&#x0A;no data"/></testcase>
            </testsuite></testsuites>""")
        found = [(name, outcome) for name, outcome, *_ in test_summary.outcomes(self.root)]
        self.assertEqual(found, [("A.Good", "passed"), ("A.Bad", "failed"), ("A.Skipped", "skipped"),
                                 ("died_tests", "failed"), ("floors", "passed")])

    def test_counts_what_says_that_it_lacks_something(self):
        self.write("ctest.xml", """<testsuite>
            <testcase name="a_tests.postgresql18" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/>
            <system-out>begun\nskipped: there is no server\n</system-out></testcase>
            <testcase name="silent" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/><system-out/></testcase>
            <testcase name="unbuilt" status="notrun"><skipped message="Unable to find executable"/>
            <system-out>skipped: no</system-out></testcase></testsuite>""")
        self.assertEqual(list(test_summary.outcomes(self.root)),
                         [("a_tests.postgresql18", "skipped", ["there is no server"], "postgresql18"),
                          ("silent", "failed", "", ""), ("unbuilt", "failed", "", "")])

    def test_counts_each_database(self):
        self.write("ctest.xml", """<testsuite><testcase name="a_tests.sqlite.1of2" status="run"/>
            <testcase name="b_tests.postgresql18.2of2" status="run"/><testcase name="example_a.mysql" status="run"/>
            <testcase name="example_a.mariadb" status="run"/><testcase name="mariadb_tests" status="run"/></testsuite>""")
        self.write("tests/results/a_tests.sqlite.1of2.xml", """<testsuites><testsuite>
            <testcase classname="A" name="Good" status="run"/></testsuite></testsuites>""")
        found = list(test_summary.outcomes(self.root))
        self.assertEqual([database for *_, database in found], ["sqlite", "postgresql18", "mysql", "mariadb", ""])
        self.assertEqual(test_summary.totals(found), "5 passed, 0 failed, 0 skipped")

    def test_counts_what_lacks_what_it_needs(self):
        self.write("ctest.xml", """<testsuite><testcase name="golden.h2.mssql" status="notrun">
            <skipped message="SKIP_RETURN_CODE=77"/><system-out>skipped: there is no Java
            </system-out></testcase><testcase name="gone_tests" status="notrun">
            <skipped message="Unable to find executable"/></testcase></testsuite>""")
        found = [(name, outcome, reason) for name, outcome, reason, _ in test_summary.outcomes(self.root)]
        self.assertEqual(found, [("golden.h2.mssql", "skipped", ["there is no Java"]), ("gone_tests", "failed", "")])

    def test_tells_how_many_statements_were_asked(self):
        self.write("ctest.xml", """<testsuite><testcase name="golden.x" status="run"><system-out>x: 3 statements
            more</system-out></testcase><testcase name="a_tests" status="run"><system-out>a</system-out></testcase>
            </testsuite>""")
        self.assertEqual(list(test_summary.counted(self.root)), ["golden.x: x: 3 statements"])


class Golden(TreeTest):
    def exceptions(self, *entries):
        return golden.Exceptions(self.write("exceptions.json", json.dumps({"x": entries})), "x")

    def judge(self, answers, *entries):
        statements = [golden.Statement(name, sql, False, False) for name, sql, _ in answers]
        return golden.judge(statements, [answer for *_, answer in answers], self.exceptions(*entries))

    def test_reads_titles_and_statements_of_several_lines(self):
        file = self.write("a.sql", "-- one\nSELECT 1 -- :c\n FROM t;\n-- two\n-- refused: no\n")
        self.assertEqual([(each.name, each.sql, each.is_refused) for each in golden.statements_in(file)],
                         [("a: one", "SELECT 1 -- :c\n FROM t;", False), ("a: two", "", True)])

    def test_an_unexpected_refusal_is_a_complaint(self):
        complaints, excepted = self.judge([("a: good", "SELECT 1;", None), ("a: bad", "SELEC 1;", "what?")])
        self.assertEqual((len(complaints), excepted), (1, 0))
        self.assertIn("a: bad", complaints[0])

    def test_an_exception_is_met_by_name_or_by_pattern(self):
        answers = [("a: one", "SELECT 1;", "no"), ("a: two", "MERGE t;", "no")]
        entries = {"reason": "r", "statements": ["a: one"]}, {"reason": "s", "pattern": "^MERGE"}
        self.assertEqual(self.judge(answers, *entries), ([], 2))

    def test_an_exception_that_is_taken_after_all_is_a_complaint(self):
        for entry in {"reason": "r", "statements": ["a: one"]}, {"reason": "r", "pattern": "1"}:
            complaints, _ = self.judge([("a: one", "SELECT 1;", None)], entry)
            self.assertEqual(len(complaints), 1)
            self.assertIn("is taken, though it is excepted", complaints[0])

    def test_an_exception_about_no_statement_is_a_complaint(self):
        entries = {"reason": "r", "statements": ["a: gone"]}, {"reason": "s", "pattern": "never"}
        complaints, _ = self.judge([("a: one", "SELECT 1;", None)], *entries)
        self.assertEqual(complaints, ["an exception that is about no statement: a: gone",
                                      "an exception that is about no statement: never"])

    def test_a_statement_is_the_same_with_values_for_its_parameters_alone(self):
        def same(with_parameters, with_values):
            first, second = (golden.Statement("a", sql, False, False) for sql in (with_parameters, with_values))
            return check_golden_h2.is_same(first, second, r"@P(\d+)")

        self.assertTrue(same("SELECT @P1 + @P2, @P1;", "SELECT 1 + 'it''s', 1;"))
        self.assertFalse(same("SELECT @P1 + @P2, @P1;", "SELECT 1 + 2, 3;"))
        self.assertFalse(same("SELECT @P1 FROM t;", "SELECT 1 FROM u;"))

    def test_rows_are_compared_by_what_they_are_worth(self):
        self.assertEqual(golden_rows.rows_of([["t", "1.50", "2020-01-02 00:00:00"], ["", "x", "7"]]),
                         golden_rows.rows_of([(None, "x", 7), (True, 1.5, "2020-01-02")]))
        self.assertNotEqual(golden_rows.rows_of([["1"]]), golden_rows.rows_of([["1"], ["1"]]))

    def test_knows_what_writes(self):
        self.assertTrue(golden_rows.writes("WITH a AS (SELECT f(1) FROM t) UPDATE t SET x = 1;"))
        self.assertTrue(golden_rows.writes("MERGE INTO t"))
        self.assertFalse(golden_rows.writes("SELECT x FROM t FOR UPDATE;"))


if __name__ == "__main__":
    unittest.main()
