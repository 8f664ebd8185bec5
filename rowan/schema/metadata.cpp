#include <rowan/schema/metadata.hpp>

#include <rowan/schema/dependency_order.hpp>
#include <rowan/schema/internal/nearest.hpp>
#include <rowan/schema/known_tables.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan {

Table MetaData::add(TableData table) {
    convention_.apply(table);
    return add_unnamed(std::move(table));
}

Table MetaData::add_unnamed(TableData table) { return add(Table(std::move(table))); }

Table MetaData::add(const Table& table) {
    if (contains(table.full_name())) {
        throw ArgumentError("the metadata has a table '" + table.full_name() + "' already");
    }
    detail::note_known_table(table.data_);
    return tables_.emplace_back(table);
}

void MetaData::remove(std::string_view name) {
    const Table gone = table(name);
    std::erase(tables_, gone);
}

const Table* MetaData::find(std::string_view name) const noexcept {
    for (const Table& table : tables_) {
        const std::string& own = table.name();
        const std::string& schema = table.schema();
        if (schema.empty() ? own == name
                           : name.size() == schema.size() + 1 + own.size() && name.starts_with(schema) &&
                                 name[schema.size()] == '.' && name.ends_with(own)) {
            return &table;
        }
    }
    return nullptr;
}

bool MetaData::contains(std::string_view name) const noexcept { return find(name) != nullptr; }

Table MetaData::table(std::string_view name) const {
    if (const Table* found = find(name))
        return *found;
    std::vector<std::string> full_names;
    for (const Table& known : tables_)
        full_names.push_back(known.full_name());
    throw ArgumentError("the metadata has no table '" + std::string(name) + "'" +
                        detail::nearest_names(name, {full_names.begin(), full_names.end()}));
}

std::vector<Table> MetaData::tables() const { return dependency_order(tables_).tables; }

}  // namespace rowan
