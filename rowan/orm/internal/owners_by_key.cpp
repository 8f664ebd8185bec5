#include <rowan/orm/internal/owners_by_key.hpp>

#include <rowan/orm/internal/key_text.hpp>

#include <algorithm>

namespace rowan::detail {

bool read_optional_integer(const driver::FieldSlot& slot, const void* object, std::int64_t& number) {
    const void* value = slot.field->ops->value(slot.field->in(object));
    if (!value)
        return false;
    driver::FieldSlot inner = slot;
    inner.offset = 0;
    number = integer_at(inner, value);
    return true;
}

const void* referred_columns(const ObjectHeader& owner, const RelationshipInfo& relationship) {
    const Mapper& mapper = owner.store->mapper();
    const bool may_differ = owner.phase == ObjectPhase::removed || mapper.key_may_change() ||
                            !std::ranges::equal(relationship.local, mapper.key());
    return may_differ ? owner.store->as_known(owner) : owner.object();
}

OwnersByKey::OwnersByKey(const RelationshipInfo& relationship)
    : relationship_(relationship),
      mapper_(*relationship.owner),
      fields_(relationship.local),
      integer_(fields_.size() == 1 && is_plain_integer(mapper_.slots()[fields_[0]])) {}

void OwnersByKey::insert(ObjectHeader* owner) { insert(owner, referred_columns(*owner, relationship_)); }

void OwnersByKey::insert(ObjectHeader* owner, const void* columns) {
    if (integer_) {
        std::int64_t number = 0;
        if (read_integer(mapper_.slots()[fields_[0]], columns, number))
            integers_.emplace(number, owner);
    } else if (std::string text = key_text(mapper_, fields_, columns); !text.empty()) {
        texts_.emplace(std::move(text), owner);
    }
}

ObjectHeader* OwnersByKey::find_text(const Mapper& mapper, std::span<const std::uint16_t> fields,
                                     const void* object) const {
    return find(key_text(mapper, fields, object));
}

ObjectHeader* OwnersByKey::find(std::span<const Value> values) const {
    if (integer_)
        if (const auto* number = std::get_if<std::int64_t>(&values[0].storage()))
            return find(*number);
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i)
        text += key_part(values[i], mapper_.traits(fields_[i]).comparison);
    return find(text);
}

ObjectHeader* OwnersByKey::find_number(std::int64_t number) const {
    const auto found = integers_.find(number);
    last_number_ = number;
    return last_found_ = found == integers_.end() ? nullptr : found->second;
}

ObjectHeader* OwnersByKey::find(const std::string& text) const {
    const auto found = texts_.find(text);
    return found == texts_.end() ? nullptr : found->second;
}

}  // namespace rowan::detail
