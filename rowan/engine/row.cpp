#include <rowan/engine/row.hpp>

#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan {

std::span<const Value> Row::values() const noexcept { return values_; }
std::span<const std::string> Row::keys() const noexcept {
    return names_ ? std::span<const std::string>(*names_) : std::span<const std::string>();
}

const Value& Row::operator[](std::string_view name) const {
    const std::span<const std::string> names = keys();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        std::string list;
        for (const std::string& known : names) {
            list += (list.empty() ? "" : ", ") + known;
        }
        throw ArgumentError("the row has no column '" + std::string(name) + "'; it has " +
                            (list.empty() ? "none" : list));
    }
    return values_[static_cast<std::size_t>(found - names.begin())];
}

const Value& Row::operator[](std::size_t index) const {
    if (index >= values_.size()) {
        throw ArgumentError("the row has " + std::to_string(values_.size()) +
                            " columns, counted from 0, and so no column " + std::to_string(index));
    }
    return values_[index];
}

void Row::convert(const Value& value, void* to, const TypeOps& ops) const {
    try {
        value.to_member(to, ops);
    } catch (const DataError& error) {
        const std::string& name = keys()[static_cast<std::size_t>(&value - values_.data())];
        throw DataError("column '" + name + "': " + error.what(), {.column = name});
    }
}

bool Row::contains(std::string_view name) const noexcept {
    const std::span<const std::string> names = keys();
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string Row::to_display() const {
    std::string text = "(";
    for (std::size_t i = 0; i < values_.size(); ++i) {
        text += (i == 0 ? "" : ", ") + keys()[i] + "=" + values_[i].to_display();
    }
    return text + ")";
}

bool operator==(const Row& a, const Row& b) { return a.values_ == b.values_ && std::ranges::equal(a.keys(), b.keys()); }

}  // namespace rowan
