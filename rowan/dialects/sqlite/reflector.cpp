#include <rowan/dialects/sqlite/reflector.hpp>

#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/internal/catalogue_query.hpp>
#include <rowan/dialects/sqlite/ddl_parser.hpp>
#include <rowan/dialects/sqlite/ddl_tokenizer.hpp>
#include <rowan/dialects/sqlite/reflector_type.hpp>
#include <rowan/drivers/driver.hpp>
#include <rowan/schema/internal/nearest.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/ascii_case.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace rowan {
namespace {

using Record = detail::CatalogueRow;

/// Columns of the catalogue are text or numbers; a schema that was tampered with may hold anything.
std::string text_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.storage()))
        return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value.storage()))
        return std::to_string(*number);
    return {};
}

std::int64_t number_of(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value.storage());
    return number ? *number : 0;
}

std::string quoted(std::string_view name) {
    std::string result = "\"";
    for (const char c : name)
        result.append(c == '"' ? 2 : 1, c);
    return result + "\"";
}

ColumnData* find_column(TableData& table, std::string_view name) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const ColumnData& column) {
        return detail::same_but_for_case(column.name, name);
    });
    return found == table.columns.end() ? nullptr : &*found;
}

/// Gives the names the case that the columns have; false if one is no column.
bool settle_names(TableData& table, std::vector<std::string>& names) {
    for (std::string& name : names) {
        const ColumnData* column = find_column(table, name);
        if (!column)
            return false;
        name = column->name;
    }
    return true;
}

/// An old habit of SQLite: a default that is one name, in double quotes or bare, means the text.
std::string settle_default(std::string sql) {
    const std::vector<detail::SqlToken> tokens = detail::tokenize_sql(sql);
    if (tokens.size() != 1)
        return sql;
    const detail::SqlToken& token = tokens.front();
    const bool bare = token.kind == detail::SqlTokenKind::word && !is_sql_literal(token.text);
    if (!bare && token.kind != detail::SqlTokenKind::quoted_name)
        return sql;
    return sql_string_literal(token.name());
}

Action action_of(std::string_view sql) {
    if (detail::same_but_for_case(sql, "CASCADE"))
        return Action::cascade;
    if (detail::same_but_for_case(sql, "RESTRICT"))
        return Action::restrict;
    if (detail::same_but_for_case(sql, "SET NULL"))
        return Action::set_null;
    if (detail::same_but_for_case(sql, "SET DEFAULT"))
        return Action::set_default;
    return Action::no_action;
}

std::string_view or_main(std::string_view schema) { return schema.empty() ? "main" : schema; }

}  // namespace

struct SqliteReflector::Catalogue {
    struct Entry {
        std::string type{};
        std::string name{};
        std::string sql{};
    };
    std::int64_t schema_version = 0;
    std::unordered_map<std::string, Entry> tables{};  ///< and views, by the name in small letters
    std::unordered_map<std::string, std::vector<Entry>>
        indexes{};  ///< in the order of their creation, by table likewise

    const Entry* find(std::string_view name) const {
        const auto found = tables.find(detail::in_lower_case(name));
        return found == tables.end() ? nullptr : &found->second;
    }
};

/// Reads one table; the parts in the order in which they need each other.
class SqliteReflector::TableReader {
public:
    TableReader(SqliteReflector& reflector, std::string_view name, std::string_view schema)
        : reflector_(reflector), schema_(or_main(schema)) {
        table_.name = name;
        table_.options.schema = schema;
    }

    TableData read(std::string_view type, const std::string& sql) {
        if (type == "table")
            parsed_ = detail::parse_create_table(sql);
        table_.is_view = type == "view" || is_virtual(sql);
        if (table_.is_view)
            table_.view_definition = type == "view" ? detail::parse_view_definition(sql) : sql;
        read_columns();
        if (table_.is_view)
            return std::move(table_);
        if (parsed_)
            take_parsed();
        settle_rowid();
        read_foreign_keys();
        read_indexes();
        return std::move(table_);
    }

private:
    std::vector<Record> query(std::string_view sql, const std::vector<std::string>& parameters) {
        return reflector_.query(sql, parameters);
    }

    const Catalogue& catalogue() { return *reflector_.catalogues_.find(schema_)->second; }

    static bool is_virtual(std::string_view sql) {
        const auto tokens = detail::tokenize_sql(sql);
        return tokens.size() > 1 && tokens[1].is_word("VIRTUAL");
    }

    void read_columns() {
        std::map<std::int64_t, std::string> key;
        for (const Record& row :
             query("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?, ?)",
                   {table_.name, schema_})) {
            constexpr std::int64_t hidden_column = 1;  // of a virtual table
            if (number_of(row[5]) == hidden_column)
                continue;
            ColumnData& column = table_.columns.emplace_back();
            column.name = text_of(row[0]);
            declared_types_.push_back(text_of(row[1]));
            column.type = detail::sqlite_parse_type(declared_types_.back());
            column.nullable = number_of(row[2]) == 0;
            column.server_default = settle_default(text_of(row[3]));
            column.primary_key = static_cast<int>(number_of(row[4]));
            if (column.primary_key > 0)
                key[column.primary_key] = column.name;
        }
        for (auto& [place, name] : key)
            table_.primary_key.columns.push_back(name);
    }

    void take_parsed() {
        table_.options.strict = parsed_->strict;
        table_.options.without_rowid = parsed_->without_rowid;
        table_.primary_key.name = parsed_->primary_key.name;
        table_.primary_key.on_conflict = parsed_->primary_key.on_conflict;
        if (parsed_->primary_key.collations.size() == table_.primary_key.columns.size())
            table_.primary_key.collations = std::move(parsed_->primary_key.collations);
        if (parsed_->primary_key.descending.size() == table_.primary_key.columns.size())
            table_.primary_key.descending = std::move(parsed_->primary_key.descending);
        for (detail::ParsedColumn& parsed : parsed_->columns) {
            ColumnData* column = find_column(table_, parsed.name);
            if (!column)
                continue;
            column->collation = std::move(parsed.collation);
            if (!column->nullable)
                column->not_null_on_conflict = std::move(parsed.not_null_on_conflict);
            column->computed = std::move(parsed.computed);
            column->computed_stored = parsed.computed_stored;
        }
        for (Unique& unique_constraint : parsed_->uniques) {
            if (settle_names(table_, unique_constraint.columns))
                table_.uniques.push_back(std::move(unique_constraint));
        }
        table_.checks = std::move(parsed_->checks);
    }

    /// A single key of type INTEGER is the rowid: it is never NULL, and always 64 bits wide. An INT is not, nor is an
    /// INTEGER PRIMARY KEY DESC: those have an index of their own, take NULL and texts, and are not generated.
    void settle_rowid() {
        if (table_.primary_key.columns.size() != 1 || table_.options.without_rowid)
            return;
        ColumnData* column = find_column(table_, table_.primary_key.columns.front());
        if (!column || !detail::is_integer(column->type.family))
            return;
        if (!query("SELECT 1 FROM pragma_index_list(?, ?) WHERE origin = 'pk'", {table_.name, schema_}).empty()) {
            const std::string& declared = declared_types_[static_cast<std::size_t>(column - table_.columns.data())];
            column->type =
                NativeType{detail::in_lower_case(declared) == "integer" ? "INT" : detail::sqlite_type_as_ddl(declared)};
            return;
        }
        column->type = Integer{};
        table_.primary_key.descending.clear();
        column->nullable = false;
        column->autoincrement = parsed_ && parsed_->autoincrement;
    }

    void read_foreign_keys() {
        // SQLite counts them from the last to the first.
        std::map<std::int64_t, ForeignKey, std::greater<>> keys;
        for (const Record& row : query("SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM "
                                       "pragma_foreign_key_list(?, ?) ORDER BY id, seq",
                                       {table_.name, schema_})) {
            ForeignKey& key = keys[number_of(row[0])];
            key.referred_table = text_of(row[1]);
            key.columns.push_back(text_of(row[2]));
            if (!row[3].is_null())
                key.referred_columns.push_back(text_of(row[3]));
            key.on_update = action_of(text_of(row[4]));
            key.on_delete = action_of(text_of(row[5]));
        }
        for (auto& [id, key] : keys)
            table_.foreign_keys.push_back(std::move(key));

        const bool told = parsed_ && parsed_->foreign_keys.size() == table_.foreign_keys.size();
        for (std::size_t i = 0; i < table_.foreign_keys.size(); ++i) {
            ForeignKey& key = table_.foreign_keys[i];
            if (told && settle_names(table_, parsed_->foreign_keys[i].columns) &&
                parsed_->foreign_keys[i].columns == key.columns) {
                key.name = parsed_->foreign_keys[i].name;
                key.deferrable = parsed_->foreign_keys[i].deferrable;
                key.initially_deferred = parsed_->foreign_keys[i].initially_deferred;
            }
            // SQLite finds the table and its columns in any case of letters; the names that they have are better to
            // look up by.
            if (const Catalogue::Entry* known = catalogue().find(key.referred_table)) {
                key.referred_table = known->name;
                settle_referred_columns(key);
            }
        }
    }

    void settle_referred_columns(ForeignKey& key) {
        const std::vector<Record> known =
            query("SELECT name FROM pragma_table_xinfo(?, ?)", {key.referred_table, schema_});
        for (std::string& name : key.referred_columns) {
            for (const Record& row : known) {
                if (detail::same_but_for_case(text_of(row[0]), name))
                    name = text_of(row[0]);
            }
        }
    }

    void read_indexes() {
        std::map<std::string, bool> uniqueness;
        for (const Record& row : query("SELECT name, \"unique\", origin FROM pragma_index_list(?, ?) ORDER BY seq DESC",
                                       {table_.name, schema_})) {
            const std::string name = text_of(row[0]);
            const std::string origin = text_of(row[2]);
            if (origin == "c")
                uniqueness[name] = number_of(row[1]) != 0;
            if (origin == "u" && !parsed_)
                read_unique(name);
        }
        const auto indexes = catalogue().indexes.find(detail::in_lower_case(table_.name));
        if (indexes == catalogue().indexes.end())
            return;
        for (const Catalogue::Entry& index : indexes->second) {
            const auto known = uniqueness.find(index.name);
            if (known != uniqueness.end())
                read_index(known->first, known->second, index.sql);
        }
    }

    void read_unique(const std::string& index) {
        Unique& unique_constraint = table_.uniques.emplace_back();
        for (const Record& row : query("SELECT name FROM pragma_index_info(?, ?) ORDER BY seqno", {index, schema_})) {
            unique_constraint.columns.push_back(text_of(row[0]));
        }
    }

    void read_index(const std::string& name, bool is_unique, const std::string& sql) {
        std::optional<detail::ParsedIndex> parsed = detail::parse_create_index(sql);
        const std::vector<Record> rows =
            query("SELECT cid, name, \"desc\" FROM pragma_index_xinfo(?, ?) WHERE \"key\" = 1 ORDER BY seqno",
                  {name, schema_});
        if (parsed && parsed->parts.size() != rows.size())
            parsed.reset();

        Index index;
        index.name = name;
        index.is_unique = is_unique;
        if (parsed)
            index.where = std::move(parsed->where);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            constexpr std::int64_t expression = -2;
            IndexPart& part = index.parts.emplace_back();
            if (number_of(rows[i][0]) >= 0) {
                part.column = text_of(rows[i][1]);
            } else if (parsed && number_of(rows[i][0]) == expression) {
                part.sql = std::move(parsed->parts[i].sql);
            } else {
                return;  // of the rowid, or of an expression that only SQLite understands
            }
            part.is_descending = number_of(rows[i][2]) != 0;
            if (parsed)
                part.collation = std::move(parsed->parts[i].collation);
        }
        table_.indexes.push_back(std::move(index));
    }

    SqliteReflector& reflector_;
    std::string schema_;
    TableData table_{};
    std::vector<std::string> declared_types_{};  ///< of its columns
    std::optional<detail::ParsedTable> parsed_{};
};

SqliteReflector::SqliteReflector(driver::Connection& connection)
    : SqliteReflector(connection, connection.server_version()) {}
SqliteReflector::SqliteReflector(driver::Connection& connection, int server_version)
    : connection_(connection), server_version_(server_version) {}
SqliteReflector::~SqliteReflector() = default;

std::vector<Record> SqliteReflector::query(std::string_view sql, const std::vector<std::string>& parameters) {
    return detail::query_catalogue(connection_, sql, parameters);
}

std::vector<std::string> SqliteReflector::names(std::string_view schema, bool tables) {
    constexpr int first_with_table_list = 3'037'000;
    const bool has_list = server_version_ >= first_with_table_list;
    const std::string which = tables ? "= 'table'" : "<> 'table'";
    std::string sql = "SELECT name FROM ";
    if (has_list) {
        sql += "pragma_table_list WHERE schema = ? COLLATE NOCASE AND type <> 'shadow' AND type " + which;
    } else {
        // A virtual table's shadow tables can't be told from others here.
        sql +=
            "(SELECT name, ? AS unused, CASE WHEN sql LIKE 'CREATE VIRTUAL%' THEN 'virtual' ELSE type END AS type "
            "FROM " +
            quoted(or_main(schema)) + ".sqlite_master WHERE type IN ('table', 'view')) WHERE type " + which;
    }
    sql += " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    std::vector<std::string> found;
    for (const Record& row : query(sql, {std::string(or_main(schema))}))
        found.push_back(text_of(row[0]));
    return found;
}

std::vector<std::string> SqliteReflector::table_names(std::string_view schema) { return names(schema, true); }
std::vector<std::string> SqliteReflector::view_names(std::string_view schema) { return names(schema, false); }

const SqliteReflector::Catalogue& SqliteReflector::catalogue(std::string_view schema) {
    const std::string name(or_main(schema));
    const auto versions = query("PRAGMA " + quoted(name) + ".schema_version", {});
    Catalogue found;
    if (!versions.empty())
        found.schema_version = number_of(versions.front()[0]);
    std::unique_ptr<const Catalogue>& known = catalogues_[name];
    if (known && known->schema_version == found.schema_version)
        return *known;

    for (const Record& row :
         query("SELECT type, name, sql, tbl_name FROM " + quoted(name) + ".sqlite_master ORDER BY rowid", {})) {
        Catalogue::Entry entry{.type = text_of(row[0]), .name = text_of(row[1]), .sql = text_of(row[2])};
        if (entry.type == "index")
            found.indexes[detail::in_lower_case(text_of(row[3]))].push_back(std::move(entry));
        else if (entry.type != "trigger")
            found.tables.emplace(detail::in_lower_case(entry.name), std::move(entry));
    }
    known = std::make_unique<const Catalogue>(std::move(found));
    return *known;
}

bool SqliteReflector::has_table(std::string_view name, std::string_view schema) {
    const Catalogue::Entry* entry = catalogue(schema).find(name);
    return entry && entry->type == "table";
}

TableData SqliteReflector::table(std::string_view name, std::string_view schema) {
    const Catalogue::Entry* entry = catalogue(schema).find(name);
    if (!entry) {
        const std::vector<std::string> tables = table_names(schema);
        throw ArgumentError("the database has no table '" + std::string(name) + "'" +
                            detail::nearest_names(name, {tables.begin(), tables.end()}));
    }
    return TableReader(*this, entry->name, schema).read(entry->type, entry->sql);
}

}  // namespace rowan
