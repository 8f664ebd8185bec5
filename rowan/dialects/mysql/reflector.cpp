#include <rowan/dialects/mysql/reflector.hpp>

#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/internal/catalogue_query.hpp>
#include <rowan/dialects/mysql/reflector_type.hpp>
#include <rowan/types/internal/ascii_case.hpp>
#include <rowan/types/internal/type_family.hpp>
#include <rowan/types/value.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

namespace rowan::mysql {
namespace {

using Record = detail::CatalogueRow;

std::string text_of(const Value& value) { return value.is_null() ? std::string() : value.as<std::string>(); }
bool flag_of(const Value& value) { return !value.is_null() && value.as<std::int64_t>() != 0; }

// What the queries have in common: the schema ?, or the connection's own. The names of columns are those of MariaDB,
// which MySQL knows in any case of letters.

constexpr std::string_view names_sql =
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = coalesce(nullif(?, ''), database()) AND table_type ";

constexpr std::string_view tables_sql =
    "SELECT t.table_name, t.table_type LIKE '%VIEW', v.view_definition, t.table_comment, "
    "CASE WHEN t.engine <> @@default_storage_engine THEN t.engine END, "
    "CASE WHEN t.table_collation <> s.default_collation_name THEN t.table_collation END, t.create_options, "
    "t.table_schema, v.check_option <> 'NONE' "
    "FROM information_schema.tables t "
    "JOIN information_schema.schemata s ON s.schema_name = t.table_schema "
    "LEFT JOIN information_schema.views v ON v.table_schema = t.table_schema AND v.table_name = t.table_name "
    "WHERE t.table_schema = coalesce(nullif(?, ''), database()) AND t.table_type <> 'SEQUENCE'";

constexpr std::string_view columns_begin =
    "SELECT c.table_name, c.column_name, c.column_type, c.is_nullable = 'YES', c.column_default, c.extra, "
    "CASE WHEN c.collation_name <> t.table_collation THEN c.collation_name END, c.column_comment, ";
constexpr std::string_view columns_end =
    ", c.table_schema FROM information_schema.columns c "
    "JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name "
    "WHERE c.table_schema = coalesce(nullif(?, ''), database()) ORDER BY c.table_name, c.ordinal_position";

/// A row for each column of each key and foreign key.
constexpr std::string_view keys_sql =
    "SELECT k.table_name, k.constraint_name, o.constraint_type, k.column_name, "
    "CASE WHEN k.referenced_table_schema <> k.table_schema THEN k.referenced_table_schema END, "
    "k.referenced_table_name, k.referenced_column_name, r.delete_rule, r.update_rule "
    "FROM information_schema.key_column_usage k "
    "JOIN information_schema.table_constraints o ON o.table_schema = k.table_schema AND o.table_name = k.table_name "
    "AND o.constraint_name = k.constraint_name "
    "AND (o.constraint_type = 'FOREIGN KEY') = (k.referenced_table_name IS NOT NULL) "
    "LEFT JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema "
    "AND r.table_name = k.table_name AND r.constraint_name = k.constraint_name AND k.referenced_table_name IS NOT NULL "
    "WHERE k.table_schema = coalesce(nullif(?, ''), database()) "
    "ORDER BY k.table_name, o.constraint_type, k.constraint_name, k.ordinal_position";

constexpr std::string_view mariadb_checks_sql =
    "SELECT table_name, constraint_name, check_clause FROM information_schema.check_constraints "
    "WHERE constraint_schema = coalesce(nullif(?, ''), database()) ORDER BY table_name, constraint_name";
constexpr std::string_view mysql_checks_sql =
    "SELECT o.table_name, c.constraint_name, c.check_clause FROM information_schema.check_constraints c "
    "JOIN information_schema.table_constraints o ON o.constraint_schema = c.constraint_schema "
    "AND o.constraint_name = c.constraint_name AND o.constraint_type = 'CHECK' "
    "WHERE c.constraint_schema = coalesce(nullif(?, ''), database()) ORDER BY o.table_name, c.constraint_name";

/// A row for each column of each index.
constexpr std::string_view indexes_begin =
    "SELECT table_name, index_name, non_unique = 0, column_name, sub_part, collation = 'D', index_type, ";
constexpr std::string_view indexes_end =
    " FROM information_schema.statistics "
    "WHERE table_schema = coalesce(nullif(?, ''), database()) AND index_name <> 'PRIMARY' "
    "ORDER BY table_name, index_name, seq_in_index";

/// The table and the name begin the rows of keys and of indexes.
constexpr std::size_t same_name = 2;

Action action_of(const std::string& rule) {
    if (rule == "CASCADE")
        return Action::cascade;
    if (rule == "SET NULL")
        return Action::set_null;
    if (rule == "SET DEFAULT")
        return Action::set_default;
    return Action::no_action;  // RESTRICT is the same here
}

bool is_number(const std::string& type) {
    constexpr std::string_view beginnings[] = {"tinyint", "smallint", "mediumint", "int",  "bigint",
                                               "decimal", "float",    "double",    "year", "bit"};
    return std::any_of(std::begin(beginnings), std::end(beginnings),
                       [&](std::string_view beginning) { return type.starts_with(beginning); });
}

/// A name in quotes at the beginning of the SQL: backticks, or double quotes where the session's mode says so. Gives
/// the name, and how many characters it takes with its quotes; none if there is no such name.
std::pair<std::string, std::size_t> quoted_name(std::string_view sql) {
    const char quote = sql.empty() ? '\0' : sql.front();
    if (quote != '`' && quote != '"')
        return {};
    std::string name;
    for (std::size_t at = 1; at < sql.size(); ++at) {
        if (sql[at] == quote && (at + 1 == sql.size() || sql[at + 1] != quote))
            return {std::move(name), at + 1};
        name += sql[at];
        at += sql[at] == quote ? 1 : 0;
    }
    return {};
}

/// The parts of "`a`.`b`"; none of anything else.
std::vector<std::string> unquoted(std::string_view names) {
    std::vector<std::string> parts;
    while (true) {
        auto [name, size] = quoted_name(names);
        if (size == 0)
            return {};
        parts.push_back(std::move(name));
        names.remove_prefix(size);
        if (names.empty())
            return parts;
        if (names.front() != '.')
            return {};
        names.remove_prefix(1);
    }
}

/// SQL as the server keeps it names every table with its schema; that of the table itself goes, so that the SQL means
/// the same in another schema. What stands in quotes as text stays.
std::string without_schema(std::string_view sql, std::string_view schema) {
    std::string result;
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t size = 1;
        if (sql[at] == '\'') {
            while (at + size < sql.size() && sql[at + size] != '\'')
                size += sql[at + size] == '\\' ? 2 : 1;
            size = std::min(size + 1, sql.size() - at);
        } else if (const auto [name, taken] = quoted_name(sql.substr(at)); taken != 0) {
            size = taken;
            if (name == schema && at + size < sql.size() && sql[at + size] == '.') {
                at += size + 1;
                continue;
            }
        }
        result += sql.substr(at, size);
        at += size;
    }
    return result;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

/// Reads all of a schema; the parts in the order in which they need each other.
class MysqlReflector::SchemaReader {
public:
    SchemaReader(const MysqlReflector& reflector, std::string_view schema) : reflector_(reflector), schema_(schema) {}

    Tables read() {
        read_tables();
        read_columns();
        read_keys();
        read_checks();
        settle_keys();
        read_indexes();
        return std::move(tables_);
    }

private:
    std::vector<Record> query(std::string_view sql) {
        return detail::query_catalogue(reflector_.connection_, sql, {schema_});
    }

    const MysqlDialect& server() const noexcept { return reflector_.server_; }

    TableData* find(const Value& name) {
        const auto found = tables_.find(text_of(name));
        return found == tables_.end() ? nullptr : &found->second;
    }

    void read_tables() {
        for (const Record& row : query(tables_sql)) {
            TableData& table = tables_[text_of(row[0])];
            table.name = text_of(row[0]);
            table.options.schema = schema_;
            table.is_view = flag_of(row[1]);
            table.view_definition = text_of(row[2]);
            const std::string schema = text_of(row[7]);
            if (table.is_view) {
                // The catalogue has lost characters of four bytes, and WITH CHECK OPTION.
                if (flag_of(row[8]) || contains(table.view_definition, "?"))
                    table.view_definition = read_view(schema, table.name);
                table.view_definition = without_schema(table.view_definition, schema);
                continue;
            }
            table.options.comment = text_of(row[3]);
            std::string words = text_of(row[4]).empty() ? "" : "ENGINE = " + text_of(row[4]);
            const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " ") + more; };
            if (const std::string collation = text_of(row[5]); !collation.empty())
                add("COLLATE = " + collation);
            std::string options = text_of(row[6]);
            const std::size_t partitioned = options.find("partitioned");
            if (partitioned != std::string::npos) {
                options.erase(partitioned, std::string_view("partitioned").size());
                table.options.partition_by = read_partitions(schema, table.name);
            }
            while (!options.empty() && options.back() == ' ')
                options.pop_back();
            options.erase(0, options.find_first_not_of(' '));
            if (!options.empty())
                add(options);
            if (!words.empty())
                table.options.native.push_back({std::string(server().name()), std::move(words)});
        }
    }

    /// What stands behind "VIEW name AS" in SHOW CREATE VIEW.
    std::string read_view(const std::string& schema, const std::string& view) const {
        const std::string sql = "SHOW CREATE VIEW " + server().quote(schema) + "." + server().quote(view);
        const std::vector<Record> rows = detail::query_catalogue(reflector_.connection_, sql, {});
        const std::string created = rows.empty() ? std::string() : text_of(rows.front()[1]);
        constexpr std::string_view word = " VIEW ";
        constexpr std::string_view as = " AS ";
        std::size_t at = created.find(word);
        if (at == std::string::npos)
            return {};
        at += word.size();
        for (auto name = quoted_name(std::string_view(created).substr(at)); name.second != 0;
             name = quoted_name(std::string_view(created).substr(at)))
            at += name.second + (created[at + name.second] == '.' ? 1 : 0);
        return created.compare(at, as.size(), as) == 0 ? created.substr(at + as.size()) : std::string();
    }

    /// What stands behind PARTITION BY at the end of SHOW CREATE TABLE.
    std::string read_partitions(const std::string& schema, const std::string& table) const {
        const std::string sql = "SHOW CREATE TABLE " + server().quote(schema) + "." + server().quote(table);
        const std::vector<Record> rows = detail::query_catalogue(reflector_.connection_, sql, {});
        const std::string created = rows.empty() ? std::string() : text_of(rows.front()[1]);
        constexpr std::string_view words = " PARTITION BY ";
        const std::size_t at = created.rfind(words);
        if (at == std::string::npos)
            return {};
        std::string partitions = created.substr(at + words.size());
        if (partitions.ends_with(" */"))
            partitions.resize(partitions.size() - 3);
        return partitions;
    }

    void read_columns() {
        std::string sql(columns_begin);
        sql += server().capabilities().computed_columns ? "c.generation_expression" : "NULL";
        sql += columns_end;
        for (const Record& row : query(sql)) {
            TableData* const table = find(row[0]);
            if (table == nullptr)
                continue;
            ColumnData& column = table->columns.emplace_back();
            const std::string type = text_of(row[2]);
            const std::string extra = text_of(row[5]);
            column.name = text_of(row[1]);
            column.type =
                type == "char(36)" && !server().capabilities().native_uuid ? SqlType(UuidType{}) : type_of(type);
            column.nullable = flag_of(row[3]);
            column.computed = text_of(row[8]);
            if (column.computed.empty() && !row[4].is_null())
                column.server_default = default_of(text_of(row[4]), type, extra);
            take_sequence(column, text_of(row[9]));
            column.computed_stored = contains(extra, "STORED") || contains(extra, "PERSISTENT");
            column.collation = text_of(row[6]);
            column.comment = text_of(row[7]);
            if (contains(extra, "auto_increment"))
                counted_[table->name] = column.name;
        }
    }

    /// "nextval(`schema`.`name`)" is the next number of a sequence.
    static void take_sequence(ColumnData& column, const std::string& schema) {
        constexpr std::string_view begin = "nextval(";
        const std::string& given = column.server_default;
        if (!given.starts_with(begin) || !given.ends_with(")"))
            return;
        const std::string name = without_schema(given.substr(begin.size(), given.size() - begin.size() - 1), schema);
        const std::vector<std::string> parts = unquoted(name);
        if (parts.empty() || parts.size() > 2)
            return;
        column.default_sequence = parts.size() == 2 ? parts[0] + "." + parts[1] : parts[0];
        column.server_default.clear();
    }

    /// MariaDB gives a default's SQL; MySQL the text itself, and an expression with a word about it.
    std::string default_of(const std::string& given, const std::string& type, const std::string& extra) const {
        if (server().is_mariadb())
            return given == "NULL" ? std::string() : standard_literal(given);
        if (contains(extra, "DEFAULT_GENERATED") || given.starts_with("CURRENT_TIMESTAMP") || is_number(type))
            return given;
        return sql_string_literal(given);
    }

    void read_keys() {
        detail::for_each_run(query(keys_sql), same_name, [&](std::span<const Record> rows) {
            TableData* const table = find(rows.front()[0]);
            if (table == nullptr)
                return;
            std::vector<std::string> columns;
            for (const Record& row : rows)
                columns.push_back(text_of(row[3]));
            const std::string kind = text_of(rows.front()[2]);
            if (kind == "PRIMARY KEY")
                table->primary_key.columns = std::move(columns);
            else if (kind == "FOREIGN KEY")
                table->foreign_keys.push_back(foreign_key_of(rows, std::move(columns)));
        });
    }

    static ForeignKey foreign_key_of(std::span<const Record> rows, std::vector<std::string> columns) {
        const Record& first = rows.front();
        ForeignKey key;
        key.name = text_of(first[1]);
        key.columns = std::move(columns);
        key.referred_schema = text_of(first[4]);
        key.referred_table = text_of(first[5]);
        for (const Record& row : rows)
            key.referred_columns.push_back(text_of(row[6]));
        key.on_delete = action_of(text_of(first[7]));
        key.on_update = action_of(text_of(first[8]));
        return key;
    }

    void read_checks() {
        if (!server().capabilities().checks)
            return;
        for (const Record& row : query(server().is_mariadb() ? mariadb_checks_sql : mysql_checks_sql)) {
            TableData* const table = find(row[0]);
            if (table == nullptr)
                continue;
            const std::string name = text_of(row[1]);
            const std::string condition = text_of(row[2]);
            // This is what MariaDB makes of the type JSON.
            const std::size_t column = table->find(name);
            if (column != TableData::npos && condition == "json_valid(`" + name + "`)" &&
                table->columns[column].type.family == TypeFamily::text) {
                table->columns[column].type = JsonType{};
                table->columns[column].collation.clear();
            } else {
                table->checks.emplace_back(condition, name);
            }
        }
    }

    /// A single integer key that refers to nothing is counted, unless the mapping says that it is given.
    void settle_keys() {
        for (auto& [name, table] : tables_) {
            const std::vector<std::string>& key = table.primary_key.columns;
            const auto counted = counted_.find(name);
            for (std::size_t place = 0; place < key.size(); ++place) {
                ColumnData& column = table.columns[table.find(key[place])];
                column.primary_key = static_cast<int>(place) + 1;
                const bool is_counted = counted != counted_.end() && counted->second == column.name;
                if (key.size() == 1 && detail::is_integer(column.type.family) && !is_counted &&
                    !column.has_server_default())
                    column.key_given = !refers(table, column);
            }
            if (counted != counted_.end() && key != std::vector{counted->second})
                table.columns[table.find(counted->second)].autoincrement = true;
        }
    }

    static bool refers(const TableData& table, const ColumnData& column) {
        return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
            return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
        });
    }

    void read_indexes() {
        std::string sql(indexes_begin);
        sql += server().capabilities().expression_indexes ? "expression" : "NULL";
        sql += indexes_end;
        detail::for_each_run(query(sql), same_name, [&](std::span<const Record> rows) {
            TableData* const table = find(rows.front()[0]);
            if (table != nullptr)
                read_index(*table, rows);
        });
    }

    /// Whether so much of the column is in an index, as an Index of it says.
    bool is_as_declared(const TableData& table, const Index& index, const Value& beginning) const {
        const std::size_t at = table.find(index.parts.back().column);
        return beginning.is_null() || index.method == "spatial" ||
               (!index.is_unique && at != TableData::npos &&
                beginning.as<int>() == server().indexed_beginning(table.columns[at].type));
    }

    /// Empty for what an index is unless something else is said.
    static std::string method_of(const Value& kind) {
        std::string method = detail::in_lower_case(text_of(kind));
        return method == "btree" ? std::string() : method;
    }

    void read_index(TableData& table, std::span<const Record> rows) const {
        Index index;
        index.name = text_of(rows.front()[1]);
        index.is_unique = flag_of(rows.front()[2]);
        index.method = method_of(rows.front()[6]);
        bool plain = true;
        std::vector<std::string> columns;
        for (const Record& row : rows) {
            IndexPart& part = index.parts.emplace_back();
            part.column = text_of(row[3]);
            part.sql = text_of(row[7]);
            part.is_descending = flag_of(row[5]);
            if (!is_as_declared(table, index, row[4]))
                return;
            plain = plain && part.sql.empty() && !part.is_descending;
            columns.push_back(part.column);
        }
        if (index.is_unique && plain) {
            table.uniques.emplace_back(std::move(columns), index.name);
            return;
        }
        const bool is_of_foreign_key =
            std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                        [&](const ForeignKey& key) { return key.name == index.name && key.columns == columns; });
        if (!is_of_foreign_key)
            table.indexes.push_back(std::move(index));
    }

    const MysqlReflector& reflector_;
    const std::string schema_;
    Tables tables_{};
    std::map<std::string, std::string> counted_{};  ///< the AUTO_INCREMENT column of each table that has one
};

MysqlReflector::MysqlReflector(driver::Connection& connection, const MysqlDialect& server)
    : connection_(connection), server_(server) {}

std::vector<std::string> MysqlReflector::read_names(std::string_view schema, bool views) {
    std::string sql(names_sql);
    sql += views ? "LIKE '%VIEW'" : "NOT LIKE '%VIEW' AND table_type <> 'SEQUENCE'";
    std::vector<std::string> found;
    for (const Record& row : detail::query_catalogue(connection_, sql, {std::string(schema)}))
        found.push_back(text_of(row[0]));
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> MysqlReflector::sequence_names(std::string_view schema) {
    std::vector<std::string> found;
    for (const Record& row :
         detail::query_catalogue(connection_, std::string(names_sql) + "= 'SEQUENCE'", {std::string(schema)}))
        found.push_back(text_of(row[0]));
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Sequence> MysqlReflector::sequences(std::string_view schema) {
    // Limits that are those of every sequence of its direction are no limits; a thousand numbers are kept at a time.
    constexpr std::int64_t most = 9223372036854775806;
    std::vector<Sequence> found;
    for (std::string& name : sequence_names(schema)) {
        const std::string place = (schema.empty() ? "" : server_.quote(schema) + ".") + server_.quote(name);
        const std::vector<Record> rows = detail::query_catalogue(
            connection_,
            "SELECT start_value, increment, minimum_value, maximum_value, cycle_option, cache_size FROM " + place, {});
        if (rows.empty())
            continue;
        const auto number = [&](std::size_t at) { return rows.front()[at].as<std::int64_t>(); };
        Sequence& sequence = found.emplace_back();
        sequence.name = std::move(name);
        sequence.schema = schema;
        sequence.start = number(0);
        sequence.increment = number(1);
        const bool falls = sequence.increment < 0;
        if (number(2) != (falls ? -most - 1 : 1))
            sequence.minimum = number(2);
        if (number(3) != (falls ? -1 : most))
            sequence.maximum = number(3);
        sequence.cycle = number(4) != 0;
        if (number(5) != 1000)
            sequence.cache = number(5);
    }
    return found;
}

MysqlReflector::Tables MysqlReflector::read_schema(std::string_view schema) {
    return SchemaReader(*this, schema).read();
}

}  // namespace rowan::mysql
