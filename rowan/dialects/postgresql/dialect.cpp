#include <rowan/dialects/postgresql/dialect.hpp>

#include <rowan/dialects/internal/identifier.hpp>
#include <rowan/dialects/postgresql/compiler.hpp>
#include <rowan/dialects/postgresql/ddl.hpp>
#include <rowan/dialects/postgresql/reflector.hpp>

#include <string_view>

namespace rowan {

namespace postgresql {

PostgresqlDialect::PostgresqlDialect(int version) {
    const auto since = [&](int major) { return version >= major * 1'000'000; };
    Capabilities& c = capabilities_;
    c.returning = true;
    c.select_returning = true;
    c.update_returning = true;
    c.delete_returning = true;
    c.multi_row_values = true;
    c.default_in_values = true;
    c.on_conflict = true;
    c.update_from = true;
    c.delete_using = true;
    c.common_table_expressions = true;
    c.with_before_insert = true;
    c.with_before_update = true;
    c.materialized_hint = true;
    c.data_modifying_ctes = true;
    c.window_functions = true;
    c.string_agg_windows = true;
    c.frame_groups = true;
    c.range_of_times = true;
    c.aggregate_filter = true;
    c.nulls_ordering = true;
    c.distinct_sorts_freely = false;
    c.full_join = true;
    c.right_join = true;
    c.lateral_join = true;
    c.row_values = true;
    c.row_comparisons = true;
    c.any_of_array = true;
    c.distinct_on = true;
    c.row_locks = true;
    c.shared_row_locks = true;
    c.lock_nowait = true;
    c.lock_skip_locked = true;
    c.locked_groups = false;
    c.intersect = true;
    c.intersect_all = true;
    c.limited_set_operands = true;
    c.subqueries_need_names = true;
    c.subqueries_name_columns = true;
    c.boolean_expressions = true;
    c.regular_expressions = true;
    c.regexp_replace = true;
    c.ordered_set_aggregates = true;
    c.statistical_mode = true;
    c.grouping_sets = true;
    c.grouping_function = true;
    c.limit_with_ties = since(13);
    c.lock_of = true;
    c.json_operators = true;
    c.schemas = true;
    c.transactional_ddl = true;
    c.alter_add_constraint = true;
    c.alter_drop_column = true;
    c.comments = true;
    c.partial_indexes = true;
    c.expression_indexes = true;
    c.covering_indexes = true;
    c.index_methods = true;
    c.computed_columns = true;
    c.virtual_columns = since(18);
    c.sequences = true;
    c.temporary_views = true;
    c.full_text_of_several = true;
    c.full_text_languages = true;
    c.operator_classes = true;
    c.materialized_views = true;
    c.exclusion_constraints = true;
    c.deferrable_uniques = true;
    c.nulls_not_distinct = since(15);
    c.partitions = true;
    c.tables_as_partitions = true;
    c.table_samples = true;
    c.row_samples = true;
    c.if_exists = true;
    c.temporary_tables = true;
    c.native_enum = true;
    c.native_boolean = true;
    c.native_uuid = true;
    c.savepoints = true;
    c.deferrable_foreign_keys = true;
    c.max_parameters = 65'535;
    c.max_identifier_length = 63;
}

Compiled PostgresqlDialect::compile(const Statement& statement, Literals literals) const {
    return PostgresqlCompiler(*this, literals).compile(statement);
}

namespace {

// Those that pg_get_keywords() does not call unreserved.
constexpr std::string_view reserved_text =
    "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case "
    "cast char character check coalesce collate collation column concurrently constraint create cross "
    "current_catalog current_date current_role current_schema current_time current_timestamp current_user dec decimal "
    "default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from "
    "full grant greatest group grouping having ilike in initially inner inout int integer intersect interval into is "
    "isnull join json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar "
    "json_serialize json_table json_value lateral leading least left like limit localtime localtimestamp merge_action "
    "national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps "
    "overlay placing position precision primary real references returning right row select session_user setof similar "
    "smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true "
    "union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat "
    "xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable";
constexpr auto reserved = detail::split_words<detail::count_words(reserved_text)>(reserved_text);
static_assert(std::ranges::is_sorted(reserved));

}  // namespace

std::string PostgresqlDialect::quote(std::string_view identifier) const {
    return detail::quote_identifier(identifier, reserved, '"', '"');
}

std::string PostgresqlDialect::next_value_sql(const std::string& quoted_sequence) const {
    return "nextval(" + sql_string_literal(quoted_sequence) + ")";
}

std::unique_ptr<DdlCompiler> PostgresqlDialect::ddl() const { return std::make_unique<PostgresqlDdlCompiler>(*this); }

std::unique_ptr<Reflector> PostgresqlDialect::reflector(driver::Connection& connection) const {
    return std::make_unique<PostgresqlReflector>(connection);
}

}  // namespace postgresql

std::shared_ptr<const Dialect> postgresql_dialect(int server_version) {
    return std::make_shared<postgresql::PostgresqlDialect>(server_version);
}

}  // namespace rowan
