// Values as literals of what the database keeps as SQL (a view): they must mean the same as the parameter that they
// stand for, whatever the settings of the session are that reads them.

#include <rowan/dialects/compiler.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>
#include <rowan/types/internal/whole_second.hpp>
#include <rowan/types/utf8.hpp>

#include <cmath>
#include <variant>

namespace rowan {

void Compiler::write_definition(const Value& value) {
    std::visit(
        [&]<class T>(const T& held) {
            if constexpr (std::is_same_v<T, std::string>)
                write_text_definition(held);
            else if constexpr (std::is_same_v<T, JsonText>)
                write_text_definition(held.text);
            else if constexpr (std::is_same_v<T, double>)
                write_double_definition(held);
            else if constexpr (std::is_same_v<T, DecimalText>)
                write_decimal_definition(held.digits);
            else if constexpr (std::is_same_v<T, Bytes>)
                write_bytes_literal(detail::hex_digits(held));
            else if constexpr (std::is_same_v<T, Date>)
                write_time_literal("DATE", to_text(held));
            else if constexpr (std::is_same_v<T, Timestamp>)
                write_time_literal("TIMESTAMP", to_text(held, fraction_digits(detail::is_whole_second(held))));
            else if constexpr (std::is_same_v<T, TimeOfDay>)
                write_time_literal("TIME", to_text(held, fraction_digits(detail::is_whole_second(held))));
            else if constexpr (std::is_same_v<T, Interval>)
                write_interval_literal(held.count());
            else
                write_literal(value);
        },
        value.storage());
}

void Compiler::write_text_definition(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        throw ArgumentError("a text with a zero byte can't stand in what the database keeps as SQL");
    if (const std::size_t bad = find_invalid_utf8(text); bad != text.size())
        throw DataError("the text is not valid UTF-8: byte " + std::to_string(bad) + " is part of no character");
    write_text_literal(text);
}

void Compiler::write_double_definition(double number) {
    if (!std::isfinite(number))
        unsupported("a number that is not finite in what the database keeps as SQL", "write it as text(...)");
    std::string digits = detail::number_text(number);
    if (digits.find_first_of(".e") == std::string::npos)
        digits += ".0";
    write_double_literal(digits);
}

void Compiler::write_decimal_definition(std::string_view digits) {
    if (digits.empty() || digits.find_first_not_of("+-.0123456789eE") != std::string_view::npos)
        unsupported("a number that is not finite in what the database keeps as SQL", "write it as text(...)");
    write_decimal_literal(digits);
}

void Compiler::write_with_exponent(std::string_view digits) {
    write(digits);
    if (digits.find('e') == std::string_view::npos)
        write("e0");
}

void Compiler::write_bytes_literal(std::string_view hex) {
    write("x'");
    write(hex);
    write("'");
}

void Compiler::write_time_literal(std::string_view, std::string_view text) {
    write("'");
    write(text);
    write("'");
}

void Compiler::write_interval_literal(std::int64_t microseconds) { write(std::to_string(microseconds)); }

}  // namespace rowan
