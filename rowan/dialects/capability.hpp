// rowan/dialects/capability.hpp: what a database can do, by name.
//
// A capability is asked for by name wherever databases differ; nothing above the dialects asks which database it is.
// What is missing is emulated, or refused with an UnsupportedError when a statement is compiled.
#pragma once

namespace rowan {

/// The capabilities of one database in one version. A dialect fills it; everyone else reads it.
struct Capabilities {
    // --- statements
    bool returning = false;                    ///< INSERT … RETURNING, or what does the same
    bool select_returning = false;             ///< INSERT … SELECT … RETURNING
    bool update_returning = false;             ///< UPDATE … RETURNING
    bool delete_returning = false;             ///< DELETE … RETURNING
    bool last_insert_id = false;               ///< the client library tells the key of a row inserted alone
    bool multi_row_values = false;             ///< VALUES (…), (…)
    bool default_in_values = false;            ///< VALUES (1, DEFAULT)
    bool on_conflict = false;                  ///< INSERT … ON CONFLICT DO UPDATE/NOTHING, or what does the same
    bool merge = false;                        ///< MERGE, which does for an upsert where there is no ON CONFLICT
    bool merge_returning = false;              ///< … with RETURNING, or what does the same
    bool merge_sets_key = true;                ///< MERGE … UPDATE SET of a column that ON compares
    bool merge_update_where = false;           ///< MERGE … UPDATE SET … WHERE; otherwise WHEN MATCHED AND …
    bool update_from = false;                  ///< UPDATE … FROM
    bool delete_using = false;                 ///< DELETE … USING
    bool common_table_expressions = false;     ///< WITH, also recursive
    bool with_before_insert = false;           ///< WITH … INSERT; otherwise WITH stands before the SELECT of an INSERT
    bool with_before_update = false;           ///< WITH … UPDATE, WITH … DELETE
    bool recursive_ctes_name_columns = false;  ///< a recursive CTE must name its columns
    bool recursive_union = true;               ///< … may be a UNION, not UNION ALL alone
    bool recursive_groups = true;              ///< … may have DISTINCT, groups or a limit in the part that recurs
    bool recursive_outer_joins = true;         ///< … an outer join
    bool materialized_hint = false;            ///< WITH x AS [NOT] MATERIALIZED
    bool data_modifying_ctes = false;          ///< WITH x AS (INSERT … RETURNING …)
    bool window_functions = false;
    bool distinct_windows = false;      ///< count(DISTINCT x) OVER (…)
    bool string_agg_windows = false;    ///< string_agg(…) OVER (…)
    bool aggregate_filter = false;      ///< count(*) FILTER (WHERE …)
    bool sorts_by_values = true;        ///< ORDER BY and GROUP BY of a value, which is in no row
    bool nulls_ordering = false;        ///< ORDER BY … NULLS FIRST/LAST
    bool distinct_sorts_freely = true;  ///< SELECT DISTINCT … ORDER BY what is computed of its columns
    bool full_join = false;
    bool right_join = false;
    bool lateral_join = false;
    bool row_values = false;       ///< (a, b) IN (SELECT …)
    bool row_comparisons = false;  ///< (a, b) = (1, 2); otherwise compared one by one
    bool any_of_array = false;     ///< a = ANY(?), whose parameter is an array (driver::Statement::bind_column)
    bool distinct_on = false;
    bool row_locks = false;                ///< FOR UPDATE, or a hint that does it
    bool inner_locks = true;               ///< … in a subquery, a set operation or a view
    bool shared_row_locks = false;         ///< FOR SHARE
    bool lock_nowait = false;              ///< … NOWAIT
    bool lock_skip_locked = false;         ///< … SKIP LOCKED
    bool limited_locks = true;             ///< FOR UPDATE of a SELECT with a limit
    bool locked_groups = true;             ///< … with DISTINCT or GROUP BY, or in a set operation
    bool ordered_subqueries = true;        ///< ORDER BY in a subquery without a limit
    bool limited_in = true;                ///< a IN (SELECT … LIMIT …)
    bool reads_written_table = true;       ///< a subquery of an UPDATE or DELETE may read the table that is written
    bool aliased_writes = true;            ///< UPDATE t AS x, DELETE FROM t AS x
    bool intersect = false;                ///< INTERSECT, EXCEPT
    bool intersect_all = false;            ///< INTERSECT ALL, EXCEPT ALL
    bool limits_doubled_columns = true;    ///< SELECT a.id, b.id … with a limit
    bool limited_set_operands = false;     ///< (SELECT … ORDER BY … LIMIT …) UNION …
    bool subqueries_in_views = true;       ///< a view has a subquery in FROM
    bool subqueries_need_names = false;    ///< a subquery in FROM has an alias
    bool subqueries_name_columns = false;  ///< FROM (SELECT …) AS x (a, b)
    bool boolean_expressions =
        false;                    ///< a condition is a value: SELECT a > 1, and a boolean a condition: WHERE active
    bool frame_groups = false;    ///< a window's frame in GROUPS
    bool range_distances = true;  ///< … in RANGE, so far from the current row
    bool range_of_times = false;  ///< … by a time
    bool loose_texts = false;     ///< texts differing in case or by spaces at their end are equal, by default
    bool regular_expressions = false;
    bool regexp_replace = false;
    bool quantified_comparisons = true;   ///< x > ANY (SELECT …), ALL
    bool ordered_set_aggregates = false;  ///< percentile_cont(…) WITHIN GROUP (ORDER BY …)
    bool ordered_set_windows = false;     ///< … OVER (PARTITION BY …)
    bool statistical_mode = false;        ///< mode() WITHIN GROUP, or what does the same
    bool grouping_sets = false;           ///< GROUP BY ROLLUP (…), CUBE (…), GROUPING SETS (…)
    bool grouping_function = false;       ///< grouping(x)
    bool with_rollup = false;             ///< GROUP BY … WITH ROLLUP
    bool ordered_rollup = false;          ///< … beside an ORDER BY
    bool limit_with_ties = false;         ///< FETCH FIRST n ROWS WITH TIES
    bool limit_percent = false;           ///< FETCH FIRST n PERCENT ROWS ONLY
    bool full_text_of_several = false;    ///< a full-text search in several columns at once
    bool full_text_languages = false;     ///< … whose language is said
    bool lenient_casts = false;           ///< TRY_CAST, or what does the same
    bool lock_of = false;                 ///< FOR UPDATE OF t
    bool locks_subqueries = true;         ///< FOR UPDATE reaches what a subquery in FROM reads
    bool json_operators = false;          ///< document -> path
    bool limited_update = false;          ///< UPDATE/DELETE … LIMIT
    bool table_samples = false;           ///< FROM t TABLESAMPLE …, or what does the same
    bool row_samples = false;             ///< … that chooses rows one by one and not pages
    // --- schema
    bool transactional_ddl = false;     ///< DDL can be rolled back
    bool alter_add_constraint = false;  ///< ALTER TABLE … ADD CONSTRAINT
    bool alter_drop_column = false;
    bool schemas = false;  ///< schema.table
    bool comments = false;
    bool checks = true;  ///< CHECK, and it is kept
    bool partial_indexes = false;
    bool expression_indexes = false;
    bool covering_indexes = false;  ///< INCLUDE
    bool index_methods = false;     ///< USING gin, FULLTEXT
    bool operator_classes = false;  ///< of an index's columns
    bool computed_columns = false;
    bool virtual_columns = false;  ///< … that are computed at each read; otherwise all are kept
    bool if_exists = false;        ///< IF EXISTS, IF NOT EXISTS
    bool temporary_tables = false;
    bool sequences = false;
    bool sequences_anywhere = true;  ///< their numbers in subqueries, set operations, beside DISTINCT or an order
    bool sequences_in_parts = true;  ///< … in CASE, in COALESCE, in the SET of a MERGE
    bool temporary_views = false;
    bool materialized_views = false;
    bool exclusion_constraints = false;
    bool deferrable_uniques = false;    ///< UNIQUE … DEFERRABLE
    bool nulls_not_distinct = false;    ///< UNIQUE NULLS NOT DISTINCT
    bool partitions = false;            ///< CREATE TABLE … PARTITION BY
    bool tables_as_partitions = false;  ///< CREATE TABLE … PARTITION OF
    bool strict_tables = false;         ///< TableOptions::strict
    bool native_enum = false;
    bool native_boolean = false;
    bool native_uuid = false;
    // --- transactions
    bool savepoints = false;
    bool deferrable_foreign_keys = false;
    bool deletes_self_references = true;  ///< DELETE of a row whose foreign key refers to the row itself
    // --- limits
    int max_parameters = 999;  ///< in one statement
    int max_in_list = 0;       ///< values of one IN; 0: no limit
    int max_values_rows = 0;   ///< rows of one INSERT; 0: no limit
    int max_identifier_length = 63;
};

}  // namespace rowan
