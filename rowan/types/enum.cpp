#include <rowan/types/enum.hpp>

#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>

namespace rowan::detail {

std::string_view enum_label(const EnumTable& table, std::int64_t value) {
    // Mostly the values follow each other: then a label stands at its value's distance from the first.
    const std::uint64_t guess = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(table.values[0]);
    if (guess < table.count && table.values[guess] == value)
        return table.labels[guess];
    for (std::size_t i = 0; i < table.count; ++i) {
        if (table.values[i] == value)
            return table.labels[i];
    }
    const std::string type(table.type);
    throw DataError(type + " " + std::to_string(value) +
                    " has no name: if it is an enumerator, widen rowan::enum_range<" + type +
                    "> or list it in rowan::enum_names<" + type +
                    ">; else store the enum by number with rowan::enum_by_number<" + type + ">");
}

std::int64_t enum_value(const EnumTable& table, std::string_view label) {
    for (std::size_t i = 0; i < table.count; ++i) {
        if (table.labels[i] == label)
            return table.values[i];
    }
    constexpr std::size_t most = 16;
    std::string names;
    for (std::size_t i = 0; i < table.count && i < most; ++i) {
        if (i > 0)
            names += ", ";
        names += table.labels[i];
    }
    if (table.count > most)
        names += ", …";
    throw DataError(quoted(label) + " names no " + std::string(table.type) + ": its names are " + names);
}

}  // namespace rowan::detail
