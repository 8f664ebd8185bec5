// The table of docs/databases.md is what the dialects say of themselves.
#include "golden.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>

namespace {

using namespace rowan;

struct Feature {
    const char* name;
    bool Capabilities::* has;
};

constexpr std::array features{
    Feature{"`INSERT … RETURNING`, or what does the same", &Capabilities::returning},
    Feature{"`UPDATE … RETURNING`", &Capabilities::update_returning},
    Feature{"`DELETE … RETURNING`", &Capabilities::delete_returning},
    Feature{"`UPDATE … FROM`", &Capabilities::update_from},
    Feature{"`DELETE … USING`", &Capabilities::delete_using},
    Feature{"`WITH`, also recursive", &Capabilities::common_table_expressions},
    Feature{"`WITH x AS (INSERT … RETURNING …)`", &Capabilities::data_modifying_ctes},
    Feature{"window functions", &Capabilities::window_functions},
    Feature{"`GROUPS` in a window's frame", &Capabilities::frame_groups},
    Feature{"a distance in its `RANGE`", &Capabilities::range_distances},
    Feature{"… that is a time", &Capabilities::range_of_times},
    Feature{"`FULL JOIN`", &Capabilities::full_join},
    Feature{"`LATERAL`", &Capabilities::lateral_join},
    Feature{"`INTERSECT`, `EXCEPT`", &Capabilities::intersect},
    Feature{"`INTERSECT ALL`, `EXCEPT ALL`", &Capabilities::intersect_all},
    Feature{"`DISTINCT ON`", &Capabilities::distinct_on},
    Feature{"`ANY (SELECT …)`, `ALL (SELECT …)`", &Capabilities::quantified_comparisons},
    Feature{"`GROUPING SETS`, `CUBE`, `ROLLUP`", &Capabilities::grouping_sets},
    Feature{"percentiles, `WITHIN GROUP`", &Capabilities::ordered_set_aggregates},
    Feature{"… as window functions", &Capabilities::ordered_set_windows},
    Feature{"`WITH TIES`", &Capabilities::limit_with_ties},
    Feature{"a limit in percent", &Capabilities::limit_percent},
    Feature{"a full-text search of several columns", &Capabilities::full_text_of_several},
    Feature{"… in a language that is said", &Capabilities::full_text_languages},
    Feature{"`try_cast`", &Capabilities::lenient_casts},
    Feature{"regular expressions", &Capabilities::regular_expressions},
    Feature{"paths into JSON documents", &Capabilities::json_operators},
    Feature{"`TABLESAMPLE`, or what does the same", &Capabilities::table_samples},
    Feature{"… of rows, not of pages alone", &Capabilities::row_samples},
    Feature{"a long `IN` list as one parameter", &Capabilities::any_of_array},
    Feature{"`FOR UPDATE`, or the hint that does it", &Capabilities::row_locks},
    Feature{"`FOR SHARE`", &Capabilities::shared_row_locks},
    Feature{"`FOR UPDATE OF t`", &Capabilities::lock_of},
    Feature{"`NOWAIT`", &Capabilities::lock_nowait},
    Feature{"`SKIP LOCKED`", &Capabilities::lock_skip_locked},
    Feature{"DDL that can be rolled back", &Capabilities::transactional_ddl},
    Feature{"schemas", &Capabilities::schemas},
    Feature{"comments", &Capabilities::comments},
    Feature{"`CHECK`", &Capabilities::checks},
    Feature{"partial indexes", &Capabilities::partial_indexes},
    Feature{"indexes of expressions", &Capabilities::expression_indexes},
    Feature{"covering indexes", &Capabilities::covering_indexes},
    Feature{"index methods", &Capabilities::index_methods},
    Feature{"operator classes", &Capabilities::operator_classes},
    Feature{"computed columns", &Capabilities::computed_columns},
    Feature{"… that are not stored", &Capabilities::virtual_columns},
    Feature{"temporary tables", &Capabilities::temporary_tables},
    Feature{"deferrable foreign keys", &Capabilities::deferrable_foreign_keys},
    Feature{"deferrable unique constraints", &Capabilities::deferrable_uniques},
    Feature{"`UNIQUE NULLS NOT DISTINCT`", &Capabilities::nulls_not_distinct},
    Feature{"exclusion constraints", &Capabilities::exclusion_constraints},
    Feature{"sequences", &Capabilities::sequences},
    Feature{"temporary views", &Capabilities::temporary_views},
    Feature{"materialized views", &Capabilities::materialized_views},
    Feature{"`PARTITION BY`", &Capabilities::partitions},
    Feature{"tables that are partitions of others", &Capabilities::tables_as_partitions},
    Feature{"enumerations of its own", &Capabilities::native_enum},
    Feature{"a type for UUIDs", &Capabilities::native_uuid},
    Feature{"deleting a row that refers to itself", &Capabilities::deletes_self_references},
    Feature{"savepoints", &Capabilities::savepoints},
};

TEST(CapabilityTable, IsThatOfTheDocs) {
    const std::array dialects{sqlite_dialect(), postgresql_dialect(), mariadb_dialect(),
                              mysql_dialect(),  mssql_dialect(),      oracle_dialect()};
    std::string table =
        "| | SQLite 3.40 | PostgreSQL 15 | MariaDB 10.11 | MySQL 8.0 | SQL Server 2019 | Oracle 19 |\n"
        "|---|---|---|---|---|---|---|\n";
    for (const Feature& feature : features) {
        table += std::string("| ") + feature.name + " |";
        for (const auto& dialect : dialects)
            table += dialect->capabilities().*feature.has ? " yes |" : " |";
        table += "\n";
    }
    test::expect_section("docs/databases.md", "capabilities", table);
}

}  // namespace
