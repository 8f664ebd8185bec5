// rowan/orm/internal/unit_of_work.hpp: one flush: what is to be written, in which order, and then writing it.
//
// `collect` (unit_of_work.cpp) looks at the session and refuses what can't be saved before any SQL is sent. `execute`
// sends the statements (persistence.cpp) and, when all have succeeded, tells the session that its objects are as the
// database has them. If one fails, what rowan wrote into objects is taken back before the exception leaves.
#pragma once

#include <rowan/orm/internal/session_core.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace rowan::detail {

/// A child whose foreign key is to be the key of a parent.
struct Link {
    ObjectHeader* child;
    ObjectHeader* parent;
    std::span<const std::uint16_t> child_fields;
    std::span<const std::uint16_t> parent_fields;
};

struct Operation {
    /// give_up: a unique column is NULL until the row's update, so that another row can take its value before.
    enum class Kind : std::uint8_t { insert, update, remove, give_up };
    Kind kind;
    ObjectHeader* object;
    ColumnSet columns = 0;  ///< of update and give_up
};

/// The columns that are to be written of some objects of one class.
struct Changes {
    EntityStore* home;
    ColumnSet columns;
};

/// A foreign key of a removed row that is emptied before rows are deleted.
struct Released {
    ObjectHeader* object;
    const ForeignKey* key;
    ColumnSet fields;
};

/// A child whose parent is removed, and the key of that parent which it had.
struct LeftParent {
    ObjectHeader* child;
    const RelationshipInfo* relationship;
    std::vector<Value> key;
};

class UnitOfWork {
public:
    explicit UnitOfWork(SessionCore& session)
        : session_(session),
          written_mark_(session.level().written.size()),
          removed_mark_(session.removed_.size()),
          kept_mark_(session.kept_.size()) {}

    void collect();
    bool empty() const noexcept {
        return inserts_.empty() && updates_.empty() && removals_.empty() && new_pairs_.empty() && gone_pairs_.empty() &&
               session_.touched_.empty();
    }
    void execute();
    /// After a failure: what this flush did in memory is taken back, or left to a rollback if that can't be.
    void take_back() noexcept;

private:
    std::vector<Operation> told_operations(std::span<const Operation> operations) const;
    void tell(const std::vector<Operation>& operations, bool before);
    void restore_collected();
    // unit_of_work.cpp
    void settle_orphans();
    bool is_orphan(const ObjectHeader& object) const;
    void follow_removals();
    void load_cascade(ObjectHeader& owner);
    bool is_given_to(ObjectHeader& child, ObjectHeader& owner, const RelationshipInfo& relationship) const;
    std::vector<const RelationshipInfo*> relationships_to_children(const Mapper& parent);
    void release_members(std::size_t begin, std::size_t end);
    void collect_relations(ObjectHeader& object);
    void collect_one(ObjectHeader& object, const RelationshipInfo& relationship);
    void collect_many(ObjectHeader& object, const RelationshipInfo& relationship);
    bool stands(const ObjectHeader& child, const ObjectHeader& parent, const RelationshipInfo& relationship) const;
    void add_link(ObjectHeader& child, ObjectHeader& parent, const RelationshipInfo& relationship);
    void require_parent(const ObjectHeader& child, const RelationshipInfo& relationship) const;
    static void add_pair(PairList& to, const RelationshipInfo& relationship, ObjectHeader& owner, ObjectHeader& member);
    void collect_updates();
    void refuse_moved_from(ObjectHeader& object) const;
    bool gets_other_key(const ObjectHeader& object) const;
    void refuse_taken_key(ObjectHeader& object) const;
    void refuse_shared_key(const ObjectHeader& before, const ObjectHeader& object) const;
    void take_snapshots();
    void finish();

    // follow_foreign_keys.cpp
    void follow_foreign_keys();

    // follow_changed_keys.cpp
    void follow_changed_keys();

    // flush_order.cpp
    std::vector<Operation> order();
    std::vector<ObjectHeader*> order_inserts();
    void order_cycle(const std::vector<ObjectHeader*>& objects, const std::vector<const Mapper*>& classes,
                     std::vector<ObjectHeader*>& ordered);
    bool is_postponed(const ObjectHeader& child, std::span<const std::uint16_t> fields) const;
    std::vector<ObjectHeader*> order_removals() const;
    void order_removed_cycle(const std::vector<ObjectHeader*>& objects, const std::vector<const Mapper*>& classes,
                             std::vector<ObjectHeader*>& ordered) const;
    void release_cycles(const std::vector<ObjectHeader*>& removals);
    bool values_change_hands() const;
    std::vector<Operation> order_by_values(const std::vector<ObjectHeader*>& inserts,
                                           const std::vector<ObjectHeader*>& removals);

    // persistence.cpp
    void write_links(ObjectHeader& child);
    ColumnSet linked_to_changing_keys(const ObjectHeader& child) const;
    void prepare_values();
    void fill_defaults(ObjectHeader& object);
    void fit_values(ObjectHeader& object, ColumnSet columns);
    ColumnSet nulls_on_purpose(const ObjectHeader& object) const;
    void insert_batch(std::span<ObjectHeader* const> objects);
    void write_inserts(EntityStore& store, std::span<ObjectHeader* const> objects, ColumnSet columns);
    void update_batch(std::span<const Operation> updates);
    void write_updates(std::span<ObjectHeader* const> objects, ColumnSet columns);
    void update_many(const CompiledStatement& plan, bool as_arrays, std::span<const driver::FieldSlot> slots,
                     std::span<ObjectHeader* const> objects);
    enum class RowFound : std::uint8_t { none, other_version, as_written };
    RowFound find_row(const ObjectHeader& object, const void* columns);
    bool is_view(const Mapper& mapper);
    const ObjectHeader& first_stale(std::span<ObjectHeader* const> objects);
    void give_up(const Operation& operation);
    void remove_batch(std::span<ObjectHeader* const> objects);
    bool remove_many(std::span<ObjectHeader* const> objects);
    void release_children(std::span<ObjectHeader* const> parents);
    void write_pairs();
    void insert_pairs(std::span<const Pair> pairs, bool are_written);
    void write_pairs(const CompiledStatement& plan, std::span<const Pair> pairs, std::size_t rows, bool inserted);
    void read_back();
    void read_back(EntityStore& store, std::span<ObjectHeader* const> objects);
    void empty_released_keys();

    SessionCore& session_;
    // Where the session's lists ended when the flush began.
    const std::size_t written_mark_;
    const std::size_t removed_mark_;
    const std::size_t kept_mark_;
    std::vector<ObjectHeader*> orphans_;  // that were removed
    std::deque<RelationshipInfo> lone_references_;
    std::vector<LeftParent> left_;
    std::vector<ObjectHeader*> inserts_;
    std::vector<Operation> updates_;
    std::vector<Changes> changes_;  // what is in updates_, class by class
    std::vector<ObjectHeader*> removals_;
    std::vector<Link> links_;
    std::unordered_multimap<const ObjectHeader*, std::size_t> links_of_;  // by child
    std::unordered_map<const ObjectHeader*, ColumnSet> postponed_;        // foreign keys written by a second UPDATE
    std::vector<Released> released_;
    PairList new_pairs_;
    PairList gone_pairs_;
    std::vector<ObjectHeader*> keyed_;  // whose generated key was written by this flush
};

}  // namespace rowan::detail
