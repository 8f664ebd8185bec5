#include <rowan/schema/column.hpp>

#include <rowan/types/error.hpp>

#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace rowan {
namespace {

std::string literal_sql(const ColumnOption& option, const std::string& column) {
    switch (option.literal) {
        case LiteralKind::sql:
            return std::string(option.text);
        case LiteralKind::integer:
            return option.number_is_unsigned ? std::to_string(static_cast<std::uint64_t>(option.number))
                                             : std::to_string(option.number);
        case LiteralKind::boolean:
            return option.number != 0 ? "TRUE" : "FALSE";
        case LiteralKind::string: {
            std::string quoted = "'";
            for (const char c : option.text)
                quoted.append(c == '\'' ? 2 : 1, c);
            return quoted + "'";
        }
        case LiteralKind::real: {
            if (!std::isfinite(option.real)) {
                throw ArgumentError("column '" + column + "': its server_default() is no finite number");
            }
            char digits[32];
            const auto end = std::to_chars(std::begin(digits), std::end(digits), option.real);
            std::string number(digits, end.ptr);
            if (number.find_first_of(".e") == std::string::npos)
                number += ".0";
            return number;
        }
        case LiteralKind::sequence:
            break;
    }
    return {};
}

}  // namespace

Column::Column(Described, std::string name, SqlType type) {
    if (name.empty())
        throw ArgumentError("a column has no name");
    data.name = std::move(name);
    data.type = std::move(type);
}

void Column::add(ForeignKey foreign_key) {
    if (foreign_key.referred_columns.size() > 1 || foreign_key.columns.size() > 1) {
        throw ArgumentError("column '" + data.name +
                            "': a foreign key of several columns stands beside the columns, not in one of them");
    }
    foreign_key.columns = {data.name};
    foreign_keys.push_back(std::move(foreign_key));
}

void Column::add(const ColumnOption& option) {
    switch (option.kind) {
        case OptionKind::none:
        case OptionKind::default_value:
            break;  // the mapper fills members, the table has no part in it
        case OptionKind::mistake:
            throw ArgumentError("column '" + data.name + "': " + std::string(option.text));
        case OptionKind::type:
            data.type = option.type;
            break;
        case OptionKind::primary_key:
            data.primary_key = 1;
            data.nullable = false;
            data.key_given = data.key_given || option.key_given;
            data.key_may_change = data.key_may_change || option.key_may_change;
            break;
        case OptionKind::not_null:
            data.nullable = false;
            break;
        case OptionKind::unique:
            is_unique = true;
            break;
        case OptionKind::indexed:
            is_indexed = true;
            break;
        case OptionKind::foreign_key:
            add(ForeignKey(option.text, option.foreign_key));
            break;
        case OptionKind::check:
            checks.emplace_back(std::string(option.text), std::string(option.name));
            checks.back().column = data.name;
            break;
        case OptionKind::server_default:
            data.server_default = literal_sql(option, data.name);
            data.default_sequence = option.literal == LiteralKind::sequence ? option.text : std::string_view();
            if (!data.has_server_default() && option.literal == LiteralKind::sequence)
                throw ArgumentError("column '" + data.name + "': its sequence has no name");
            break;
        case OptionKind::computed:
            data.computed = option.text;
            data.computed_stored = option.computed_stored;
            break;
        case OptionKind::comment:
            data.comment = option.text;
            break;
        case OptionKind::collate:
            data.collation = option.text;
            break;
        case OptionKind::autoincrement:
            data.autoincrement = true;
            break;
        case OptionKind::version:
            data.is_version = true;
            break;
        case OptionKind::server_generated:
            data.server_generated = true;
            break;
    }
    if (!data.computed.empty() && (data.has_server_default() || data.primary_key != 0)) {
        throw ArgumentError("column '" + data.name + "' is computed: it can't " +
                            (data.primary_key != 0 ? "be in the primary key" : "have a server_default() as well"));
    }
}

}  // namespace rowan
