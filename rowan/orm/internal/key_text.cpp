#include <rowan/orm/internal/key_text.hpp>

namespace rowan::detail {

std::string key_part(const Value& value, TextComparison comparison) {
    const auto* text = std::get_if<std::string>(&value.storage());
    const bool is_folded = text && comparison != TextComparison::exact;
    return (is_folded ? Value(folded(*text, comparison)) : value).to_display(static_cast<std::size_t>(-1)) + '\x1f';
}

std::string key_text(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object,
                     bool loose_texts) {
    std::string text;
    for (const std::uint16_t field : fields) {
        const Value value = read_field(mapper.fields()[field], object);
        if (value.is_null())
            return {};
        const bool is_loose = loose_texts && mapper.table().columns()[field].collation.empty();
        text += key_part(value, is_loose ? TextComparison::loose : mapper.traits(field).comparison);
    }
    return text;
}

}  // namespace rowan::detail
