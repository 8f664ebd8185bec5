#include <rowan/dialects/internal/type_words.hpp>

namespace rowan::detail {

std::string sized(std::string_view name, std::int32_t size) {
    return std::string(name) + "(" + std::to_string(size) + ")";
}

std::string sized_if_any(std::string_view name, std::int32_t size) {
    return size == 0 ? std::string(name) : sized(name, size);
}

std::string with_precision(std::string_view name, const SqlType& type) {
    if (type.scale == 0)
        return sized(name, type.precision);
    return std::string(name) + "(" + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ")";
}

}  // namespace rowan::detail
