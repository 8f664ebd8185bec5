// rowan/schema/index.hpp: an index of a table, as data.
//
//     Index({"last_name", "first_name"})
//     Index({IndexPart("created_at").descending()}, {.name = "newest", .where = "deleted = 0"})
//     Index({IndexPart::expression("lower(email)")}, {.unique = true})
//     Index({IndexPart("words").operator_class_of("gin_trgm_ops")}, {.method = "gin"})
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
    std::string operator_class{};  ///< PostgreSQL: how the method compares

    IndexPart() = default;
    IndexPart(std::string column_);
    IndexPart(const char* column_);
    static IndexPart expression(std::string sql);

    IndexPart descending() const;
    IndexPart collate(std::string collation_) const;
    IndexPart operator_class_of(std::string operator_class_) const;

    friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct IndexOptions {
    bool unique = false;
    std::string_view name{};             ///< empty: by the naming convention
    std::string_view where{};            ///< a partial index: only the rows that fulfil this condition (SQL)
    std::string_view method{};           ///< the database's name of it, such as "gin"; empty: its own choice
    std::vector<std::string> include{};  ///< a covering index: columns that it holds besides
};

struct Index {
    std::string name{};
    std::vector<IndexPart> parts{};
    bool is_unique = false;
    std::string where{};
    std::string method{};
    std::vector<std::string> include{};

    Index() = default;
    explicit Index(std::vector<IndexPart> parts_, const IndexOptions& options = {});

    friend bool operator==(const Index&, const Index&) = default;
};

}  // namespace rowan
