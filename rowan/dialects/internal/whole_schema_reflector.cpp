#include <rowan/dialects/internal/whole_schema_reflector.hpp>

#include <rowan/schema/internal/nearest.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan::detail {

void WholeSchemaReflector::forget(std::string_view schema) {
    if (const auto known = schemas_.find(schema); known != schemas_.end())
        schemas_.erase(known);
}

std::vector<std::string> WholeSchemaReflector::table_names(std::string_view schema) {
    forget(schema);
    return read_names(schema, false);
}

std::vector<std::string> WholeSchemaReflector::view_names(std::string_view schema) {
    forget(schema);
    return read_names(schema, true);
}

bool WholeSchemaReflector::has_table(std::string_view name, std::string_view schema) {
    if (const auto known = schemas_.find(schema); known != schemas_.end()) {
        const auto table = known->second.find(name);
        return table != known->second.end() && !table->second.is_view;
    }
    const std::vector<std::string> tables = table_names(schema);
    return std::find(tables.begin(), tables.end(), name) != tables.end();
}

TableData WholeSchemaReflector::table(std::string_view name, std::string_view schema) {
    auto known = schemas_.find(schema);
    if (known == schemas_.end())
        known = schemas_.emplace(std::string(schema), read_schema(schema)).first;
    const Tables& tables = known->second;
    if (const auto found = tables.find(name); found != tables.end())
        return found->second;
    std::vector<std::string_view> names;
    for (const auto& [each, table] : tables) {
        if (!table.is_view)
            names.push_back(each);
    }
    throw ArgumentError("the database has no table '" + std::string(name) + "'" + nearest_names(name, names));
}

}  // namespace rowan::detail
