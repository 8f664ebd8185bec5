// rowan/orm/internal/referred_rows.hpp: names of rows as foreign keys tell them, to find who refers to whom in a flush.
#pragma once

#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/mapper.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rowan::detail {

/// A foreign key names a row by its table and the values of the referred columns, which are its primary key in whatever
/// order, or any unique columns. A row has a name for each set of columns by which these classes refer to it.
class ReferredRows {
public:
    /// `loose_texts` as of key_text().
    ReferredRows(const std::vector<const Mapper*>& classes, bool loose_texts);

    /// The name of the row that `key` of a child refers to; "" if it refers to none. `values` holds the child's
    /// columns.
    std::string parent_name(const Mapper& child, const ForeignKey& key, const void* values) const;
    /// The names of a row with these values.
    std::vector<std::string> names(const Mapper& mapper, const void* values) const;

private:
    struct Reference {
        const Mapper* parent;
        std::vector<std::uint16_t> fields;
    };
    std::vector<std::pair<const ForeignKey*, std::size_t>> by_key_{};
    std::vector<Reference> references_{};
    bool loose_texts_;
};

}  // namespace rowan::detail
