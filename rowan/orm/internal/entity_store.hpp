// rowan/orm/internal/entity_store.hpp: one session's objects of one mapped struct.
#pragma once

#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/look_up.hpp>
#include <rowan/orm/internal/identity_map.hpp>
#include <rowan/orm/internal/slab.hpp>
#include <rowan/orm/internal/snapshot.hpp>
#include <rowan/orm/mapper.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace rowan::detail {

class SessionCore;

/// A primary key by itself: a number, or packed bytes; which of the two the mapper says.
struct KeyView {
    std::int64_t number = 0;
    std::string_view bytes{};
};

/// Memory, identity and compiled statements. Knows nothing of transactions; SessionCore directs it.
class EntityStore {
public:
    EntityStore(SessionCore& session, const Mapper& mapper, std::size_t index);
    EntityStore(const EntityStore&) = delete;
    EntityStore& operator=(const EntityStore&) = delete;
    /// Destroys every object.
    ~EntityStore();

    SessionCore& session() const noexcept { return session_; }
    const Mapper& mapper() const noexcept { return mapper_; }
    std::size_t index() const noexcept { return index_; }

    /// An object that rows and keys are read into before it is known whose they are. It is not the session's until
    /// `take_spare`: phase owned, in no map, not visited.
    ObjectHeader& spare() { return spare_ ? *spare_ : make_spare(); }
    /// The spare as an object of the session: phase persistent, no snapshot, not in the identity map.
    ObjectHeader* take_spare() noexcept {
        spare_->phase = ObjectPhase::persistent;
        return std::exchange(spare_, nullptr);
    }
    /// A node with a new object; phase pending.
    ObjectHeader* create();
    /// A node with an object moved in; phase pending.
    ObjectHeader* create_from(void* object);
    /// Takes over a node that a relation owned; phase pending.
    void adopt(ObjectHeader* node);
    /// Destroys the object and takes its memory back. It must be in no identity map and no list any more.
    void destroy(ObjectHeader* header) noexcept;
    /// Moves the object out into `to` (raw memory) and destroys it here.
    void move_out(ObjectHeader* header, void* to);

    /// The header of an object of this store at that address; null if there is none. Reads nothing at the address.
    ObjectHeader* find(const void* object) const noexcept;

    template <class Visit>
    void for_each(Visit&& visit) const {
        slab_.for_each([&](ObjectHeader* header) {
            if (header != spare_)
                visit(header);
        });
        for (ObjectHeader* header : heap_nodes_)
            visit(header);
    }
    std::size_t size() const noexcept { return slab_.size() + heap_nodes_.size() - (spare_ ? 1 : 0); }

    // --- identity

    /// The key in the object's members; equal for texts that the mapped collations find equal. Bytes stay valid until
    /// the next call.
    KeyView key_of(const void* object) {
        return mapper_.integer_key() ? KeyView{number_of(object), {}} : KeyView{0, pack_key(object)};
    }
    /// Whether every part of the key has a value (and a generated one is not 0).
    bool has_key(const void* object) const;
    /// The same, and no part of it waits for the key of a parent: a foreign key in it is not 0.
    bool has_final_key(const void* object) const;
    ObjectHeader* find_key(const KeyView& key) const noexcept {
        return mapper_.integer_key() ? integers_.find(key.number) : bytes_.find(key.bytes);
    }
    /// The object that now has the key: `header`, or the one that had it before.
    ObjectHeader* insert_key(const KeyView& key, ObjectHeader* header) {
        return mapper_.integer_key() ? integers_.insert(key.number, header) : bytes_.insert(key.bytes, header);
    }
    void erase_key(const KeyView& key, const ObjectHeader* header) noexcept;
    /// A text which the database finds equal to what the object has in `fields`, though its bytes differ (collation,
    /// padding), as key_text spells it; and the object for which that was found out. Null if for none.
    void note_spelling(std::span<const std::uint16_t> fields, std::string_view text, ObjectHeader* header);
    ObjectHeader* find_spelling(std::span<const std::uint16_t> fields, std::string_view text) const;
    /// By the key that the object had when it was last known from the database; by a search if it has no snapshot.
    void erase_identity(ObjectHeader* header) noexcept;
    /// Room in the identity map for that many in all.
    void reserve(std::size_t count);
    std::size_t identity_count() const noexcept { return integers_.size() + bytes_.size(); }

    SnapshotArena& arena() noexcept { return arena_; }
    void take_snapshot(ObjectHeader* header);
    void drop_snapshot(ObjectHeader* header) noexcept;
    /// The columns in which `object` differs from what is known of the row.
    ColumnSet differences(const ObjectHeader& header, const void* object) const;
    ColumnSet changes(const ObjectHeader* header) const;
    /// The columns that the object's row has, as far as is known: in the spare, until that is used for something else,
    /// or the object itself if it has no snapshot.
    const void* as_known(const ObjectHeader& header);

    /// Many-to-many relationships of others to this struct that have no other end here, and whose pairs are rowan's.
    std::span<const RelationshipInfo* const> pairs_from_elsewhere(Connection& connection);

    // --- statements, compiled at first use

    const RowByKey& select_by_key();
    /// Parameters: the key. Column: that field.
    const CompiledStatement& select_deferred(std::uint16_t field);
    /// Parameters: row by row, the columns of `columns` in field order.
    const CompiledStatement& insert(ColumnSet columns, std::size_t rows, ColumnSet returning);
    /// Parameters: the columns of `columns`, then the key, then (with a version column) the version.
    const CompiledStatement& update(ColumnSet columns);
    /// The same with the version that the row gets instead of that which it has: all parameters are the object's.
    const CompiledStatement& update_by_new_version(ColumnSet columns);
    const CompiledStatement& remove();
    /// Parameters: `count` keys of the fields in `fields`. Columns: all but those deferred members that
    /// are not in `deferred`, ordered as the relationship says.
    const CompiledStatement& select_in(std::span<const std::uint16_t> fields, std::size_t count,
                                       std::span<const RelationshipInfo::Order> order, ColumnSet deferred = 0);

private:
    struct PlanKey {
        ColumnSet columns;
        ColumnSet returning;
        std::size_t rows;
        friend bool operator==(const PlanKey&, const PlanKey&) = default;
    };
    struct PlanKeyHash {
        std::size_t operator()(const PlanKey& key) const noexcept {
            return (key.columns * 0x9E37'79B9'7F4A'7C15U) ^ (key.returning * 0xC2B2'AE3D'27D4'EB4FU) ^ key.rows;
        }
    };

    ObjectHeader& make_spare();
    std::int64_t number_of(const void* object) const noexcept;
    std::string_view pack_key(const void* object);

    SessionCore& session_;
    const Mapper& mapper_;
    const std::size_t index_;
    const bool takes_snapshots_;
    Slab slab_;
    ObjectHeader* spare_ = nullptr;
    std::unordered_set<ObjectHeader*> heap_nodes_;
    SnapshotArena arena_;
    IntegerMap integers_;
    BytesMap bytes_;
    std::vector<std::byte> key_buffer_;
    std::unordered_map<std::string, ObjectHeader*> spellings_;
    std::vector<driver::FieldSlot> referring_key_slots_;  // integers of the key that are foreign keys

    std::optional<std::vector<const RelationshipInfo*>> pairs_from_elsewhere_;

    RowByKey select_by_key_;
    CompiledStatement remove_;
    std::unordered_map<std::uint16_t, CompiledStatement> selects_deferred_;
    std::unordered_map<PlanKey, CompiledStatement, PlanKeyHash> inserts_;
    std::unordered_map<ColumnSet, CompiledStatement> updates_;
    std::unordered_map<ColumnSet, CompiledStatement> updates_by_new_version_;
    std::unordered_map<std::string, CompiledStatement> selects_in_;
};

std::int64_t any_integer_at(const driver::FieldSlot& slot, const void* object) noexcept;
void set_any_integer_at(const driver::FieldSlot& slot, void* object, std::int64_t number);

/// A number of any integer kind, as 64 bits (of unsigned ones the same bits).
inline std::int64_t integer_at(const driver::FieldSlot& slot, const void* object) noexcept {
    const void* const member = static_cast<const std::byte*>(object) + slot.offset;
    if (slot.form == driver::MemberForm::int32)
        return *static_cast<const std::int32_t*>(member);
    if (slot.form == driver::MemberForm::int64)
        return *static_cast<const std::int64_t*>(member);
    return any_integer_at(slot, object);
}
inline std::int64_t EntityStore::number_of(const void* object) const noexcept {
    return integer_at(mapper_.key_slots()[0], object);
}
/// Throws as assign_field if it does not fit.
inline void set_integer_at(const driver::FieldSlot& slot, void* object, std::int64_t number) {
    void* const member = static_cast<std::byte*>(object) + slot.offset;
    if (slot.form == driver::MemberForm::int64)
        *static_cast<std::int64_t*>(member) = number;
    else if (slot.form == driver::MemberForm::int32 && number == static_cast<std::int32_t>(number))
        *static_cast<std::int32_t*>(member) = static_cast<std::int32_t>(number);
    else
        set_any_integer_at(slot, object, number);
}

}  // namespace rowan::detail
