// rowan/engine/parameters.hpp: values for the named parameters of a statement.
//
//     connection.execute(text("SELECT * FROM users WHERE age > :age"), {{"age", 30}});
#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan {

/// Names and values, in the order given; a later value for a name replaces an earlier one.
class Parameters {
public:
    using Entry = std::pair<std::string, Value>;

    Parameters() = default;
    Parameters(std::initializer_list<std::pair<std::string_view, Value>> entries);

    Parameters& set(std::string_view name, Value value);
    /// Null if there is none of the name. Valid until the next change.
    const Value* find(std::string_view name) const noexcept;
    /// Its place among the entries; `npos` if there is none of the name.
    std::size_t index_of(std::string_view name) const noexcept;
    const Value& at(std::size_t index) const noexcept { return entries_[index].second; }
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    bool empty() const noexcept { return entries_.empty(); }
    std::size_t size() const noexcept { return entries_.size(); }
    const Entry* begin() const noexcept { return entries_.data(); }
    const Entry* end() const noexcept { return entries_.data() + entries_.size(); }

private:
    std::vector<Entry> entries_;
};

}  // namespace rowan
