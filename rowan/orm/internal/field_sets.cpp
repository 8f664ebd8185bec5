#include <rowan/orm/internal/field_sets.hpp>

#include <rowan/orm/mapper.hpp>

namespace rowan::detail {

std::vector<std::uint16_t> fields_of(const Mapper& mapper, const std::vector<std::string>& columns) {
    std::vector<std::uint16_t> fields;
    for (const std::string& column : columns) {
        const int field = mapper.find_column(column);
        if (field < 0)
            return {};
        fields.push_back(static_cast<std::uint16_t>(field));
    }
    return fields;
}

std::vector<std::vector<std::uint16_t>> unique_sets(const Mapper& mapper) {
    std::vector<std::vector<std::uint16_t>> sets;
    sets.emplace_back(mapper.key().begin(), mapper.key().end());
    const auto add = [&](const std::vector<std::string>& columns) {
        if (std::vector<std::uint16_t> fields = fields_of(mapper, columns); !fields.empty())
            sets.push_back(std::move(fields));
    };
    for (const Unique& unique : mapper.table().uniques())
        add(unique.columns);
    for (const Index& index : mapper.table().indexes()) {
        if (!index.is_unique)
            continue;
        std::vector<std::string> columns;
        for (const IndexPart& part : index.parts)
            columns.push_back(part.column);
        add(columns);
    }
    return sets;
}

}  // namespace rowan::detail
