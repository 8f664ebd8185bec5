// rowan/orm/internal/wanted_rows.hpp: rows that are asked for by the values of some fields, and who wants them.
#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rowan::detail {

struct ObjectHeader;

struct WantedRow {
    std::vector<Value> key{};
    std::vector<std::size_t> places{};  ///< of those who want it, in whatever list they stand
    ObjectHeader* object = nullptr;     ///< when it was read, and if there is one
};

/// Each row once, in the order in which they were first asked for.
class WantedRows {
public:
    /// `text` is the key_text of the values, which `key` gives where it is a new one.
    template <class Key>
    void add(std::string text, std::size_t place, const Key& key) {
        const auto [at, is_new] = by_text_.emplace(std::move(text), rows_.size());
        if (is_new)
            rows_.push_back({.key = key()});
        rows_[at->second].places.push_back(place);
    }
    WantedRow* find(const std::string& text) {
        const auto found = by_text_.find(text);
        return found == by_text_.end() ? nullptr : &rows_[found->second];
    }
    std::span<WantedRow> rows() noexcept { return rows_; }

private:
    std::vector<WantedRow> rows_{};
    std::unordered_map<std::string, std::size_t> by_text_{};
};

}  // namespace rowan::detail
