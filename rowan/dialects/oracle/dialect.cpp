#include <rowan/dialects/oracle/dialect.hpp>

#include <rowan/dialects/internal/identifier.hpp>
#include <rowan/dialects/oracle/compiler.hpp>
#include <rowan/dialects/oracle/ddl.hpp>
#include <rowan/types/error.hpp>

#include <string>
#include <string_view>

namespace rowan {

namespace oracle {

OracleDialect::OracleDialect(int version) : version_(version) {
    const auto since = [&](int major) { return version >= major * 1'000'000; };
    if (version < 12'002'000)
        throw ArgumentError("the dialect of oracle is for no version before Oracle 12.2 (12'002'000): " +
                            std::to_string(version));
    Capabilities& c = capabilities_;
    c.returning = true;
    c.update_returning = true;
    c.delete_returning = true;
    c.multi_row_values = true;
    c.default_in_values = true;
    c.merge = true;
    c.merge_update_where = true;
    c.merge_sets_key = false;
    c.update_from = since(23);
    c.common_table_expressions = true;
    c.recursive_ctes_name_columns = true;
    c.recursive_union = false;
    c.recursive_groups = false;
    c.window_functions = true;
    c.distinct_windows = true;
    c.frame_groups = since(21);
    c.range_of_times = true;
    c.nulls_ordering = true;
    c.distinct_sorts_freely = false;
    c.full_join = true;
    c.right_join = true;
    c.lateral_join = true;
    c.row_values = true;
    c.row_locks = true;
    c.inner_locks = false;
    c.locked_groups = false;
    c.lock_nowait = true;
    c.lock_skip_locked = true;
    c.limited_locks = false;
    c.ordered_subqueries = false;
    c.limits_doubled_columns = false;
    c.intersect = true;
    c.intersect_all = since(21);
    c.boolean_expressions = since(23);
    c.regular_expressions = true;
    c.regexp_replace = true;
    c.ordered_set_aggregates = true;
    c.ordered_set_windows = true;
    c.grouping_sets = true;
    c.grouping_function = true;
    c.limit_with_ties = true;
    c.limit_percent = true;
    c.lenient_casts = true;
    c.lock_of = true;
    c.schemas = true;
    c.alter_add_constraint = true;
    c.alter_drop_column = true;
    c.comments = true;
    c.expression_indexes = true;
    c.computed_columns = true;
    c.virtual_columns = true;
    c.sequences = true;
    c.sequences_anywhere = false;
    c.materialized_views = true;
    c.deferrable_uniques = true;
    c.partitions = true;
    c.table_samples = true;
    c.row_samples = true;
    c.if_exists = since(23);
    c.temporary_tables = true;
    c.native_boolean = since(23);
    c.savepoints = true;
    c.deferrable_foreign_keys = true;
    c.max_parameters = 65'535;
    c.max_in_list = since(23) ? 65'535 : 1'000;
    c.max_identifier_length = 128;
}

Compiled OracleDialect::compile(const Statement& statement, Literals literals) const {
    return OracleCompiler(*this, literals).compile(statement);
}

namespace {

constexpr std::string_view reserved_text =
    "access add all alter and any as asc audit between by char check cluster column column_value comment "
    "compress connect create current date decimal default delete desc distinct drop else exclusive exists file "
    "float for from grant group having identified immediate in increment index initial insert integer intersect "
    "into is level like lock long maxextents minus mlslabel mode modify nested_table_id noaudit nocompress not "
    "nowait null number of offline on online option or order pctfree prior public raw rename resource revoke row "
    "rowid rownum rows select session set share size smallint start successful synonym sysdate table then to "
    "trigger uid union unique update user validate values varchar varchar2 view whenever where with";
constexpr auto reserved = detail::split_words<detail::count_words(reserved_text)>(reserved_text);
static_assert(std::ranges::is_sorted(reserved));

}  // namespace

std::string OracleDialect::quote(std::string_view identifier) const {
    if (identifier.starts_with('_'))
        return detail::in_quotes(identifier, '"', '"');
    return detail::quote_identifier(identifier, reserved, '"', '"');
}

std::string OracleDialect::next_value_sql(const std::string& quoted_sequence) const {
    return quoted_sequence + ".NEXTVAL";
}

std::unique_ptr<DdlCompiler> OracleDialect::ddl() const { return std::make_unique<OracleDdlCompiler>(*this); }

}  // namespace oracle

std::shared_ptr<const Dialect> oracle_dialect(int server_version) {
    return std::make_shared<oracle::OracleDialect>(server_version);
}

}  // namespace rowan
