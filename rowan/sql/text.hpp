// rowan/sql/text.hpp: SQL as the program writes it.
//
//     execute(text("SELECT * FROM users WHERE age > :age"), {{"age", 30}});
//     statement(text("SELECT id, name FROM users")).columns<int, std::string>("id", "name")
//     text(rowan::unsafe(sql))                    // a string made at run time: look at it twice
//
// `:name` is a parameter, except in quotes, comments and casts (::); `\:` is a plain colon.
#pragma once

#include <rowan/sql/returning.hpp>
#include <rowan/sql/statement.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace rowan {

/// A string that its writer vouches for: nothing in it comes from a user.
struct Unsafe {
    std::string sql;
};
inline Unsafe unsafe(std::string sql) { return {std::move(sql)}; }

/// A statement as text. `Items`: the types of its columns, if the program says them.
template <class... Items>
class TextStatement : public Statement {
public:
    explicit TextStatement(Statement text) noexcept : Statement(std::move(text)) {}

    /// Names and types of the result's columns, in order.
    template <class... V, class... S>
    TextStatement<V...> columns(const S&... names) const {
        static_assert(sizeof...(V) == sizeof...(S),
                      "rowan: columns<int, std::string>(\"id\", \"name\"): one name a type");
        return TextStatement<V...>(with_columns({std::string(names)...}));
    }
    /// Values of `:name` parameters, kept in the statement. Throws ArgumentError for a name that the text does not
    /// have.
    TextStatement bind(NamedValues values) const { return TextStatement(with_values(values)); }

private:
    Statement with_columns(std::vector<std::string> names) const;
    Statement with_values(NamedValues values) const;
};

namespace detail {

Statement text_with_columns(const Statement& text, std::vector<std::string> names);
Statement text_with_values(const Statement& text, NamedValues values);

template <class T>
inline constexpr bool is_literal_array = false;
template <std::size_t N>
inline constexpr bool is_literal_array<const char (&)[N]> = true;

}  // namespace detail

template <class... Items>
Statement TextStatement<Items...>::with_columns(std::vector<std::string> names) const {
    return detail::text_with_columns(*this, std::move(names));
}
template <class... Items>
Statement TextStatement<Items...>::with_values(NamedValues values) const {
    return detail::text_with_values(*this, values);
}

/// A literal text as a statement with methods.
TextStatement<> statement(TextLiteral sql);
/// SQL made at run time. Never put what a user typed into it: write `:name` and give the value.
TextStatement<> text(Unsafe sql);

template <class T>
    requires(std::is_convertible_v<const T&, std::string_view> && !std::is_array_v<T> &&
             !std::is_same_v<T, TextLiteral>)
TextStatement<> text(const T&) {
    static_assert(!std::is_convertible_v<const T&, std::string_view>,
                  "rowan: text() takes a string literal; a string made at run time is spelt text(rowan::unsafe(sql)), "
                  "and what a user typed belongs in a parameter (:name)");
    return TextStatement<>(Statement(sql::NodePtr()));
}

/// Literal SQL as an expression of a type: `sql_expr<int>("1 + 1")`.
template <class V>
Expr<V> sql_expr(TextLiteral sql) {
    return Expr<V>(sql::text(sql.sql()));
}

/// A parameter by name, in any expression; its value is given at execution.
template <class V = Dynamic>
class Parameter : public Expr<V> {
public:
    explicit Parameter(std::string_view name) : Expr<V>(sql::parameter(name)) {}
};
template <class V = Dynamic>
Parameter<V> parameter(std::string_view name) {
    return Parameter<V>(name);
}

}  // namespace rowan
