#include <rowan/dialects/mysql/dialect.hpp>

#include <rowan/dialects/internal/identifier.hpp>
#include <rowan/dialects/mysql/compiler.hpp>
#include <rowan/dialects/mysql/ddl.hpp>
#include <rowan/dialects/mysql/reflector.hpp>

#include <string_view>

namespace rowan {

namespace mysql {

MysqlDialect::MysqlDialect(Server server, int version) : server_(server), version_(version) {
    Capabilities& c = capabilities_;
    c.returning = since(never, 10'005'000);
    c.select_returning = c.returning;
    c.delete_returning = since(never, 10'000'005);
    c.last_insert_id = true;
    c.multi_row_values = true;
    c.default_in_values = true;
    c.on_conflict = true;
    c.update_from = true;
    c.delete_using = true;
    c.common_table_expressions = since(8'000'001, 10'002'001);
    c.with_before_update = since(8'000'001, never);
    c.window_functions = since(8'000'002, 10'002'000);
    c.right_join = true;
    c.lateral_join = since(8'000'014, never);
    c.row_values = true;
    c.row_comparisons = true;
    c.row_locks = true;
    c.shared_row_locks = true;
    c.lock_nowait = since(8'000'001, 10'003'000);
    c.lock_skip_locked = since(8'000'001, 10'006'000);
    c.limited_in = false;
    c.reads_written_table = since(never, 10'003'002);
    c.aliased_writes = false;
    c.intersect = since(8'000'031, 10'003'000);
    c.intersect_all = since(8'000'031, 10'005'000);
    c.limited_set_operands = since(8'000'022, 10'004'000);
    c.subqueries_in_views = since(5'007'007, 0);
    c.subqueries_need_names = true;
    c.subqueries_name_columns = since(8'000'019, never);
    c.boolean_expressions = true;
    c.loose_texts = true;
    c.regular_expressions = true;
    c.regexp_replace = since(8'000'004, 10'000'005);
    c.ordered_set_windows = since(never, 10'003'003);
    c.with_rollup = true;
    c.ordered_rollup = since(8'000'012, never);
    c.grouping_function = since(8'000'001, never);
    c.deletes_self_references = false;
    c.range_of_times = !is_mariadb();
    c.limit_with_ties = since(never, 10'006'000);
    c.full_text_of_several = true;
    c.index_methods = true;
    c.lock_of = since(8'000'001, never);
    c.json_operators = since(5'007'008, 10'002'003);
    c.limited_update = true;
    c.alter_add_constraint = true;
    c.alter_drop_column = true;
    c.schemas = true;
    c.comments = true;
    c.checks = since(8'000'016, 10'002'001);
    c.expression_indexes = since(8'000'013, never);
    c.computed_columns = since(5'007'006, 10'002'000);
    c.virtual_columns = c.computed_columns;
    c.sequences = since(never, 10'003'000);
    c.partitions = true;
    c.if_exists = true;
    c.temporary_tables = true;
    c.native_enum = true;
    c.native_uuid = since(never, 10'007'000);
    c.savepoints = true;
    c.max_parameters = 65'535;
    c.max_identifier_length = 64;
}

int MysqlDialect::indexed_beginning(const SqlType& type) const noexcept {
    if (type.family == TypeFamily::text)
        return usual_key_characters();
    return type.family == TypeFamily::string && type.length > most_key_characters() ? most_key_characters() : 0;
}

Compiled MysqlDialect::compile(const Statement& statement, Literals literals) const {
    return MysqlCompiler(*this, literals).compile(statement);
}

namespace {

// The words that MySQL 8 or MariaDB reserves.
constexpr std::string_view reserved_text =
    "accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call "
    "cascade case change char character check collate column condition constraint continue convert create cross "
    "cube cume_dist current_date current_role current_time current_timestamp current_user cursor database "
    "databases day_hour day_microsecond day_minute day_second dec decimal declare default delayed delete "
    "dense_rank desc describe deterministic distinct distinctrow div do_domain_ids double drop dual each else "
    "elseif empty enclosed escaped except exists exit explain false fetch first_value float float4 float8 for "
    "force foreign from fulltext function general generated get grant group grouping groups having high_priority "
    "hour_microsecond hour_minute hour_second if ignore ignore_domain_ids ignore_server_ids in index infile "
    "inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids "
    "io_before_gtids is iterate join json_table key keys kill lag last_value lateral lead leading leave left "
    "like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority manual "
    "master_bind master_heartbeat_period master_ssl_verify_server_cert match maxvalue mediumblob mediumint "
    "mediumtext middleint minute_microsecond minute_second mod modifies natural no_write_to_binlog not nth_value "
    "ntile null numeric of offset on optimize optimizer_costs option optionally or order out outer outfile over "
    "page_checksum parallel parse_vcol_expr partition percent_rank position precision primary procedure purge "
    "qualify range rank read read_write reads real recursive ref_system_id references regexp release rename "
    "repeat replace require resignal restrict return returning revoke right rlike row row_number rows schema "
    "schemas second_microsecond select sensitive separator set show signal slow smallint spatial specific sql "
    "sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting "
    "stats_auto_recalc stats_persistent stats_sample_pages stored straight_join system table tablesample "
    "terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned update "
    "usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying vector "
    "virtual when where while window with write xor year_month zerofill";
constexpr auto reserved = detail::split_words<detail::count_words(reserved_text)>(reserved_text);
static_assert(std::ranges::is_sorted(reserved));

}  // namespace

std::string MysqlDialect::quote(std::string_view identifier) const {
    return detail::quote_identifier(identifier, reserved, '`', '`');
}

/// The rows of one INSERT get their numbers in their order, but for a trigger that gives them others. InnoDB takes all
/// of them at once, so without RETURNING they follow the first; servers of a cluster leave the others' numbers out.
std::string MysqlDialect::rising_keys_sql(const TableData& table) const {
    const std::string schema = table.options.schema.empty() ? "DATABASE()" : text_literal(table.options.schema);
    const std::string name = text_literal(table.name);
    std::string sql = "SELECT 1 FROM information_schema.columns c WHERE c.table_schema = " + schema +
                      " AND c.table_name = " + name +
                      " AND c.column_name = " + text_literal(table.primary_key.columns.front()) +
                      " AND c.extra LIKE '%auto_increment%' AND NOT EXISTS (SELECT 1 FROM "
                      "information_schema.triggers g WHERE g.event_object_schema = " +
                      schema + " AND g.event_object_table = " + name +
                      " AND g.action_timing = 'BEFORE' AND g.event_manipulation = 'INSERT')";
    if (!capabilities_.returning)
        sql +=
            " AND @@auto_increment_increment = 1 AND EXISTS (SELECT 1 FROM information_schema.tables t WHERE "
            "t.table_schema = " +
            schema + " AND t.table_name = " + name + " AND t.engine = 'InnoDB')";
    return sql;
}

/// MariaDB has a protocol for many rows of one INSERT; MySQL has none.
std::string MysqlDialect::copy_in_sql(const TableData& table, std::span<const std::string> columns) const {
    if (!since(never, 10'002'004))
        return {};
    std::string names;
    std::string marks;
    for (const std::string& column : columns) {
        names += (names.empty() ? "" : ", ") + quote(column);
        marks += marks.empty() ? "?" : ", ?";
    }
    const std::string& schema = table.options.schema;
    return "INSERT INTO " + (schema.empty() ? "" : quote(schema) + ".") + quote(table.name) + " (" + names +
           ") VALUES (" + marks + ")";
}

std::unique_ptr<DdlCompiler> MysqlDialect::ddl() const { return std::make_unique<MysqlDdlCompiler>(*this); }

std::unique_ptr<Reflector> MysqlDialect::reflector(driver::Connection& connection) const {
    return std::make_unique<MysqlReflector>(connection, *this);
}

}  // namespace mysql

std::shared_ptr<const Dialect> mariadb_dialect(int server_version) {
    return std::make_shared<mysql::MysqlDialect>(mysql::Server::mariadb, server_version);
}
std::shared_ptr<const Dialect> mysql_dialect(int server_version) {
    return std::make_shared<mysql::MysqlDialect>(mysql::Server::mysql, server_version);
}

}  // namespace rowan
