// rowan/types/date_time.hpp: dates and times: their text forms, and adapters for the types of <chrono>.
//
//     char text[rowan::timestamp_text_size];
//     auto size = rowan::format_timestamp(when, 3, text);                      // 2024-02-29 12:30:00.125
//     rowan::Timestamp same = rowan::parse_timestamp("2024-02-29T12:30:00.125Z");
//
// What a member of a type of <chrono> becomes in the database:
//
//     sys_days, year_month_day, local_days       a date
//     sys_time<D>, local_time<D>                 a date with time; D of seconds or coarser has no fraction, of
//                                                milliseconds three digits, anything finer six
//     hh_mm_ss<D>                                a time of day, with digits as above
//     any duration                               an interval
//
// Databases keep microseconds. What is finer is floored when stored (a floating count goes to the nearest microsecond);
// a point in time that the database keeps more finely than the member is floored when read, but a duration that is not
// a whole number of the member's units is a DataError. Nothing wraps: a value out of range is a DataError.
//
// The calendar is the proleptic Gregorian one from year 1 to 9999, as in SQL; texts of one precision sort as the times
// do. All functions may be called from any thread.
#pragma once

#include <rowan/types/adapter.hpp>
#include <rowan/types/kind.hpp>
#include <rowan/types/sql_type.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace rowan {

inline constexpr Date first_date{std::chrono::days{-719162}};                              ///< 0001-01-01
inline constexpr Date last_date{std::chrono::days{2932896}};                               ///< 9999-12-31
inline constexpr Timestamp first_timestamp{first_date};                                    ///< 0001-01-01 00:00:00
inline constexpr Timestamp last_timestamp{std::chrono::microseconds{253402300799999999}};  ///< the last of 9999-12-31
inline constexpr TimeOfDay last_time_of_day{std::chrono::microseconds{86399999999}};       ///< 23:59:59.999999

// What the format functions write at most.
inline constexpr std::size_t date_text_size = 10;
inline constexpr std::size_t timestamp_text_size = 26;
inline constexpr std::size_t time_of_day_text_size = 15;

/// Write the text form into a buffer of the size above and give the number of characters written; no zero is appended.
/// `fraction_digits` is 0 to 6; what is finer is floored. Throw DataError outside of the calendar (or the day), and
/// don't allocate otherwise.
std::size_t format_date(Date date, char* to);
std::size_t format_timestamp(Timestamp time, int fraction_digits, char* to);
std::size_t format_time_of_day(TimeOfDay time, int fraction_digits, char* to);

/// The same as a string.
std::string to_text(Date date);
std::string to_text(Timestamp time, int fraction_digits = 6);
std::string to_text(TimeOfDay time, int fraction_digits = 6);

/// Read the text forms. Throw DataError for anything else, and for days that the calendar does not have.
/// `YYYY-MM-DD`.
Date parse_date(std::string_view text);
/// `YYYY-MM-DD`, then perhaps ' ' or 'T' and a time of day, then perhaps `Z` or an offset (`+HH`, `+HHMM`, `+HH:MM`,
/// `+HH:MM:SS`), by which the time is brought to UTC.
Timestamp parse_timestamp(std::string_view text);
/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fraction`; a fraction of any length, floored to microseconds.
TimeOfDay parse_time_of_day(std::string_view text);

/// The value as a column of that precision keeps it: floored to 0 to 6 digits of the fraction.
Timestamp floor_to_digits(Timestamp time, int fraction_digits) noexcept;
TimeOfDay floor_to_digits(TimeOfDay time, int fraction_digits) noexcept;

/// Throw a DataError unless the value lies in the calendar, or in the day. For drivers that send binary forms.
void check_range(Date date);
void check_range(Timestamp time);
void check_range(TimeOfDay time);

namespace detail {

/// A unit of time: `num / den` microseconds.
struct TimeUnit {
    std::int64_t num;
    std::int64_t den;
};
template <class Period>
inline constexpr TimeUnit time_unit{std::ratio_divide<Period, std::micro>::num,
                                    std::ratio_divide<Period, std::micro>::den};

template <class Period, class Rep>
inline constexpr std::int32_t fraction_digits_of =
    std::is_floating_point_v<Rep> ? 6 : (Period::den == 1 ? 0 : (1000 % Period::den == 0 ? 3 : 6));

/// What happens to what a coarser unit can't say.
enum class Remainder { floored, refused };

[[noreturn]] void throw_time_out_of_range(const std::string& count, TimeUnit unit);
[[noreturn]] void throw_time_does_not_fit(std::int64_t microseconds);
std::int64_t microseconds_of(std::int64_t count, TimeUnit unit);
std::int64_t microseconds_of(long double count, TimeUnit unit);
std::int64_t count_of(std::int64_t microseconds, TimeUnit unit, Remainder remainder);

template <class D>
D from_microseconds(std::chrono::microseconds value, Remainder remainder) {
    using Rep = typename D::rep;
    constexpr TimeUnit unit = time_unit<typename D::period>;
    if constexpr (std::is_floating_point_v<Rep>) {
        return D{static_cast<Rep>(static_cast<long double>(value.count()) * static_cast<long double>(unit.den) /
                                  static_cast<long double>(unit.num))};
    } else {
        const std::int64_t count = count_of(value.count(), unit, remainder);
        const Rep narrowed = static_cast<Rep>(count);
        if (static_cast<std::int64_t>(narrowed) != count || (narrowed < Rep{}) != (count < 0))
            throw_time_does_not_fit(value.count());
        return D{narrowed};
    }
}

template <class Rep, class Period>
std::chrono::microseconds to_microseconds(std::chrono::duration<Rep, Period> value) {
    constexpr TimeUnit unit = time_unit<Period>;
    if constexpr (std::is_floating_point_v<Rep>) {
        return std::chrono::microseconds{microseconds_of(static_cast<long double>(value.count()), unit)};
    } else {
        if constexpr (std::is_unsigned_v<Rep> && sizeof(Rep) >= sizeof(std::int64_t)) {
            if (value.count() > static_cast<Rep>(INT64_MAX))
                throw_time_out_of_range(std::to_string(value.count()), unit);
        }
        const auto count = static_cast<std::int64_t>(value.count());
        const std::chrono::microseconds result{microseconds_of(count, unit)};
        if constexpr (std::is_signed_v<Rep> && (unit.den > unit.num)) {
            // Floored below what the type holds, it could not be read again.
            constexpr std::int64_t least = std::numeric_limits<Rep>::min();
            if (count <= least + unit.den / unit.num)
                static_cast<void>(from_microseconds<std::chrono::duration<Rep, Period>>(result, Remainder::floored));
        }
        return result;
    }
}

template <class D>
inline constexpr bool whole_days = !std::is_floating_point_v<typename D::rep> &&
                                   std::ratio_divide<typename D::period, std::chrono::days::period>::den == 1;

template <class Clock>
inline constexpr bool calendar_clock =
    std::is_same_v<Clock, std::chrono::system_clock> || std::is_same_v<Clock, std::chrono::local_t>;

void check_calendar_day(std::chrono::year_month_day day);

}  // namespace detail

template <class Clock, class Rep, class Period>
struct type_adapter<std::chrono::time_point<Clock, std::chrono::duration<Rep, Period>>,
                    std::enable_if_t<detail::calendar_clock<Clock> && std::is_arithmetic_v<Rep>>> {
    using duration = std::chrono::duration<Rep, Period>;
    using time_point = std::chrono::time_point<Clock, duration>;
    using stored = std::conditional_t<detail::whole_days<duration>, Date, Timestamp>;
    static stored store(const time_point& time) {
        const Timestamp exact{detail::to_microseconds(time.time_since_epoch())};
        if constexpr (detail::whole_days<duration>) {
            check_range(exact);
            return std::chrono::floor<std::chrono::days>(exact);
        } else {
            return exact;
        }
    }
    static time_point load(const stored& time) {
        if constexpr (detail::whole_days<duration>)
            check_range(time);
        const Timestamp exact{time};
        return time_point{detail::from_microseconds<duration>(exact.time_since_epoch(), detail::Remainder::floored)};
    }
    static constexpr TypeSpec sql_type = detail::whole_days<duration>
                                             ? static_cast<TypeSpec>(DateType{})
                                             : DateTime{detail::fraction_digits_of<Period, Rep>};
};

template <>
struct type_adapter<std::chrono::year_month_day> {
    using stored = Date;
    static Date store(const std::chrono::year_month_day& day) {
        detail::check_calendar_day(day);
        return Date{day};
    }
    static std::chrono::year_month_day load(const Date& date) {
        check_range(date);
        return std::chrono::year_month_day{date};
    }
};

template <class Rep, class Period>
struct type_adapter<std::chrono::hh_mm_ss<std::chrono::duration<Rep, Period>>,
                    std::enable_if_t<std::is_arithmetic_v<Rep>>> {
    using duration = std::chrono::duration<Rep, Period>;
    using stored = TimeOfDay;
    static TimeOfDay store(const std::chrono::hh_mm_ss<duration>& time) {
        const TimeOfDay exact{detail::to_microseconds(time.to_duration())};
        check_range(exact);
        return exact;
    }
    static std::chrono::hh_mm_ss<duration> load(const TimeOfDay& time) {
        return std::chrono::hh_mm_ss<duration>{
            detail::from_microseconds<duration>(time.since_midnight, detail::Remainder::floored)};
    }
    static constexpr TypeSpec sql_type = TimeType{detail::fraction_digits_of<Period, Rep>};
};

template <class Rep, class Period>
struct type_adapter<std::chrono::duration<Rep, Period>, std::enable_if_t<std::is_arithmetic_v<Rep>>> {
    using duration = std::chrono::duration<Rep, Period>;
    using stored = Interval;
    static Interval store(const duration& span) { return detail::to_microseconds(span); }
    static duration load(const Interval& span) {
        return detail::from_microseconds<duration>(span, detail::Remainder::refused);
    }
};

}  // namespace rowan
