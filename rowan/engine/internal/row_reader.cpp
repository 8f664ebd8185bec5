#include <rowan/engine/internal/row_reader.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/engine/execution.hpp>
#include <rowan/types/internal/native.hpp>

#include <optional>

namespace rowan::detail {
namespace {

/// The kind that a column's values have in a Row, if it is another one than the database's storage suggests.
std::optional<Kind> kind_of(const SqlType& type) {
    switch (type.family) {
        case TypeFamily::boolean:
            return Kind::boolean;
        case TypeFamily::numeric:
            return Kind::decimal;
        case TypeFamily::date:
            return Kind::date;
        case TypeFamily::timestamp:
            return Kind::timestamp;
        case TypeFamily::time:
            return Kind::time_of_day;
        case TypeFamily::interval:
            return Kind::interval;
        case TypeFamily::uuid:
            return Kind::uuid;
        case TypeFamily::json:
            return Kind::json;
        default:
            return std::nullopt;
    }
}

const TypeOps* optional_ops(Kind kind) {
    return visit_kind(kind, []<class T>(std::type_identity<T>) { return &type_ops<std::optional<T>>; });
}

}  // namespace

RowReader::RowReader(const Execution& execution) {
    const int count = execution.column_count();
    auto names = std::make_shared<std::vector<std::string>>();
    names->reserve(static_cast<std::size_t>(count));
    columns_.resize(static_cast<std::size_t>(count));
    const Compiled* compiled = execution.compiled();
    for (int i = 0; i < count; ++i) {
        names->emplace_back(execution.column_name(i));
    }
    names_ = std::move(names);
    if (compiled == nullptr || compiled->columns.size() != columns_.size()) {
        return;
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const SqlType& type = compiled->columns[i].type;
        if (const std::optional<Kind> kind = kind_of(type)) {
            Column& column = columns_[i];
            column.converted = true;
            column.field = {.column = (*names_)[i], .ops = optional_ops(*kind)};
            column.slot = driver::FieldSlot(column.field);
            column.slot.digits = -1;
            if (type.family == TypeFamily::numeric && type.precision > 0) {
                column.slot.digits = static_cast<std::int8_t>(type.scale);
            }
        }
    }
}

Row RowReader::read(const Execution& execution) const {
    std::vector<Value> values;
    values.reserve(columns_.size());
    for (int i = 0; const Column& column : columns_) {
        if (column.converted) {
            values.push_back(visit_kind(column.slot.kind, [&]<class T>(std::type_identity<T>) {
                std::optional<T> native;
                execution.read(i, std::span(&column.slot, 1), &native);
                return Value::from_member(&native, type_ops<std::optional<T>>);
            }));
        } else {
            values.push_back(execution.value(i));
        }
        ++i;
    }
    return {names_, std::move(values)};
}

}  // namespace rowan::detail
