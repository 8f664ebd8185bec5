// rowan/sql/full_text.hpp: words in texts, found by the index that the database keeps of them.
//
//     select<Post>().where(full_text(col<&Post::title>, col<&Post::body>).matches("storm sea"))
//     full_text(col<&Post::body>).language("english").matches("storms")       // PostgreSQL, SQL Server
#pragma once

#include <rowan/sql/build.hpp>
#include <rowan/sql/typed.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan {

/// Texts in which words are searched; of full_text().
class FullText {
public:
    explicit FullText(std::vector<sql::NodePtr> texts) noexcept : texts_(std::move(texts)) {}

    /// Whose grammar and small words are to be known: a configuration of PostgreSQL, a language of SQL Server; refused
    /// for others when it is compiled. Throws ArgumentError where it is used if it is no name.
    FullText language(std::string_view name) const {
        FullText copy(*this);
        copy.language_ = name;
        return copy;
    }

    /// Whether the texts, taken together, have the words. They may be typed by a user, but for SQLite and Oracle, which
    /// take a query in a language of their own. PostgreSQL wants all of them, MariaDB, MySQL and SQL Server any.
    template <class R>
    Predicate matches(const R& words) const {
        return Predicate(sql::full_text(texts_, detail::pattern<std::string>(words), language_));
    }

private:
    std::vector<sql::NodePtr> texts_;
    std::string language_;
};

/// A search by the database's full-text index. What it asks for: PostgreSQL nothing, but an index of to_tsvector(…), or
/// a column of type TSVECTOR, makes it fast; MariaDB and MySQL an index of just these columns, `Index({"title",
/// "body"},
/// {.method = "fulltext"})`; SQLite a virtual table of FTS5, and one column, or the table's own name as one; SQL Server
/// a full-text index; Oracle one column with an index of Oracle Text. Several columns on SQLite and Oracle are an
/// UnsupportedError when it is compiled.
template <class... E>
FullText full_text(const E&... texts) {
    static_assert(sizeof...(E) > 0, "rowan: full_text() takes the columns that are searched");
    static_assert((detail::check_text<detail::value_type_t<E>>() && ...));
    return FullText({detail::node_of(texts)...});
}

}  // namespace rowan
