#include <rowan/dialects/dialect.hpp>

#include <rowan/dialects/reflector.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

std::string Dialect::quote_full(std::string_view full_name) const {
    const std::size_t dot = full_name.find('.');
    return dot == std::string_view::npos ? quote(full_name)
                                         : quote(full_name.substr(0, dot)) + "." + quote(full_name.substr(dot + 1));
}

std::string Dialect::highest_key_sql(const TableData&) const { return {}; }
std::string Dialect::next_keys_sql(const TableData&) const { return {}; }
std::string Dialect::column_types_sql(const TableData&) const { return {}; }
std::string Dialect::update_many_sql(const TableData&, std::span<const ArrayColumn>) const { return {}; }
std::string Dialect::delete_many_sql(const TableData&, std::span<const ArrayColumn>) const { return {}; }
std::string Dialect::rising_keys_sql(const TableData&) const { return {}; }
std::string Dialect::next_value_sql(const std::string& quoted_sequence) const {
    return "NEXT VALUE FOR " + quoted_sequence;
}
std::string Dialect::copy_in_sql(const TableData&, std::span<const std::string>) const { return {}; }

std::unique_ptr<Reflector> Dialect::reflector(driver::Connection&) const {
    throw UnsupportedError("the schema of a database of " + std::string(name()) +
                           " can't be read: describe its tables in the program");
}

}  // namespace rowan
