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

}  // namespace rowan::detail
