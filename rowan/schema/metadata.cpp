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

void MetaData::add(Sequence sequence) {
    if (sequence.name.empty())
        throw ArgumentError("a sequence has no name");
    if (sequence.name.find('.') != std::string::npos)
        throw ArgumentError(
            "sequence '" + sequence.name +
            "': a name has no dot, behind which sequence(\"schema.name\") has the name; say the schema apart");
    const std::string name = sequence.full_name();
    if (std::any_of(sequences_.begin(), sequences_.end(), [&](const Sequence& s) { return s.full_name() == name; }))
        throw ArgumentError("the metadata has a sequence '" + name + "' already");
    sequences_.push_back(std::move(sequence));
}

std::vector<Sequence> MetaData::sequences() const {
    std::vector<Sequence> all = sequences_;
    for (const Table& table : tables_) {
        for (const ColumnData& column : table.columns()) {
            const std::string& wanted = column.default_sequence;
            const auto is_it = [&](const Sequence& sequence) { return sequence.full_name() == wanted; };
            if (table.is_view() || wanted.empty() || std::any_of(all.begin(), all.end(), is_it))
                continue;
            const std::size_t dot = wanted.find('.');
            Sequence& sequence = all.emplace_back();
            sequence.name = dot == std::string::npos ? wanted : wanted.substr(dot + 1);
            sequence.schema = dot == std::string::npos ? std::string() : wanted.substr(0, dot);
        }
    }
    return all;
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
