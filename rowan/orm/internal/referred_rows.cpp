#include <rowan/orm/internal/referred_rows.hpp>

#include <rowan/orm/internal/field_sets.hpp>

#include <algorithm>

namespace rowan::detail {

namespace {

std::string name_of(std::size_t reference, const std::string& values) {
    return values.empty() ? std::string() : std::to_string(reference) + '\x1f' + values;
}

}  // namespace

ReferredRows::ReferredRows(const std::vector<const Mapper*>& classes, bool loose_texts) : loose_texts_(loose_texts) {
    for (const Mapper* child : classes)
        for (const ForeignKey& key : child->table().foreign_keys())
            for (const Mapper* parent : classes) {
                const Table& table = parent->table();
                if (key.referred_table != table.name() || key.referred_schema != table.schema())
                    continue;
                const auto& columns = key.referred_columns.empty() ? table.primary_key().columns : key.referred_columns;
                // Written in the order of the parent's columns, so that equal sets are one.
                std::vector<std::uint16_t> fields = fields_of(*parent, columns);
                if (fields.empty())
                    continue;
                std::sort(fields.begin(), fields.end());
                const auto same = std::find_if(references_.begin(), references_.end(), [&](const Reference& each) {
                    return each.parent == parent && each.fields == fields;
                });
                by_key_.emplace_back(&key, static_cast<std::size_t>(same - references_.begin()));
                if (same == references_.end())
                    references_.push_back({parent, std::move(fields)});
            }
}

std::string ReferredRows::parent_name(const Mapper& child, const ForeignKey& key, const void* values) const {
    const auto found =
        std::find_if(by_key_.begin(), by_key_.end(), [&](const auto& each) { return each.first == &key; });
    if (found == by_key_.end())
        return {};
    const Reference& reference = references_[found->second];
    const Table& table = reference.parent->table();
    const auto& columns = key.referred_columns.empty() ? table.primary_key().columns : key.referred_columns;
    std::vector<std::uint16_t> fields;
    for (const std::uint16_t field : reference.fields) {
        const auto at = std::find(columns.begin(), columns.end(), reference.parent->fields()[field].column);
        fields.push_back(
            static_cast<std::uint16_t>(child.find_column(key.columns[static_cast<std::size_t>(at - columns.begin())])));
    }
    return name_of(found->second, key_text(child, fields, values, loose_texts_));
}

std::vector<std::string> ReferredRows::names(const Mapper& mapper, const void* values) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < references_.size(); ++i)
        if (references_[i].parent == &mapper)
            if (std::string name = name_of(i, key_text(mapper, references_[i].fields, values, loose_texts_));
                !name.empty())
                names.push_back(std::move(name));
    return names;
}

}  // namespace rowan::detail
