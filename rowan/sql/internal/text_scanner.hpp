// rowan/sql/internal/text_scanner.hpp: finds the `:name` parameters in SQL that a program wrote.
#pragma once

#include <rowan/sql/nodes.hpp>

#include <string_view>

namespace rowan::sql {

/// Cuts SQL at its parameters. `:name` is one unless it stands in a string, a quoted identifier, a comment or a
/// dollar-quoted string, or follows a colon, a word or a backslash (which is dropped): 'a:b', x::int, a[1:2], \:name.
TextData scan_text(std::string_view sql);

/// Calls `visit` with each character's position that stands outside strings, identifiers in quotes and comments.
template <class F>
void for_each_bare(std::string_view sql, F visit);

/// The position behind the string, quoted identifier or comment that begins at `at`; `at` if none does. What is not
/// closed ends with the text.
std::size_t skip_quoted(std::string_view sql, std::size_t at) noexcept;

template <class F>
void for_each_bare(std::string_view sql, F visit) {
    for (std::size_t i = 0; i < sql.size();) {
        if (const std::size_t behind = skip_quoted(sql, i); behind != i)
            i = behind;
        else
            visit(i++);
    }
}

}  // namespace rowan::sql
