// rowan/schema/index.hpp: an index of a table, as data.
//
//     Index({"last_name", "first_name"})
//     Index({IndexPart("created_at").descending()}, {.name = "newest", .where = "deleted = 0"})
//     Index({IndexPart::expression("lower(email)")}, {.unique = true})
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rowan {

/// A column of an index, or an expression.
struct IndexPart {
    std::string column{};  ///< empty for an expression
    std::string sql{};     ///< the expression; empty for a column. SQL, sent as it is
    bool is_descending = false;
    std::string collation{};

    IndexPart() = default;
    IndexPart(std::string column_);
    IndexPart(const char* column_);
    static IndexPart expression(std::string sql);

    IndexPart descending() const;
    IndexPart collate(std::string collation_) const;

    friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct IndexOptions {
    bool unique = false;
    std::string_view name{};   ///< empty: by the naming convention
    std::string_view where{};  ///< a partial index: only the rows that fulfil this condition (SQL)
};

struct Index {
    std::string name{};
    std::vector<IndexPart> parts{};
    bool is_unique = false;
    std::string where{};

    Index() = default;
    explicit Index(std::vector<IndexPart> parts_, const IndexOptions& options = {});

    friend bool operator==(const Index&, const Index&) = default;
};

}  // namespace rowan
