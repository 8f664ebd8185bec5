#include <rowan/orm/internal/key_text.hpp>

#include <rowan/types/value.hpp>

namespace rowan::detail {

std::string key_text(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object) {
    std::string text;
    for (const std::uint16_t field : fields) {
        const Value value = read_field(mapper.fields()[field], object);
        if (value.is_null())
            return {};
        text += value.to_display(static_cast<std::size_t>(-1)) + '\x1f';
    }
    return text;
}

}  // namespace rowan::detail
