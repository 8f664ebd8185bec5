// rowan/orm/internal/owners_by_key.hpp: which of some objects a row refers to.
#pragma once

#include <rowan/orm/internal/entity_store.hpp>
#include <rowan/orm/internal/relationship_info.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

namespace rowan::detail {

inline bool is_plain_integer(const driver::FieldSlot& slot) {
    return !slot.adapted && slot.kind >= Kind::int8 && slot.kind <= Kind::uint64;
}
bool read_optional_integer(const driver::FieldSlot& slot, const void* object, std::int64_t& number);
/// The number in an integer field, which may be optional; false if it is NULL.
inline bool read_integer(const driver::FieldSlot& slot, const void* object, std::int64_t& number) {
    if (slot.optional)
        return read_optional_integer(slot, object, number);
    number = integer_at(slot, object);
    return true;
}

/// The owner's columns as the rows of the database refer to them: those that its row has, if they may be others than
/// those of the object. Good until the store's spare is used again.
const void* referred_columns(const ObjectHeader& owner, const RelationshipInfo& relationship);

/// Owners by the values that their members refer to. One integer is looked up as such, anything else as text.
class OwnersByKey {
public:
    explicit OwnersByKey(const RelationshipInfo& relationship);

    void insert(ObjectHeader* owner);
    /// By these columns of its.
    void insert(ObjectHeader* owner, const void* columns);
    ObjectHeader* find(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object) const {
        const driver::FieldSlot& slot = mapper.slots()[fields[0]];
        if (!integer_ || !is_plain_integer(slot))
            return find_text(mapper, fields, object);
        std::int64_t number = 0;
        return read_integer(slot, object, number) ? find(number) : nullptr;
    }
    ObjectHeader* find(std::span<const Value> values) const;

private:
    ObjectHeader* find(std::int64_t number) const {
        return last_found_ && number == last_number_ ? last_found_ : find_number(number);
    }
    ObjectHeader* find_number(std::int64_t number) const;
    ObjectHeader* find_text(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object) const;
    ObjectHeader* find(const std::string& text) const;

    const RelationshipInfo& relationship_;
    const Mapper& mapper_;
    std::span<const std::uint16_t> fields_;
    bool integer_;
    mutable std::int64_t last_number_ = 0;  // rows of one owner come one behind the other
    mutable ObjectHeader* last_found_ = nullptr;
    std::unordered_map<std::int64_t, ObjectHeader*> integers_;
    std::unordered_map<std::string, ObjectHeader*> texts_;
};

}  // namespace rowan::detail
