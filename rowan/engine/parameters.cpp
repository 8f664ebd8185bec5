#include <rowan/engine/parameters.hpp>

#include <algorithm>

namespace rowan {

Parameters::Parameters(std::initializer_list<std::pair<std::string_view, Value>> entries) {
    entries_.reserve(entries.size());
    for (const auto& [name, value] : entries)
        set(name, value);
}

Parameters& Parameters::set(std::string_view name, Value value) {
    if (const std::size_t index = index_of(name); index != npos) {
        entries_[index].second = std::move(value);
    } else {
        entries_.emplace_back(name, std::move(value));
    }
    return *this;
}

std::size_t Parameters::index_of(std::string_view name) const noexcept {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.first == name; });
    return found == entries_.end() ? npos : static_cast<std::size_t>(found - entries_.begin());
}

const Value* Parameters::find(std::string_view name) const noexcept {
    const std::size_t index = index_of(name);
    return index == npos ? nullptr : &entries_[index].second;
}

}  // namespace rowan
