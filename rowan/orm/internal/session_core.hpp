// rowan/orm/internal/session_core.hpp: the session without types: what rowan::Session's templates call.
//
// Its functions stand in one file per concern: session_core.cpp (objects and states), session_transaction.cpp
// (connection, flush, commit), session_rollback.cpp (levels and their undoing), session_loading.cpp (rows into
// objects), session_graphs.cpp (values that are taken in), session_relations.cpp (both ends of a relationship),
// session_removal.cpp (relationships around what is removed), relationship_loading.cpp (peers). A flush is a class of
// its own, UnitOfWork.
#pragma once

#include <rowan/engine/connection.hpp>
#include <rowan/engine/engine.hpp>
#include <rowan/orm/internal/cohort.hpp>
#include <rowan/orm/internal/entity_store.hpp>
#include <rowan/orm/internal/level.hpp>
#include <rowan/orm/internal/pair.hpp>
#include <rowan/orm/internal/relation_state.hpp>
#include <rowan/orm/internal/row_events.hpp>
#include <rowan/orm/session_options.hpp>
#include <rowan/types/callback.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rowan {

class Statement;
struct Compiled;

namespace detail {

class OwnersByKey;
struct KeyValues;
class WantedRows;

/// Neighbouring columns of a result that are fields of an object.
struct ColumnRun {
    int first = 0;
    std::vector<driver::FieldSlot> slots{};
};

/// Of the objects that a relationship load reads.
struct DeferredColumns {
    ColumnSet loaded = 0;  ///< deferred members that come with the rows
    ColumnSet raises = 0;  ///< and those that a touch must not load
};

/// How rows of one query become objects.
struct LoadOptions {
    bool populate_existing = false;     ///< overwrite objects that were read in this transaction, or changed
    bool may_be_absent = false;         ///< an outer join: the key may be NULL
    std::span<const ColumnRun> runs{};  ///< where the columns stand, if not one after the other in the table's order
    ColumnSet deferred = 0;             ///< deferred members that are among them
    ColumnSet raises = 0;               ///< deferred members that a touch must not load
};

/// An object that a stream brought, while nothing was destroyed at its address since.
struct StreamedObject {
    EntityStore* store;
    void* object;
    std::uint64_t burials;
};
using StreamedObjects = std::vector<StreamedObject>;

class SessionCore : public std::enable_shared_from_this<SessionCore> {
public:
    /// `read_only`: objects have no snapshots, and nothing is flushed (ReadSession).
    SessionCore(Engine engine, SessionOptions options, bool read_only = false);
    SessionCore(const SessionCore&) = delete;
    SessionCore& operator=(const SessionCore&) = delete;
    /// Rolls back and destroys every object. Throws nothing.
    ~SessionCore();

    const Engine& engine() const noexcept { return engine_; }
    const SessionOptions& options() const noexcept { return options_; }
    bool is_read_only() const noexcept { return read_only_; }

    // --- stores and objects (session_core.cpp)

    EntityStore& store(const Mapper& mapper);
    std::span<const std::unique_ptr<EntityStore>> stores() const noexcept { return stores_; }
    /// The header of an object of this session; null if it is none.
    ObjectHeader* find(const Mapper& mapper, const void* object) const noexcept;
    /// The same; ArgumentError that says `action` if it is none.
    ObjectHeader& require(const Mapper& mapper, const void* object, std::string_view action) const;

    /// Moves the object in, with what its relationships own.
    ObjectHeader& add(const Mapper& mapper, void* object);
    /// Takes over a node that is to be in a relationship, with what its relationships own. If it refuses, the node is
    /// destroyed.
    ObjectHeader& adopt(const RelationshipInfo& relationship, ObjectHeader* node);
    /// Refuses, before anything is changed, what can't become members of such a relationship.
    void check_given(const RelationshipInfo& relationship, std::span<const ManyState::Member> given);
    void remove(ObjectHeader& object);
    void restore(ObjectHeader& object);
    /// Moves it out into raw memory.
    void expunge(ObjectHeader& object, void* to);
    void expire(ObjectHeader& object);
    void refresh(ObjectHeader& object);
    /// Copies the columns of `which` of a value to the object of its key, which is loaded, or made pending.
    ObjectHeader& merge(const Mapper& mapper, const void* value, ColumnSet which);
    void clear();
    void close() noexcept;
    /// Columns that differ from what is in the database; all that would be sent, for a pending object.
    ColumnSet modified(const ObjectHeader& object) const;
    bool has_changes() const;
    /// Stores NULL at the next flush, whatever default the column has.
    void set_null(ObjectHeader& object, std::uint16_t field);
    bool is_null_on_purpose(const ObjectHeader& object, std::uint16_t field) const;
    /// How many objects have been destroyed or have left so far, and whether this one has not since.
    std::uint64_t burials() const noexcept { return burials_; }
    bool is_alive(const EntityStore* store, const void* object, std::uint64_t burials) const noexcept;
    bool is_open() const noexcept { return !closed_; }
    /// Grows whenever objects are removed, restored or found gone. Never 0.
    std::uint64_t phase_changes() const noexcept { return phase_changes_; }

    // --- transaction (session_transaction.cpp)

    void flush();
    void commit();
    void rollback();
    /// The savepoint's serial number.
    std::uint64_t begin_nested();
    void release_level(std::uint64_t savepoint);
    void rollback_level(std::uint64_t savepoint);
    std::size_t depth() const noexcept { return levels_.size(); }
    bool in_transaction() const noexcept { return transaction_.has_value(); }
    Level& level() noexcept { return levels_.back(); }
    std::uint32_t epoch() const noexcept { return epoch_; }
    /// The session's connection, in a transaction that is begun if need be.
    Connection& connection(bool writes) {
        require_usable();
        return transaction_ ? *connection_ : begin_transaction(writes);
    }
    /// For the program, which may write over it unseen.
    Connection& lend_connection() {
        Connection& open = connection(false);
        wrote_ = true;
        return open;
    }
    /// Throws PendingRollbackError, or StateError after `close`.
    void require_usable() const {
        if (telling_ || closed_ || failed_) [[unlikely]]
            refuse_use();
    }
    /// Throws StateError after `close`.
    void require_open(const char* action) const;
    /// Runs `work` and notes an error of the database, after which the level has failed.
    template <class Work>
    decltype(auto) guarded(Work&& work) {
        try {
            return work();
        } catch (const DatabaseError&) {
            if (transaction_)
                note_failure(std::current_exception());
            throw;
        }
    }
    /// Runs `work`, which changes objects step by step: if it fails, only a rollback is left, which undoes those done.
    template <class Work>
    decltype(auto) changing(Work&& work) {
        try {
            return work();
        } catch (...) {
            note_failure(std::current_exception());
            throw;
        }
    }
    CompiledStatement compile(const Statement& statement);
    /// Flushes if one of the tables has changes that are not in the database yet. Whether it did.
    bool autoflush(const Compiled& compiled);
    /// After a statement of the program's that wrote: objects of these tables are as of an earlier transaction.
    void expire_written(const Compiled& compiled);
    /// No relation names these objects any more; they are about to go. If their rows stay, collections that had them
    /// are not loaded any more, for they would be short.
    void forget(std::span<ObjectHeader* const> objects, bool rows_stay);
    bool autoflush_enabled = true;

    // --- loading (session_loading.cpp)

    /// Null if there is no such row. `key` as the store's.
    ObjectHeader* get(EntityStore& store, std::span<const Value> key);
    ObjectHeader* get(EntityStore& store, std::int64_t key);
    std::vector<ObjectHeader*> get_many(EntityStore& store, const KeyValues& keys);
    /// The object of the current row, whose columns of `store` begin at `first`: a new one, or the one known, as
    /// SEMANTICS 3 says. Null if the key in the row is NULL (an outer join).
    ObjectHeader* read_row(Execution& execution, EntityStore& store, int first, const LoadOptions& options);
    /// Objects that came together are peers.
    Cohorts& cohorts() noexcept { return cohorts_; }
    /// What holds the values of the row that read_row read last: the object, or a scratch one if the row changed
    /// nothing.
    const void* last_row() const noexcept { return last_row_; }

    // --- deferred members (deferred_loading.cpp)

    /// A touch: loads the value of that state's member, for this object alone.
    void load_deferred(ObjectHeader& owner, const DeferredState& state);

    // --- streams (session_streaming.cpp)

    /// From now on, new objects of relationship loads, and those read while there is a Noting, are added to the list of
    /// the stream that began last.
    void begin_stream(StreamedObjects& objects);
    void end_stream(StreamedObjects& objects) noexcept;
    /// Those of them that have no changes, and that nothing which stays names, leave the session. The list keeps the
    /// others.
    void release_streamed(StreamedObjects& objects);
    class Noting {
    public:
        explicit Noting(SessionCore& session) noexcept : session_(session) { ++session_.noting_; }
        Noting(const Noting&) = delete;
        Noting& operator=(const Noting&) = delete;
        ~Noting() { --session_.noting_; }

    private:
        SessionCore& session_;
    };

    // --- relationships

    /// Sets the owner of every relation of the object (session_relations.cpp).
    void attach_relations(ObjectHeader& object) noexcept;
    void unload_relations(ObjectHeader& object) noexcept;
    void unload_relation(ObjectHeader& object, const RelationshipInfo& relationship) noexcept;
    void set_one(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader* target);
    void add_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member);
    bool remove_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member);
    /// The foreign key of `child` (the fields in `fields`) becomes the key of `parent` (those in `parent_fields`);
    /// empty without a parent, or while its key is not known.
    void write_foreign_key(ObjectHeader& child, std::span<const std::uint16_t> fields, const ObjectHeader* parent,
                           std::span<const std::uint16_t> parent_fields);
    /// Whether it still is what write_foreign_key wrote: if not, the program assigned the member later, and it stands.
    bool foreign_key_agrees(const ObjectHeader& child, std::span<const std::uint16_t> fields,
                            const ObjectHeader* parent, std::span<const std::uint16_t> parent_fields) const;
    bool stands_by_key(ObjectHeader& owner, const RelationshipInfo& relationship) const;
    bool keeps_parent(ObjectHeader& child, const RelationshipInfo& relationship);
    /// Assigns to a member on rowan's account: a rollback, or a failed flush, takes it back.
    void write_field(ObjectHeader& object, std::uint16_t field, const Value& value);
    void make_room_to_touch();
    void touch(ObjectHeader& owner, const RelationshipInfo& relationship);

    /// Loads for the owner and its next peers (relationship_loading.cpp).
    void load_one(ObjectHeader& owner, const RelationshipInfo& relationship);
    void load_many(ObjectHeader& owner, const RelationshipInfo& relationship);
    std::int64_t count_members(ObjectHeader& owner, const RelationshipInfo& relationship);
    /// Loads for just these owners, those that have it loaded left out.
    void load_for(std::span<ObjectHeader* const> owners, const RelationshipInfo& relationship,
                  DeferredColumns columns = {});
    /// The members as the database has them become those of the owner, with what is unsaved merged in.
    /// `all_settled`: none of them was added, changed or removed in the transaction, as far as is known.
    void finish_load(ObjectHeader& owner, const RelationshipInfo& relationship, std::shared_ptr<ObjectList> members,
                     bool all_settled = false);
    /// Adds the new objects that are of these owners by their foreign keys alone to what a load found.
    void add_new_children(const RelationshipInfo& relationship, const OwnersByKey& owners,
                          const std::unordered_map<ObjectHeader*, std::shared_ptr<ObjectList>>& lists) const;
    bool has_pending() const noexcept { return !pending_.empty(); }
    /// A `one` has been loaded: what a rollback of this level may make untrue is then not loaded.
    void note_load_of_one(ObjectHeader& owner, const RelationshipInfo& relationship, const ObjectHeader* member);

    // --- listeners
    std::vector<Callback<void()>> before_flush{};
    std::vector<Callback<void()>> after_flush{};
    std::vector<Callback<void()>> after_commit{};
    std::vector<Callback<void()>> after_rollback{};
    std::vector<Callback<void(std::size_t)>> changes_dropped{};

    std::vector<RowListener> row_listeners{};
    /// Calls those that listen to it. While they run, the session only answers from memory (SEMANTICS 4.6).
    void tell(RowEvent event, ObjectHeader& object);
    /// Throws StateError while a listener of rows runs.
    void require_no_row_listener() const;
    void require_no_flush() const;

    /// Loops that walk objects; while there are any, objects are not destroyed.
    std::shared_ptr<void> pin() const noexcept { return pins_; }

private:
    friend class UnitOfWork;

    void refuse_use() const;
    Connection& begin_transaction(bool writes);

    /// Keys that a graph brings, each with its class.
    using NewKeys = std::unordered_set<std::string>;
    void check_graph(const Mapper& mapper, const void* value, NewKeys& keys);
    void check_node(const Mapper& mapper, const void* value, NewKeys& keys);
    void check_foreign_key(const RelationshipInfo& relationship, const void* value, const void* other) const;
    void require_free_key(const Mapper& mapper, const void* value) const;
    void adopt_relations(ObjectHeader& object);
    void leave_former_parent(ObjectHeader& child, const RelationshipInfo& relationship);
    void unlink_parent(ObjectHeader& child, const RelationshipInfo& relationship, ObjectHeader& parent);
    void link_parent(ObjectHeader& child, const RelationshipInfo& relationship, ObjectHeader* before,
                     ObjectHeader* parent);
    void link_child(ObjectHeader& parent, const RelationshipInfo& relationship, ObjectHeader* before,
                    ObjectHeader* child);
    void link_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member);
    bool unlink_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member);
    bool refers_to(const ObjectHeader& child, const RelationshipInfo& relationship, ObjectHeader& owner);
    void join_loaded_collection(ObjectHeader& object, const RelationshipInfo& relationship);
    void note_load(ObjectHeader& owner, const RelationshipInfo& relationship, const ObjectList& members,
                   bool all_settled);
    void stand_in(ObjectHeader& parent, const RelationshipInfo& relationship, ObjectHeader& child, bool stands);
    void make_room_for_pending();
    void begin_pending(ObjectHeader& object);
    void remove_loaded(ObjectHeader& object);
    void take_from_pending(ObjectHeader& object);
    void give_up_key(ObjectHeader& object);
    void load_cascade(ObjectHeader& object);
    bool is_given_away(ObjectHeader& child, const RelationshipInfo& relationship, const ObjectHeader& owner);
    void cascade_removal(ObjectHeader& object);
    void leave_parent(ObjectHeader& child, const RelationshipInfo& relationship);
    void detach_from_relations(ObjectHeader& object);
    void return_to_relations(ObjectHeader& object);
    void bring_back_members(ObjectHeader& owner);
    void release_members(ObjectHeader& object);
    void let_go_of_persistent(ObjectHeader& object);
    void rejoin_relations(ObjectHeader& object);
    void bury(ObjectHeader& object);
    void dig_graves();
    /// From now on there is only `rollback`.
    void note_failure(const std::exception_ptr& error) noexcept;
    /// The session can't go on, not even by a rollback: its connection is dropped; its objects stay until `close`.
    void close_for_good(const char* because) noexcept;
    void call(const std::vector<Callback<void()>>& listeners);
    void follow_commit();
    void end_transaction();
    /// Nothing names these objects any more, whose rows are gone or never were; they are destroyed.
    void end_objects(std::span<ObjectHeader* const> objects);
    void reserve_fold();
    void fold_level();
    void undo_level(Level& level);
    void follow_rollback();
    std::size_t depth_of(std::uint64_t savepoint) const noexcept;
    void keep(ObjectHeader& object);
    void restore_values(ObjectHeader& object);
    void restore_keys(EntityStore& home);
    using ByMapper = std::unordered_map<const Mapper*, std::vector<ObjectHeader*>>;
    void hold_relations(const Level& level);
    void hold_parents(const Level& level, const RelationshipInfo& relationship, const ByMapper& added);
    void let_go_by_key(ObjectHeader& parent, const RelationshipInfo& relationship);
    void hold_children(const RelationshipInfo& relationship, const ByMapper& added);
    void hold_pairs(const Level& level, const ByMapper& added);
    bool has_changes(const EntityStore& store) const;
    bool names(const Compiled& compiled, const Mapper& mapper, bool written) const;
    bool may_see_changes(const Compiled& compiled) const;
    /// Reads the row of the key in `key_object`, which may be any object of the class.
    ObjectHeader* fetch_by_key(EntityStore& store, const void* key_object, ObjectHeader* known,
                               bool populate_existing = false);
    ObjectHeader* ask_for_owner(EntityStore& store, std::span<const std::uint16_t> fields,
                                std::span<const Value> values);
    void find_gone(ObjectHeader& object);
    ObjectHeader* settle(EntityStore& store, const LoadOptions& options);
    void overwrite(EntityStore& store, ObjectHeader& known, ObjectHeader& fresh, const LoadOptions& options);
    void attach_deferred(ObjectHeader& object, ColumnSet loaded, ColumnSet raises) noexcept;
    void take_deferred(ObjectHeader& known, ObjectHeader& fresh, const LoadOptions& options);
    void replace_deferred(ObjectHeader& known, ObjectHeader& fresh, const LoadOptions& options);
    void read_deferred(ObjectHeader& object, const DeferredMember& member);
    void settle_deferred(ObjectHeader& object, ColumnSet unknown) noexcept;
    void unload_deferred(ObjectHeader& object) noexcept;
    void drop_parents(ObjectHeader& child, const void* fresh);
    void unload_what_is_saved(ObjectHeader& object) noexcept;
    std::vector<ObjectHeader*> peers_lacking(ObjectHeader& owner, const RelationshipInfo& relationship);
    void follow_foreign_key(ObjectHeader& owner, const RelationshipInfo& relationship, bool any_reading = false);
    /// The new objects that others may refer to already: one of them may take a removed object's place, and its
    /// children.
    OwnersByKey new_owners(const RelationshipInfo& relationship) const;
    void load_children(std::span<ObjectHeader* const> owners, const RelationshipInfo& relationship,
                       DeferredColumns columns);
    /// Reads the rows whose `fields` have the wanted values, as one cohort. `first`: a member that the values of the
    /// first field were read from. Needs `guarded`.
    void read_wanted(EntityStore& home, std::span<const std::uint16_t> fields, WantedRows& wanted,
                     const driver::FieldSlot& first, DeferredColumns columns);
    void load_parents(std::span<ObjectHeader* const> owners, const RelationshipInfo& relationship,
                      DeferredColumns columns);
    LoadStrategy strategy_of(const ObjectHeader& owner, const RelationshipInfo& relationship) const noexcept;
    void require_loadable(const ObjectHeader& owner, const RelationshipInfo& relationship) const;

    Engine engine_;
    SessionOptions options_;
    const bool read_only_;
    std::vector<std::unique_ptr<EntityStore>> stores_;
    std::unordered_map<const Mapper*, EntityStore*> store_of_;
    mutable const Mapper* last_mapper_ = nullptr;
    mutable EntityStore* last_store_ = nullptr;

    std::optional<Connection> connection_;
    std::optional<Transaction> transaction_;
    std::vector<Level> levels_;
    std::uint64_t savepoints_ = 0;
    std::uint32_t epoch_ = 1;
    std::string failure_{};
    bool failed_ = false;
    bool closed_ = false;
    bool flushing_ = false;
    const RowEvent* telling_ = nullptr;  // what listeners of rows are being told
    PairSet written_pairs_;              // in this transaction: a collection that is not loaded may get them again
    bool wrote_ = false;                 // a flush or a statement has changed rows in this transaction

    std::vector<ObjectHeader*> pending_;
    std::vector<ObjectHeader*> removed_;  // phase removed: DELETE at the next flush
    std::vector<ObjectHeader*> kept_;
    std::vector<ObjectHeader*> touched_;  // persistent objects with changed relationships
    std::vector<ObjectHeader*> graves_;
    const void* last_row_ = nullptr;
    std::vector<std::pair<const ObjectHeader*, std::uint16_t>> nulls_;  // set_null, until the flush
    std::vector<StreamedObjects*> streams_;
    int noting_ = 0;
    std::uint64_t burials_ = 0;
    std::uint64_t cleared_at_ = 0;  // burials at the last clear()
    std::uint64_t phase_changes_ = 1;
    std::unordered_map<const void*, std::uint64_t> buried_;  // addresses that were left, and when
    std::shared_ptr<int> pins_ = std::make_shared<int>(0);
    Cohorts cohorts_;
};

/// The relation of an object, erased.
inline OneState& one_at(ObjectHeader& object, const RelationshipInfo& relationship) noexcept {
    return *reinterpret_cast<OneState*>(static_cast<std::byte*>(object.object()) + relationship.offset);
}
inline ManyState& many_at(ObjectHeader& object, const RelationshipInfo& relationship) noexcept {
    return *reinterpret_cast<ManyState*>(static_cast<std::byte*>(object.object()) + relationship.offset);
}
/// The values of some of the fields of an object of the struct.
std::vector<Value> read_values(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object);
/// The same of an object of a session.
std::vector<Value> values_of(const ObjectHeader& object, std::span<const std::uint16_t> fields);
/// The same of its row, as far as it is known, whatever the program wrote into the object since.
std::vector<Value> known_values(const ObjectHeader& object, std::span<const std::uint16_t> fields);
/// Whether the database found these to be equal, though they differ by their bytes.
bool is_spelling_of(const ObjectHeader& child, std::span<const std::uint16_t> fields, const ObjectHeader& parent,
                    std::span<const std::uint16_t> parent_fields);
/// The member is again as it was before rowan wrote it, unless the program has written something else since.
void take_back(const Level::Written& entry);
/// Copies the columns of `which` from a value to an object of the store: all of them or, if a member's copy throws, no
/// plain one.
void copy_all_or_none(EntityStore& home, void* to, const void* from, ColumnSet which);
/// Whether the program has moved the object away as a whole (which shows in its relationships).
bool was_moved_from(ObjectHeader& object) noexcept;
/// A generated key as it was before it was generated.
void reset_key(ObjectHeader& object) noexcept;
/// The struct and key of an object, for messages: "User(id=3)".
std::string describe(const ObjectHeader& object);

}  // namespace detail
}  // namespace rowan
