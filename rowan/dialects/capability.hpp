// rowan/dialects/capability.hpp: what a database can do, by name.
//
// A capability is asked for by name wherever databases differ; nothing above the dialects asks which database it is.
// What is missing is emulated, or refused with an UnsupportedError when a statement is compiled.
#pragma once

namespace rowan {

/// The capabilities of one database in one version. A dialect fills it; everyone else reads it.
struct Capabilities {
    // --- statements
    bool returning = false;                 ///< INSERT/UPDATE/DELETE … RETURNING
    bool last_insert_id = false;            ///< the client library tells the key of a row inserted alone
    bool multi_row_values = false;          ///< VALUES (…), (…)
    bool default_in_values = false;         ///< VALUES (1, DEFAULT)
    bool on_conflict = false;               ///< INSERT … ON CONFLICT DO UPDATE/NOTHING
    bool update_from = false;               ///< UPDATE … FROM
    bool delete_using = false;              ///< DELETE … USING
    bool common_table_expressions = false;  ///< WITH, also recursive
    bool materialized_hint = false;         ///< WITH x AS [NOT] MATERIALIZED
    bool data_modifying_ctes = false;       ///< WITH x AS (INSERT … RETURNING …)
    bool window_functions = false;
    bool aggregate_filter = false;  ///< count(*) FILTER (WHERE …)
    bool nulls_ordering = false;    ///< ORDER BY … NULLS FIRST/LAST
    bool full_join = false;
    bool right_join = false;
    bool lateral_join = false;
    bool row_values = false;  ///< (a, b) = (1, 2), (a, b) IN (…)
    bool distinct_on = false;
    bool row_locks = false;      ///< FOR UPDATE / FOR SHARE
    bool intersect_all = false;  ///< INTERSECT ALL, EXCEPT ALL
    bool regular_expressions = false;
    bool json_operators = false;  ///< document -> path
    bool limited_update = false;  ///< UPDATE/DELETE … LIMIT
    // --- schema
    bool transactional_ddl = false;     ///< DDL can be rolled back
    bool alter_add_constraint = false;  ///< ALTER TABLE … ADD CONSTRAINT
    bool alter_drop_column = false;
    bool schemas = false;  ///< schema.table
    bool comments = false;
    bool partial_indexes = false;
    bool expression_indexes = false;
    bool computed_columns = false;
    bool sequences = false;
    bool strict_tables = false;  ///< TableOptions::strict
    bool native_enum = false;
    bool native_boolean = false;
    bool native_uuid = false;
    // --- transactions
    bool savepoints = false;
    bool deferrable_foreign_keys = false;
    // --- limits
    int max_parameters = 999;  ///< in one statement
    int max_identifier_length = 63;
};

}  // namespace rowan
