// Any bytes as the SQL of a schema, parsed and reflected: what SQLite takes is understood or passed over, what it does
// not take does no harm, and nothing but rowan's errors comes out.
#include "fuzz.hpp"
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/dialects/sqlite/ddl_parser.hpp>
#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/sqlite/sqlite.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/types/error.hpp>

#include <memory>
#include <optional>
#include <string>

namespace rowan::fuzz {

inline MetaData reflect_all(const Dialect& dialect, driver::Connection& connection) {
    const std::unique_ptr<Reflector> reflector = dialect.reflector(connection);
    MetaData found;
    for (const std::string& name : reflector->table_names())
        found.add_unnamed(reflector->table(name));
    return found;
}

/// What is created from a reflected schema, if SQLite takes it, is the same schema.
inline Finding create_again(const Dialect& dialect, driver::Driver& driver, const MetaData& found) {
    const std::unique_ptr<driver::Connection> connection = driver.connect(Url::parse("sqlite://"));
    try {
        for (const std::string& sql : dialect.ddl()->create_statements(found.unsorted_tables(), {}))
            connection->execute(sql);
    } catch (const Error&) {
        return nullptr;  // names that only the original's pragmas or old habits allow
    }
    const MetaData again = reflect_all(dialect, *connection);
    for (const Table& table : found.unsorted_tables()) {
        if (!again.contains(table.name()) || again.table(table.name()).data().columns != table.columns())
            return "a schema that is created again as another";
    }
    return nullptr;
}

/// In memory, made anew for each input; nothing in it reads or writes a file.
inline Finding reflect(std::string_view sql, const std::optional<detail::ParsedTable>& parsed, int& accepted) {
    static const std::unique_ptr<driver::Driver> driver = sqlite_driver();
    static const std::shared_ptr<const Dialect> dialect = sqlite_dialect();
    const std::unique_ptr<driver::Connection> connection = driver->connect(Url::parse("sqlite://"));
    try {
        connection->execute(sql);
    } catch (const Error&) {
        return nullptr;
    }
    ++accepted;
    try {
        const std::unique_ptr<Reflector> reflector = dialect->reflector(*connection);
        const std::vector<std::string> tables = reflector->table_names();
        for (const std::string& name : tables) {
            const TableData table = reflector->table(name);
            // A table made of a SELECT has no columns in its text.
            if (tables.size() == 1 && parsed && !parsed->columns.empty() &&
                parsed->columns.size() != table.columns.size())
                return "the parser and SQLite count different columns";
        }
        for (const std::string& name : reflector->view_names())
            static_cast<void>(reflector->table(name));
        return create_again(*dialect, *driver, reflect_all(*dialect, *connection));
    } catch (const Error&) {
        return nullptr;  // a view of a table that is not there
    }
    return nullptr;
}

inline Finding check_ddl(std::string_view text, int& accepted) {
    const std::optional<detail::ParsedTable> parsed = detail::parse_create_table(text);
    static_cast<void>(detail::parse_create_index(text));
    static_cast<void>(detail::parse_view_definition(text));
    // Not ATTACH, PRAGMA and the like.
    const bool creates = text.size() > 6 && (text.starts_with("CREATE") || text.starts_with("create"));
    return creates && text.size() < 4096 ? reflect(text, parsed, accepted) : nullptr;
}

}  // namespace rowan::fuzz

ROWAN_FUZZ_TARGET(rowan::fuzz::check_ddl)
