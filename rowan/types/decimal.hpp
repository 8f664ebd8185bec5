// rowan/types/decimal.hpp: exact decimal numbers for prices and the like. Include it where a mapped struct has one;
// <rowan/orm.hpp> does not. It needs Boost.Multiprecision.
//
//     struct Track {
//         int id{};
//         rowan::Decimal price{};                                       // mapped with Numeric{10, 2}
//     };
//     session.add(Track{.price = rowan::Decimal("0.99")});              // from text: 0.99 is exactly 0.99
//     total += track.price * 3;
//
// 70 significant digits at least. Written as text without an exponent, so exactly; NaN and infinity are DataErrors.
#pragma once

#include <rowan/types/adapter.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>

#include <limits>
#include <string>

namespace rowan {

using Decimal = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<70>, boost::multiprecision::et_off>;

/// The number's exact text, normalised. Throws DataError for NaN and infinity.
inline DecimalText to_decimal_text(const Decimal& number) {
    if (!(boost::multiprecision::isfinite)(number)) {
        throw DataError("a decimal can't be NaN or infinite: use a std::optional, or a double");
    }
    return {normalise_decimal(number.str(std::numeric_limits<Decimal>::max_digits10, std::ios_base::scientific))};
}

template <>
struct type_adapter<Decimal> {
    using stored = DecimalText;
    static DecimalText store(const Decimal& number) { return to_decimal_text(number); }
    static Decimal load(const DecimalText& text) { return Decimal(parse_decimal(text.digits).digits); }
};

}  // namespace rowan
