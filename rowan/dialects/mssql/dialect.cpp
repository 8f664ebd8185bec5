#include <rowan/dialects/mssql/dialect.hpp>

#include <rowan/dialects/internal/identifier.hpp>
#include <rowan/dialects/mssql/compiler.hpp>
#include <rowan/dialects/mssql/ddl.hpp>
#include <rowan/types/error.hpp>

#include <string>
#include <string_view>

namespace rowan {

namespace mssql {

MssqlDialect::MssqlDialect(int version) : version_(version) {
    if (version < 14'000'000)
        throw ArgumentError("the dialect of mssql is for no version before SQL Server 2017 (14'000'000): " +
                            std::to_string(version));
    Capabilities& c = capabilities_;
    c.returning = true;
    c.select_returning = true;
    c.update_returning = true;
    c.delete_returning = true;
    c.multi_row_values = true;
    c.default_in_values = true;
    c.merge = true;
    c.merge_returning = true;
    c.update_from = true;
    c.delete_using = true;
    c.common_table_expressions = true;
    c.recursive_union = false;
    c.recursive_groups = false;
    c.recursive_outer_joins = false;
    c.with_before_insert = true;
    c.with_before_update = true;
    c.window_functions = true;
    c.full_join = true;
    c.right_join = true;
    c.row_locks = true;
    c.shared_row_locks = true;
    c.lock_nowait = true;
    c.lock_skip_locked = true;
    c.lock_of = true;
    c.locks_subqueries = false;
    c.loose_texts = true;
    c.ordered_set_windows = true;
    c.grouping_sets = true;
    c.grouping_function = true;
    c.limit_with_ties = true;
    c.limit_percent = true;
    c.range_distances = false;
    c.full_text_of_several = true;
    c.full_text_languages = true;
    c.lenient_casts = true;
    c.ordered_subqueries = false;
    c.distinct_sorts_freely = false;
    c.sorts_by_values = false;
    c.aliased_writes = false;
    c.intersect = true;
    c.subqueries_need_names = true;
    c.subqueries_name_columns = true;
    c.schemas = true;
    c.transactional_ddl = true;
    c.alter_add_constraint = true;
    c.alter_drop_column = true;
    c.comments = true;
    c.partial_indexes = true;
    c.covering_indexes = true;
    c.computed_columns = true;
    c.virtual_columns = true;
    c.sequences = true;
    c.sequences_anywhere = false;
    c.sequences_in_parts = false;
    c.table_samples = true;
    c.native_boolean = true;
    c.native_uuid = true;
    c.savepoints = true;
    c.max_parameters = 2'098;
    c.max_values_rows = 1'000;
    c.max_identifier_length = 128;
}

Compiled MssqlDialect::compile(const Statement& statement, Literals literals) const {
    return MssqlCompiler(*this, literals).compile(statement);
}

namespace {

constexpr std::string_view reserved_text =
    "add all alter and any as asc authorization backup begin between break browse bulk by cascade case check "
    "checkpoint close clustered coalesce collate column commit compute constraint contains containstable "
    "continue convert create cross current current_date current_time current_timestamp current_user cursor "
    "database dbcc deallocate declare default delete deny desc disk distinct distributed double drop dump else "
    "end errlvl escape except exec execute exists exit external fetch file fillfactor for foreign freetext "
    "freetexttable from full function goto grant group having holdlock identity identity_insert identitycol if "
    "in index inner insert intersect into is join key kill left like lineno load merge national nocheck "
    "nonclustered not null nullif of off offsets on open opendatasource openquery openrowset openxml option or "
    "order outer over percent pivot plan precision primary print proc procedure public raiserror read readtext "
    "reconfigure references replication restore restrict return revert revoke right rollback rowcount rowguidcol "
    "rule save schema securityaudit select semantickeyphrasetable semanticsimilaritydetailstable "
    "semanticsimilaritytable session_user set setuser shutdown some statistics system_user table tablesample "
    "textsize then to top tran transaction trigger truncate try_convert tsequal union unique unpivot update "
    "updatetext use user values varying view waitfor when where while with writetext";
constexpr auto reserved = detail::split_words<detail::count_words(reserved_text)>(reserved_text);
static_assert(std::ranges::is_sorted(reserved));

}  // namespace

std::string MssqlDialect::quote(std::string_view identifier) const {
    return detail::quote_identifier(identifier, reserved, '[', ']');
}

std::unique_ptr<DdlCompiler> MssqlDialect::ddl() const { return std::make_unique<MssqlDdlCompiler>(*this); }

}  // namespace mssql

std::shared_ptr<const Dialect> mssql_dialect(int server_version) {
    return std::make_shared<mssql::MssqlDialect>(server_version);
}

}  // namespace rowan
