// rowan/schema/text_literal.hpp: SQL text that is known when the program is compiled.
//
//     server_default(text("CURRENT_TIMESTAMP"))        check("age >= 0")
//
// A function that takes a TextLiteral can't be given a string made at run time, so nothing that a user typed can reach
// it: an injection does not compile.
#pragma once

#include <cstddef>
#include <string_view>

namespace rowan {

/// A string literal (or a static constexpr array of char), seen as SQL. Lives as long as the program.
class TextLiteral {
public:
    TextLiteral() = default;
    /// Cuts at the first NUL, so that a longer array may be given.
    template <std::size_t N>
    consteval TextLiteral(const char (&literal)[N]) : sql_(literal) {}

    constexpr std::string_view sql() const noexcept { return sql_; }

private:
    std::string_view sql_{};
};

/// SQL as it stands: an expression, a condition, a statement.
constexpr TextLiteral text(TextLiteral literal) noexcept { return literal; }

}  // namespace rowan
