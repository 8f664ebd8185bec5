#include <rowan/engine/parameters.hpp>

#include <algorithm>

namespace rowan {

Parameters& Parameters::set(std::string_view name, Value value) {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.first == name; });
    if (found == entries_.end()) {
        entries_.emplace_back(name, std::move(value));
    } else {
        found->second = std::move(value);
    }
    return *this;
}

const Value* Parameters::find(std::string_view name) const noexcept {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.first == name; });
    return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace rowan
