#include <rowan/orm/internal/foreign_key.hpp>

#include <algorithm>

namespace rowan::detail {

std::optional<Value> blank_of(const driver::FieldSlot& slot) {
    if (slot.optional)
        return Value();
    if (slot.adapted)
        return std::nullopt;
    if (slot.kind >= Kind::int8 && slot.kind <= Kind::uint64)
        return Value(std::int64_t{0});
    if (slot.kind == Kind::text)
        return Value(std::string());
    if (slot.kind == Kind::uuid)
        return Value(Uuid{});
    return std::nullopt;
}

bool is_blank(const Mapper& mapper, std::uint16_t field, const void* object) {
    const Value value = read_field(mapper.fields()[field], object);
    // An optional may hold what a plain member has where it was not given anything.
    driver::FieldSlot plain = mapper.slots()[field];
    plain.optional = false;
    return value.is_null() || value == blank_of(plain);
}

bool may_be_without_parent(const Mapper& child, std::span<const std::uint16_t> fields) {
    return std::any_of(fields.begin(), fields.end(), [&](std::uint16_t field) {
        return child.fields()[field].nullable() && !child.traits(field).key;
    });
}

ColumnSet emptied_fields(const Mapper& child, std::span<const std::uint16_t> fields) {
    const bool with_null = may_be_without_parent(child, fields);
    ColumnSet emptied = 0;
    for (const std::uint16_t field : fields) {
        if (child.traits(field).key)
            continue;
        if (with_null ? child.fields()[field].nullable() : blank_of(child.slots()[field]).has_value())
            emptied |= ColumnSet{1} << field;
    }
    return emptied;
}

bool acts_on_update(const ForeignKey& key) {
    return key.on_update == Action::cascade || key.on_update == Action::set_null ||
           key.on_update == Action::set_default;
}

bool key_follows_parents(const Mapper& child) {
    const auto& keys = child.table().foreign_keys();
    return std::any_of(keys.begin(), keys.end(), [&](const ForeignKey& key) {
        return acts_on_update(key) &&
               std::any_of(key.columns.begin(), key.columns.end(), [&](const std::string& column) {
                   return std::find(child.key().begin(), child.key().end(), child.find_column(column)) !=
                          child.key().end();
               });
    });
}

}  // namespace rowan::detail
