#include <rowan/types/date_time.hpp>

#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace rowan {
namespace {

constexpr std::int64_t us_per_second = 1'000'000;
constexpr std::int64_t us_per_minute = 60 * us_per_second;
constexpr std::int64_t us_per_hour = 60 * us_per_minute;
constexpr std::int64_t us_per_day = 24 * us_per_hour;

constexpr std::uint32_t powers_of_ten[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

// --- the calendar, by Howard Hinnant's algorithms for whole eras of 400 years ---------------------------------------

constexpr std::uint32_t days_per_era = 146097;
/// From 0000-03-01, where eras begin, to 1970-01-01.
constexpr std::int32_t epoch_in_eras = 719468;

struct Civil {
    std::uint32_t year;
    std::uint32_t month;
    std::uint32_t day;
};

/// Of a day of the calendar (0001-01-01 or later).
Civil civil_of(std::int32_t days_since_epoch) {
    const auto days = static_cast<std::uint32_t>(days_since_epoch + epoch_in_eras);
    const std::uint32_t era = days / days_per_era;
    const std::uint32_t day_of_era = days % days_per_era;
    const std::uint32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::uint32_t month_from_march = (5 * day_of_year + 2) / 153;
    const std::uint32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

std::int32_t days_of(const Civil& civil) {
    const std::uint32_t year = civil.year - (civil.month <= 2 ? 1 : 0);
    const std::uint32_t era = year / 400;
    const std::uint32_t year_of_era = year % 400;
    const std::uint32_t month_from_march = civil.month > 2 ? civil.month - 3 : civil.month + 9;
    const std::uint32_t day_of_year = (153 * month_from_march + 2) / 5 + civil.day - 1;
    const std::uint32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return static_cast<std::int32_t>(era * days_per_era + day_of_era) - epoch_in_eras;
}

bool exists(const Civil& civil) {
    if (civil.year < 1 || civil.month < 1 || civil.month > 12 || civil.day < 1)
        return false;
    const bool leap = civil.year % 4 == 0 && (civil.year % 100 != 0 || civil.year % 400 == 0);
    const bool short_month = civil.month == 4 || civil.month == 6 || civil.month == 9 || civil.month == 11;
    const std::uint32_t last = civil.month == 2 ? (leap ? 29 : 28) : (short_month ? 30 : 31);
    return civil.day <= last;
}

// --- writing
// ----------------------------------------------------------------------------------------------------------

constexpr char digit_pairs[] =
    "000102030405060708091011121314151617181920212223242526272829303132333435363738394041424344454647484950515253545556"
    "57"
    "585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

char* write_two(char* to, std::uint32_t number) {
    std::memcpy(to, digit_pairs + std::size_t{2} * number, 2);
    return to + 2;
}

char* write_date(char* to, std::int32_t days_since_epoch) {
    const Civil civil = civil_of(days_since_epoch);
    to = write_two(to, civil.year / 100);
    to = write_two(to, civil.year % 100);
    *to++ = '-';
    to = write_two(to, civil.month);
    *to++ = '-';
    return write_two(to, civil.day);
}

int clamp_digits(int fraction_digits) { return std::clamp(fraction_digits, 0, 6); }

char* write_time(char* to, std::uint64_t us, int fraction_digits) {
    const auto seconds = static_cast<std::uint32_t>(us / us_per_second);
    to = write_two(to, seconds / 3600);
    *to++ = ':';
    to = write_two(to, seconds / 60 % 60);
    *to++ = ':';
    to = write_two(to, seconds % 60);
    const int digits = clamp_digits(fraction_digits);
    if (digits == 0)
        return to;
    *to++ = '.';
    std::uint32_t fraction = static_cast<std::uint32_t>(us % us_per_second) / powers_of_ten[6 - digits];
    for (int i = digits; i-- > 0; fraction /= 10)
        to[i] = static_cast<char>('0' + fraction % 10);
    return to + digits;
}

// --- reading
// ----------------------------------------------------------------------------------------------------------

/// What is left to be read.
struct Reader {
    const char* at;
    const char* end;

    explicit Reader(std::string_view text) : at(text.data()), end(text.data() + text.size()) {}

    bool done() const { return at == end; }
    bool peek(char c) const { return at != end && *at == c; }
    bool skip(char c) {
        if (!peek(c))
            return false;
        ++at;
        return true;
    }
    bool digit(std::uint32_t& value) {
        if (at == end)
            return false;
        const auto number = static_cast<std::uint32_t>(static_cast<unsigned char>(*at) - '0');
        if (number > 9)
            return false;
        ++at;
        value = value * 10 + number;
        return true;
    }
    bool two(std::uint32_t& value) {
        value = 0;
        return digit(value) && digit(value);
    }
};

bool read_civil(Reader& reader, Civil& civil) {
    std::uint32_t high = 0;
    std::uint32_t low = 0;
    if (!reader.two(high) || !reader.two(low) || !reader.skip('-') || !reader.two(civil.month) || !reader.skip('-') ||
        !reader.two(civil.day)) {
        return false;
    }
    civil.year = high * 100 + low;
    return true;
}

bool read_time(Reader& reader, std::int64_t& us) {
    std::uint32_t hour = 0;
    std::uint32_t minute = 0;
    std::uint32_t second = 0;
    std::uint32_t fraction = 0;
    if (!reader.two(hour) || !reader.skip(':') || !reader.two(minute))
        return false;
    if (reader.skip(':')) {
        if (!reader.two(second))
            return false;
        if (reader.skip('.')) {
            int digits = 0;
            while (digits < 6 && reader.digit(fraction))
                ++digits;
            if (digits == 0)
                return false;
            fraction *= powers_of_ten[6 - digits];
            std::uint32_t finer = 0;
            while (reader.digit(finer))
                finer = 0;
        }
    }
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    us = hour * us_per_hour + minute * us_per_minute + second * us_per_second + fraction;
    return true;
}

/// Z or an offset, or nothing.
bool read_offset(Reader& reader, std::int64_t& us) {
    us = 0;
    if (reader.done() || reader.skip('Z') || reader.skip('z'))
        return true;
    const bool west = reader.peek('-');
    if (!reader.skip('+') && !reader.skip('-'))
        return false;
    std::uint32_t hours = 0;
    std::uint32_t minutes = 0;
    std::uint32_t seconds = 0;
    if (!reader.two(hours))
        return false;
    if (reader.skip(':')) {
        if (!reader.two(minutes))
            return false;
        if (reader.skip(':') && !reader.two(seconds))
            return false;
    } else if (!reader.done() && !reader.two(minutes)) {
        return false;
    }
    if (hours > 23 || minutes > 59 || seconds > 59)
        return false;
    us = hours * us_per_hour + minutes * us_per_minute + seconds * us_per_second;
    if (west)
        us = -us;
    return true;
}

[[noreturn]] void throw_no_such_day(std::string_view text, const char* what) {
    throw DataError(detail::quoted(text) + " is no " + what +
                    ": the calendar, from 0001-01-01 to 9999-12-31, has no such day");
}

[[noreturn]] void throw_no_timestamp(std::string_view text) {
    throw DataError(
        detail::quoted(text) +
        " is no date with time: it is written YYYY-MM-DD HH:MM:SS[.ffffff], with Z or an offset or without");
}

[[noreturn]] void throw_outside_calendar(std::int64_t count, const char* unit) {
    throw DataError("a date " + std::to_string(count) + " " + unit +
                    " from 1970-01-01 is outside of the calendar, which is from 0001-01-01 to 9999-12-31");
}

}  // namespace

void check_range(Date date) {
    if (date < first_date || date > last_date)
        throw_outside_calendar(date.time_since_epoch().count(), "days");
}

void check_range(Timestamp time) {
    if (time < first_timestamp || time > last_timestamp) {
        throw_outside_calendar(time.time_since_epoch().count(), "microseconds");
    }
}

void check_range(TimeOfDay time) {
    if (time.since_midnight.count() < 0 || time > last_time_of_day) {
        throw DataError(std::to_string(time.since_midnight.count()) +
                        " microseconds from midnight are no time of day, which is from 00:00:00 to 23:59:59.999999");
    }
}

std::size_t format_date(Date date, char* to) {
    check_range(date);
    write_date(to, static_cast<std::int32_t>(date.time_since_epoch().count()));
    return date_text_size;
}

std::size_t format_timestamp(Timestamp time, int fraction_digits, char* to) {
    check_range(time);
    const auto us = static_cast<std::uint64_t>((time - first_timestamp).count());
    const auto days =
        static_cast<std::int32_t>(us / us_per_day) + static_cast<std::int32_t>(first_date.time_since_epoch().count());
    char* end = write_date(to, days);
    *end++ = ' ';
    end = write_time(end, us % us_per_day, fraction_digits);
    return static_cast<std::size_t>(end - to);
}

std::size_t format_time_of_day(TimeOfDay time, int fraction_digits, char* to) {
    check_range(time);
    return static_cast<std::size_t>(
        write_time(to, static_cast<std::uint64_t>(time.since_midnight.count()), fraction_digits) - to);
}

std::string to_text(Date date) {
    char text[date_text_size];
    return {text, format_date(date, text)};
}

std::string to_text(Timestamp time, int fraction_digits) {
    char text[timestamp_text_size];
    return {text, format_timestamp(time, fraction_digits, text)};
}

std::string to_text(TimeOfDay time, int fraction_digits) {
    char text[time_of_day_text_size];
    return {text, format_time_of_day(time, fraction_digits, text)};
}

Date parse_date(std::string_view text) {
    Reader reader(text);
    Civil civil{};
    if (!read_civil(reader, civil) || !reader.done()) {
        throw DataError(detail::quoted(text) + " is no date: a date is written YYYY-MM-DD");
    }
    if (!exists(civil))
        throw_no_such_day(text, "date");
    return Date{std::chrono::days{days_of(civil)}};
}

Timestamp parse_timestamp(std::string_view text) {
    Reader reader(text);
    Civil civil{};
    std::int64_t time = 0;
    std::int64_t offset = 0;
    if (!read_civil(reader, civil))
        throw_no_timestamp(text);
    if (reader.skip(' ') || reader.skip('T') || reader.skip('t')) {
        if (!read_time(reader, time) || !read_offset(reader, offset))
            throw_no_timestamp(text);
    }
    if (!reader.done())
        throw_no_timestamp(text);
    if (!exists(civil))
        throw_no_such_day(text, "date with time");
    const Timestamp result{std::chrono::microseconds{days_of(civil) * us_per_day + time - offset}};
    if (result < first_timestamp || result > last_timestamp)
        throw_no_such_day(text, "date with time");
    return result;
}

TimeOfDay parse_time_of_day(std::string_view text) {
    Reader reader(text);
    std::int64_t us = 0;
    if (!read_time(reader, us) || !reader.done()) {
        throw DataError(detail::quoted(text) +
                        " is no time of day: it is written HH:MM:SS[.ffffff], from 00:00:00 to 23:59:59.999999");
    }
    return TimeOfDay{std::chrono::microseconds{us}};
}

Timestamp floor_to_digits(Timestamp time, int fraction_digits) noexcept {
    if (time < first_timestamp || time > last_timestamp)
        return time;
    const std::int64_t unit = powers_of_ten[6 - clamp_digits(fraction_digits)];
    return time - (time - first_timestamp) % unit;
}

TimeOfDay floor_to_digits(TimeOfDay time, int fraction_digits) noexcept {
    const std::int64_t unit = powers_of_ten[6 - clamp_digits(fraction_digits)];
    return {time.since_midnight - time.since_midnight % unit};
}

namespace detail {

void throw_time_out_of_range(const std::string& count, TimeUnit unit) {
    std::string factor = unit.num == 1 && unit.den == 1 ? "" : " times " + std::to_string(unit.num);
    if (unit.den != 1)
        factor += "/" + std::to_string(unit.den);
    throw DataError("a time or duration of " + count + factor +
                    " microseconds is out of range: databases keep it as 64 bits of microseconds");
}

void throw_time_does_not_fit(std::int64_t microseconds) {
    throw DataError("a time or duration of " + std::to_string(microseconds) +
                    " microseconds does not fit into the member's type");
}

std::int64_t microseconds_of(std::int64_t count, TimeUnit unit) {
    // In parts, so that nothing overflows on the way unless the result does. The remainder is made positive to floor.
    std::int64_t whole = count / unit.den;
    std::int64_t rest = count % unit.den;
    if (rest < 0) {
        rest += unit.den;
        --whole;
    }
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    if (whole > most / unit.num || whole < least / unit.num || rest > most / unit.num)
        throw_time_out_of_range(std::to_string(count), unit);
    const std::int64_t base = whole * unit.num;
    const std::int64_t part = rest * unit.num / unit.den;
    if (base > most - part)
        throw_time_out_of_range(std::to_string(count), unit);
    return base + part;
}

static std::string shortest(long double number) {
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof text, static_cast<double>(number));
    return {text, end};
}

std::int64_t microseconds_of(long double count, TimeUnit unit) {
    const long double exact = count * static_cast<long double>(unit.num) / static_cast<long double>(unit.den);
    if (!std::isfinite(exact) || exact < -0x1p63L || exact >= 0x1p63L)
        throw_time_out_of_range(shortest(count), unit);
    const long double nearest = std::round(exact);
    if (nearest >= 0x1p63L)
        throw_time_out_of_range(shortest(count), unit);
    return static_cast<std::int64_t>(nearest);
}

std::int64_t count_of(std::int64_t microseconds, TimeUnit unit, Remainder remainder) {
    std::int64_t whole = microseconds / unit.num;
    std::int64_t rest = microseconds % unit.num;
    if (rest < 0) {
        rest += unit.num;
        --whole;
    }
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    if (whole > most / unit.den || whole < least / unit.den || rest > most / unit.den)
        throw_time_does_not_fit(microseconds);
    const std::int64_t base = whole * unit.den;
    const std::int64_t part = rest * unit.den / unit.num;
    if (remainder == Remainder::refused && rest * unit.den % unit.num != 0) {
        throw DataError("an interval of " + std::to_string(microseconds) +
                        " microseconds is no whole number of the member's units: give the member a finer duration");
    }
    if (base > most - part)
        throw_time_does_not_fit(microseconds);
    return base + part;
}

void check_calendar_day(std::chrono::year_month_day day) {
    const bool in_calendar = day.year() >= std::chrono::year{1} && day.year() <= std::chrono::year{9999};
    if (day.ok() && in_calendar)
        return;
    throw DataError("year " + std::to_string(static_cast<int>(day.year())) + ", month " +
                    std::to_string(static_cast<unsigned>(day.month())) + ", day " +
                    std::to_string(static_cast<unsigned>(day.day())) +
                    " is no day of the calendar, which is from 0001-01-01 to 9999-12-31");
}

}  // namespace detail
}  // namespace rowan
