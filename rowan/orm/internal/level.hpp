// rowan/orm/internal/level.hpp: what a transaction or savepoint changed in the session, so that a rollback can undo it.
#pragma once

#include <rowan/engine/transaction.hpp>
#include <rowan/orm/internal/object_header.hpp>
#include <rowan/types/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace rowan::detail {

struct RelationshipInfo;

/// One level of the session: the transaction, or a savepoint in it. Entries stand in the order of what happened and are
/// undone backwards; the entries of a savepoint that is released go to the level around it.
struct Level {
    /// The columns of an object as they were known before something newer was learnt.
    struct Earlier {
        ObjectHeader* object;
        std::byte* snapshot;  ///< owned
        std::uint32_t epoch;
    };
    /// What rowan wrote into an object that the program had made: keys, foreign keys, defaults. It is taken back unless
    /// the program has written something else since.
    struct Written {
        ObjectHeader* object;
        std::uint16_t field;
        Value before;
        Value after;
    };
    struct ChangedRelation {
        ObjectHeader* object;
        std::uint32_t offset;
    };
    /// A row of a table of pairs that was inserted or deleted.
    struct WrittenPair {
        const RelationshipInfo* relationship;
        ObjectHeader* local;
        ObjectHeader* remote;
        bool inserted;
    };

    /// What the removal of an object did to another: removed it, too, or took its parent from it.
    struct TakenAlong {
        ObjectHeader* member;
        ObjectHeader* cause;
        const RelationshipInfo* relationship;  ///< of the cause
    };

    /// A new child that stands in a loaded collection since its key said so, which its own end does not know.
    struct JoinedByKey {
        ObjectHeader* child;
        ObjectHeader* parent;
        const RelationshipInfo* relationship;  ///< of the parent
    };

    std::vector<ObjectHeader*> added{};
    std::vector<ObjectHeader*> removed{};  ///< by the program, or found gone
    std::vector<Earlier> earlier{};
    std::vector<Written> written{};
    std::vector<TakenAlong> taken_along{};
    std::vector<JoinedByKey> joined_by_key{};   ///< until the flush
    std::vector<ObjectHeader*> moved_by_key{};  ///< children that were given a parent before; until the flush
    std::vector<ChangedRelation> relations{};
    std::vector<WrittenPair> pairs{};  ///< of objects that are new in the transaction
    std::optional<Transaction> savepoint{};
    std::uint64_t serial = 0;  ///< of a savepoint: no two of a session have the same
};

}  // namespace rowan::detail
