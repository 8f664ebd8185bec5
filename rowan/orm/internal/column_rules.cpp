#include <rowan/orm/internal/column_rules.hpp>

#include <rowan/orm/mapper.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/column_limit.hpp>
#include <rowan/types/internal/native.hpp>

#include <cmath>
#include <string>
#include <variant>

namespace rowan::detail {
namespace {

using Limit = ColumnRule::Limit;

bool is_integer_kind(Kind kind) { return kind >= Kind::int8 && kind <= Kind::uint64; }

/// The bits of the integers that a member of this kind can hold; unsigned ones of n bits need n + 1.
std::int32_t bits_of(Kind kind) {
    switch (kind) {
        case Kind::int8:
            return 8;
        case Kind::uint8:
            return 9;
        case Kind::int16:
            return 16;
        case Kind::uint16:
            return 17;
        case Kind::int32:
            return 32;
        case Kind::uint32:
            return 33;
        case Kind::uint64:
            return 65;
        default:
            return 64;
    }
}

std::int32_t bits_of(TypeFamily family) {
    switch (family) {
        case TypeFamily::small_integer:
            return 16;
        case TypeFamily::integer:
            return 32;
        default:
            return 64;
    }
}

std::optional<ColumnRule> rule_of(Kind kind, const SqlType& type) {
    switch (type.family) {
        case TypeFamily::timestamp:
        case TypeFamily::time:
            if ((kind == Kind::timestamp || kind == Kind::time_of_day) && type.precision < 6)
                return ColumnRule{.limit = Limit::digits, .digits = type.precision};
            break;
        case TypeFamily::numeric:
            if (kind == Kind::decimal && type.precision > 0)
                return ColumnRule{.limit = Limit::decimal, .size = type.precision, .digits = type.scale};
            break;
        case TypeFamily::string:
            if (kind == Kind::text && type.length > 0)
                return ColumnRule{.limit = Limit::characters, .size = type.length};
            break;
        case TypeFamily::binary:
            if (kind == Kind::bytes && type.length > 0)
                return ColumnRule{.limit = Limit::other};
            break;
        case TypeFamily::small_integer:
        case TypeFamily::integer:
            if (is_integer_kind(kind)) {
                const std::int32_t bits = bits_of(type.family);
                if (bits_of(kind) > bits + (type.is_unsigned ? 1 : 0) || type.is_unsigned)
                    return ColumnRule{.limit = Limit::other};
            }
            break;
        case TypeFamily::real:
            if (kind == Kind::float64)
                return ColumnRule{.limit = Limit::single};
            break;
        default:
            break;
    }
    return std::nullopt;
}

/// Throws DataError if the column has no room for the value.
void require_room(const Mapper& mapper, const Field& field, std::uint16_t index, const Value& value) {
    const std::string reason = misfit(mapper.table().columns()[index].type, value);
    if (!reason.empty())
        throw field_error(field, reason);
}

}  // namespace

std::vector<ColumnRule> make_column_rules(const Mapper& mapper) {
    std::vector<ColumnRule> rules;
    for (std::size_t i = 0; i < mapper.fields().size(); ++i) {
        if (std::optional<ColumnRule> rule =
                rule_of(mapper.fields()[i].ops->kind, mapper.table().data().columns[i].type)) {
            rule->field = static_cast<std::uint16_t>(i);
            rules.push_back(*rule);
        }
    }
    return rules;
}

std::optional<Value> fitted_value(const Mapper& mapper, const ColumnRule& rule, const void* object) {
    const Field& field = mapper.fields()[rule.field];
    const void* const held = field.ops->value(field.in(object));
    if (held == nullptr)
        return std::nullopt;
    if (rule.limit == Limit::characters && !field.ops->adapted) {  // the usual case, without a copy
        const auto& text = *static_cast<const std::string*>(held);
        if (text.size() > static_cast<std::size_t>(rule.size))
            require_room(mapper, field, rule.field, Value(text));
        return std::nullopt;
    }
    const Value value = read_field(field, object);
    switch (rule.limit) {
        case Limit::digits: {
            const auto floored = [&]<class T>(const T& time) -> std::optional<Value> {
                const T kept = floor_to_digits(time, rule.digits);
                return kept == time ? std::nullopt : std::optional<Value>(kept);
            };
            if (const auto* time = std::get_if<Timestamp>(&value.storage()))
                return floored(*time);
            if (const auto* time = std::get_if<TimeOfDay>(&value.storage()))
                return floored(*time);
            break;
        }
        case Limit::decimal:
            if (const auto* decimal = std::get_if<DecimalText>(&value.storage())) {
                try {
                    DecimalText kept = fit_decimal(decimal->digits, rule.size, rule.digits);
                    if (compare_decimals(kept.digits, decimal->digits) != 0)
                        return Value(kept);
                } catch (const DataError& error) {
                    throw field_error(field, error.what());
                }
            }
            break;
        case Limit::single:
            require_room(mapper, field, rule.field, value);
            if (const auto* number = std::get_if<double>(&value.storage())) {
                const auto kept = static_cast<double>(static_cast<float>(*number));
                if (kept != *number && !std::isnan(*number))
                    return Value(kept);
            }
            break;
        case Limit::characters:
        case Limit::other:
            require_room(mapper, field, rule.field, value);
            break;
    }
    return std::nullopt;
}

void check_values(const Mapper& mapper, ColumnSet columns, const void* object) {
    for (const ColumnRule& rule : mapper.rules()) {
        if ((columns >> rule.field & 1) != 0)
            static_cast<void>(fitted_value(mapper, rule, object));
    }
}

}  // namespace rowan::detail
