// rowan/dialects/sqlite/ddl_tokenizer.hpp: SQLite's SQL, cut into tokens as SQLite itself cuts it.
//
//     for (const SqlToken& token : tokenize_sql("CREATE TABLE \"a\" (x INT -- a number\n)")) …
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

enum class SqlTokenKind {
    word,         ///< a keyword or a name without quotes
    quoted_name,  ///< "…", `…` or […]
    string,       ///< '…'
    number,
    blob,  ///< x'…'
    sign,  ///< any other single character
    bad,   ///< a quote that never ends; the last token
};

/// A token; its text is a part of the SQL, which must outlive it.
struct SqlToken {
    SqlTokenKind kind;
    std::string_view text;
    std::size_t begin;  ///< the place of `text` in the SQL

    std::size_t end() const noexcept { return begin + text.size(); }
    bool is(char character) const noexcept { return kind == SqlTokenKind::sign && text.front() == character; }
    /// Whether it is this keyword (given in capitals), in any case, without quotes.
    bool is_word(std::string_view keyword) const noexcept;
    /// A name as it is meant: without its quotes, doubled quotes made single.
    std::string name() const;
};

/// Comments and white space are left out. Takes any bytes, never throws but for memory; linear in time.
std::vector<SqlToken> tokenize_sql(std::string_view sql);

}  // namespace rowan::detail
