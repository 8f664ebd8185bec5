// How the program prints what it finds.
#pragma once

#include <rowan/types/decimal.hpp>

#include <iomanip>
#include <ios>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

namespace chinook {

inline void headline(std::string_view words) { std::cout << "\n== " << words << '\n'; }

inline std::string money(const rowan::Decimal& amount) { return amount.str(2, std::ios_base::fixed); }
inline std::string money(const std::optional<rowan::Decimal>& amount) { return money(amount.value_or(0)); }

/// h:mm:ss
inline std::string playing_time(long long milliseconds) {
    const long long seconds = milliseconds / 1000;
    const auto two_digits = [](long long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60);
}

}  // namespace chinook
