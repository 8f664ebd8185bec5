// rowan/orm/internal/relationship_info.hpp: a relationship at run time: which columns join it, and what it cascades.
#pragma once

#include <rowan/orm/internal/entity.hpp>
#include <rowan/orm/internal/load_strategy.hpp>
#include <rowan/orm/internal/snapshot.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

class Table;

namespace detail {

enum class Direction : std::uint8_t {
    many_to_one,   ///< this side has the foreign key
    one_to_many,   ///< the other side has it (one-to-one too, where the member is a one<>)
    many_to_many,  ///< a table between has both
};

struct RelationshipInfo {
    // --- as declared
    const Mapper* owner = nullptr;
    std::string_view member{};
    std::uint32_t offset = 0;
    std::uint16_t index = 0;  ///< among the owner's relationships
    bool many = false;        ///< a many<> member
    EntitySlot* target_slot = nullptr;
    std::span<const RelationOption> options{};

    bool cascade_save = true;
    bool cascade_delete = false;
    bool delete_orphan = false;
    bool passive_deletes = false;
    bool ignore_duplicates = false;
    bool view_only = false;
    LoadStrategy strategy = LoadStrategy::peers;
    std::size_t peers = 1000;

    // --- resolved
    const Mapper* target = nullptr;
    Direction direction = Direction::many_to_one;
    std::vector<std::uint16_t> local{};   ///< fields of the owner: the foreign key, or what it refers to
    std::vector<std::uint16_t> remote{};  ///< fields of the target, pairwise with `local`
    ColumnSet local_set = 0;
    bool foreign_key_nullable = false;  ///< whether the child can be without a parent
    Action on_delete = Action::no_action;
    bool to_key = false;  ///< many-to-one to exactly the target's primary key: the identity map answers
    const RelationshipInfo* inverse = nullptr;

    std::shared_ptr<Table> secondary{};             ///< many-to-many
    std::vector<std::uint16_t> secondary_local{};   ///< columns of `secondary` that refer to the owner, as `local`
    std::vector<std::uint16_t> secondary_remote{};  ///< and to the target, as `remote`

    struct Order {
        std::uint16_t field;
        bool descending;
    };
    std::vector<Order> order_by{};
};

}  // namespace detail
}  // namespace rowan
