// rowan/orm/session.hpp: a unit of work with a database: objects in, changes found and written, objects out.
//
//     rowan::Session session(engine);
//     User& ed = session.add(User{.name = "ed"});
//     session.commit();                           // ed.id is set
//     ed.nickname = "eddie";                      // found at the next flush
//     session.commit();                           // UPDATE users SET nick = ? WHERE users.id = ?
//     session.remove(ed);
//     session.rollback();                         // or not
//
// The session owns its objects and gives references, which are valid while the object lives: until the commit that
// makes its removal final, expunge, clear, close, or the session's end. An object never moves. A session and its
// objects belong to one thread at a time.
#pragma once

#include <rowan/engine/engine.hpp>
#include <rowan/orm/internal/entity_spec.hpp>
#include <rowan/orm/internal/object_vector.hpp>
#include <rowan/orm/internal/row_events.hpp>
#include <rowan/orm/internal/session_front.hpp>
#include <rowan/orm/load_options.hpp>
#include <rowan/orm/object_ref.hpp>
#include <rowan/orm/object_state.hpp>
#include <rowan/orm/query.hpp>
#include <rowan/orm/session_options.hpp>
#include <rowan/types/callback.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

class Session;

/// A savepoint of a session: rolls back, unless it is committed, when it leaves its scope.
class [[nodiscard]] Savepoint {
public:
    Savepoint(Savepoint&& other) noexcept;
    Savepoint& operator=(Savepoint&&) = delete;
    ~Savepoint();

    /// Flushes and keeps the changes in the transaction around it. StateError if it has ended.
    void commit();
    /// Undoes what happened since it began, in the database and in the objects. Does nothing if it has ended.
    void rollback();

private:
    friend class Session;
    Savepoint(std::shared_ptr<detail::SessionCore> core, std::uint64_t serial) noexcept;

    std::shared_ptr<detail::SessionCore> core_;
    std::uint64_t serial_;
};

/// Suspends autoflush while it lives.
class [[nodiscard]] NoAutoflush {
public:
    NoAutoflush(NoAutoflush&& other) noexcept;
    NoAutoflush& operator=(NoAutoflush&&) = delete;
    ~NoAutoflush();

private:
    friend class Session;
    explicit NoAutoflush(std::shared_ptr<detail::SessionCore> core) noexcept;

    std::shared_ptr<detail::SessionCore> core_;
    bool before_;
};

class Session {
public:
    explicit Session(Engine engine, SessionOptions options = {});
    /// Moves no object: references stay valid.
    Session(Session&&) noexcept = default;
    Session& operator=(Session&&) noexcept;
    /// Rolls back; unsaved changes are dropped (and told to `on_changes_dropped`). Throws nothing.
    ~Session();

    // --- objects

    /// Takes the object, and what its relationships hold, into the session; they are written at the next flush. Throws
    /// ArgumentError if another object of its key is in the session, or if it refers to objects of no or another
    /// session.
    template <class T>
        requires(!std::is_lvalue_reference_v<T>)
    T& add(T&& object) {
        return *static_cast<T*>(detail::add_object(core_, detail::mapper_of<T>(), &object));
    }
    template <class T>
    T& add(T&) {
        static_assert(detail::always_false<T>,
                      "rowan: the session owns its objects: give add() a temporary or std::move(object), and use the "
                      "reference that it returns");
    }
    /// Several at once, in their order. A vector is emptied.
    template <class... T>
        requires(sizeof...(T) > 1)
    void add_all(T&&... objects) {
        (static_cast<void>(add(std::forward<T>(objects))), ...);
    }
    template <class T>
    void add_all(std::vector<T>&& objects) {
        for (T& object : objects)
            add(std::move(object));
        objects.clear();
    }
    template <class T>
        requires(!detail::is_vector<std::remove_cvref_t<T>>)
    void add_all(T&& object) {
        static_cast<void>(add(std::forward<T>(object)));
    }

    /// The object of this primary key (its columns in order), from the session if it was read in this transaction, else
    /// from the database; null if there is none.
    template <class T, class... Key>
    T* get(const Key&... key) {
        static_assert(sizeof...(Key) > 0, "rowan: get<T>(key) needs the primary key");
        const Mapper& mapper = detail::mapper_of<T>();
        if constexpr (sizeof...(Key) == 1 && (std::is_integral_v<Key> && ...)) {
            if (detail::has_integer_key(mapper))
                return static_cast<T*>(detail::get_object(*core_, mapper, detail::as_number(key...)));
        }
        const Value values[] = {Value(key)...};
        return static_cast<T*>(detail::get_object(*core_, mapper, std::span<const Value>(values)));
    }
    /// The same; NoResultFound if there is none.
    template <class T, class... Key>
    T& get_one(const Key&... key) {
        if (T* found = get<T>(key...))
            return *found;
        detail::throw_not_found(detail::mapper_of<T>());
    }

    /// The objects of these keys, in their order, with null where there is none: as `get` for each, but those that have
    /// to be read are asked for together, by as few statements as the database allows. A key of several columns is a
    /// std::tuple. Throws ArgumentError for keys of another width.
    ///
    ///     std::vector<User*> some = session.get_many<User>(std::vector{3, 1, 4});
    template <class T, class Keys>
    std::vector<T*> get_many(const Keys& keys) {
        return detail::get_all_objects<T>(*core_, detail::mapper_of<T>(), keys);
    }

    /// DELETE at the next flush; a pending object is just not saved. What its relationships cascade to goes with it.
    template <class T>
    void remove(T& object) {
        detail::remove_object(*core_, detail::mapper_of<T>(), &object);
    }
    /// Takes a removal back, or makes an object that a rollback left behind pending again. ArgumentError if it was
    /// deleted.
    template <class T>
    void restore(T& object) {
        detail::restore_object(*core_, detail::mapper_of<T>(), &object);
    }
    /// Takes an object out of the session. References to it are dead; its row stays.
    template <class T>
    T expunge(T& object) {
        detail::RawObject<T> out;
        detail::expunge_object(*core_, detail::mapper_of<T>(), &object, out.bytes);
        return out.take();
    }
    /// Reads the columns now and overwrites unsaved changes. StaleDataError if the row is gone.
    template <class T>
    void refresh(T& object) {
        detail::refresh_object(*core_, detail::mapper_of<T>(), &object);
    }
    /// The next row or `get` reads it again.
    template <class T>
    void expire(T& object) {
        detail::expire_object(*core_, detail::mapper_of<T>(), &object);
    }
    /// Makes the session's object of this key (read, or new) have the columns of `value`, or those named.
    template <auto... Members, class T>
    T& merge(const T& value) {
        const std::uint32_t offsets[] = {detail::offset_of<T, Members>..., 0};
        return *static_cast<T*>(
            detail::merge_object(*core_, detail::mapper_of<T>(), &value, offsets, sizeof...(Members)));
    }
    /// Takes over the columns of `value` but for the key; relationships stay.
    template <class T>
    void assign(T& object, const T& value) {
        detail::assign_object(*core_, detail::mapper_of<T>(), &object, &value);
    }
    /// Stores NULL in a member that has a default_value.
    template <auto Member, class T>
    void set_null(T& object) {
        detail::set_null(*core_, detail::mapper_of<T>(), &object, detail::offset_of<T, Member>);
    }
    /// A handle that may outlive the object: its use is then a DetachedError.
    template <class T>
    ObjectRef<T> ref(T& object) {
        return ObjectRef<T>(detail::make_object_handle(*core_, detail::mapper_of<T>(), &object));
    }

    // --- queries and statements
    //
    // All flush first what they may see, if it has changes; what the database answers is thrown (see types/error.hpp),
    // and the session then waits for `rollback`.

    /// Statement and session in one: `query<User>()`, `query<State, City>()`; see query.hpp.
    template <class... T>
        requires(sizeof...(T) > 0)
    Query<Entity<T>...> query() {
        Query<Entity<T>...> made(core_);
        (made.select().add_item(detail::mapped_entity<std::remove_pointer_t<T>>()), ...);
        return made;
    }
    /// Of columns, expressions, entity<T>, aliases: `query(col<&User::name>, func::count())`.
    template <class I, class... More>
    Query<detail::item_t<I>, detail::item_t<More>...> query(const I& item, const More&... more) {
        Query<detail::item_t<I>, detail::item_t<More>...> made(core_);
        made.select().add_item(detail::item_node(item));
        (made.select().add_item(detail::item_node(more)), ...);
        return made;
    }
    /// The first item of each row: references to objects, or values.
    template <template <class...> class S, class First, class... More>
        requires(std::is_base_of_v<Statement, S<First, More...>> && detail::query_item<First>::known)
    auto scalars(const S<First, More...>& statement, const Parameters& parameters = {}) {
        using Item = detail::query_item<First>;
        if constexpr (Item::is_object) {
            using T = typename Item::object;
            return ObjectVector<T>(detail::execute_objects(*core_, statement, parameters, detail::mapper_of<T>()));
        } else {
            using Values = ScalarValues<typename Item::stored>;
            return Values(detail::execute_rows(*core_, statement, parameters, Values::layout()));
        }
    }
    /// The first item of the first row: an object's address or null, a value or none.
    template <template <class...> class S, class First, class... More>
        requires(std::is_base_of_v<Statement, S<First, More...>> && detail::query_item<First>::known)
    auto scalar(const S<First, More...>& statement, const Parameters& parameters = {}) {
        return scalars(statement, parameters).first();
    }
    /// The first column of the first row; NULL if there is no row.
    Value scalar(const Statement& statement, const Parameters& parameters = {}) {
        return detail::execute_plain(*core_, statement, parameters).scalar();
    }
    /// Objects in batches, for results too large to be read whole; see stream.hpp.
    template <class T>
    ObjectStream<T> stream(const Select<Entity<T>>& statement, std::size_t batch = 1000,
                           const Parameters& parameters = {}) {
        return ObjectStream<T>(detail::make_stream(core_, statement, parameters, detail::mapper_of<T>(), batch, false));
    }
    /// Any statement, with values for its named parameters. Statements that say what their columns are give typed rows
    /// with objects among them (query_rows.hpp), others rows by name (Result). One that writes makes the objects of
    /// what it wrote as of an earlier transaction: the next query reads them again.
    template <template <class...> class S, class... Items>
        requires(std::is_base_of_v<Statement, S<Items...>> && detail::query_items<Items...>)
    QueryRows<Items...> execute(const S<Items...>& statement, const Parameters& parameters = {}) {
        return QueryRows<Items...>(detail::execute_rows(*core_, statement, parameters, QueryRow<Items...>::layout()));
    }
    Result execute(const Statement& statement, const Parameters& parameters = {}) {
        return detail::execute_plain(*core_, statement, parameters);
    }
    /// SQL is a Statement, not a string.
    template <detail::sql_as_string S>
    Result execute(const S&, const Parameters& = {}) {
        return detail::refuse_sql_as_string<S>();
    }
    /// Once per set of parameters.
    template <class Sets>
        requires std::is_same_v<Sets, std::vector<Parameters>>
    Result execute(const Statement& statement, const Sets& sets) {
        return detail::execute_batch(*core_, statement, sets);
    }

    // --- what the session knows

    /// Anything that is not the session's is transient.
    template <class T>
    ObjectState state(const T& object) const {
        return detail::state_of(*core_, detail::mapper_of<T>(), &object);
    }
    template <class T>
    bool contains(const T& object) const {
        return detail::is_tracked(*core_, detail::mapper_of<T>(), &object);
    }
    /// The members' names.
    template <class T>
    std::vector<std::string> modified_columns(const T& object) const {
        return detail::modified_columns(*core_, detail::mapper_of<T>(), &object);
    }
    /// Objects by state. What is pending, has changes, or will be deleted.
    ObjectCounts counts() const;
    template <class T>
    ObjectVector<T> pending() const {
        return ObjectVector<T>(detail::objects_in(*core_, detail::mapper_of<T>(), detail::Group::pending));
    }
    template <class T>
    ObjectVector<T> dirty() const {
        return ObjectVector<T>(detail::objects_in(*core_, detail::mapper_of<T>(), detail::Group::dirty));
    }
    template <class T>
    ObjectVector<T> deleted() const {
        return ObjectVector<T>(detail::objects_in(*core_, detail::mapper_of<T>(), detail::Group::deleted));
    }
    template <class T>
    ObjectVector<T> identity_map() const {
        return ObjectVector<T>(detail::objects_in(*core_, detail::mapper_of<T>(), detail::Group::known));
    }
    std::vector<const void*> pending() const;
    std::vector<const void*> dirty() const;
    std::vector<const void*> deleted() const;
    bool has_changes() const;
    bool in_transaction() const;
    const Engine& engine() const;

    // --- transaction

    /// Writes all changes. After an error the session waits for `rollback`.
    void flush();
    /// Flushes and commits. Values and relationships stay as they are; the next transaction reads them again.
    void commit();
    /// Undoes the transaction in the database, and in the objects: persistent ones have the values that were last known
    /// from the database, new ones are left as the program wrote them (see restore).
    void rollback();
    /// Flushes, and begins a savepoint.
    Savepoint begin_nested();
    NoAutoflush no_autoflush();
    /// Destroys all objects, and ends streams; the transaction goes on.
    void clear();
    /// Rolls back and destroys all objects. Every later call is a StateError.
    void close();
    /// The session's connection, in its transaction.
    Connection& connection();

    // --- listeners, called in the order in which they were added; what they throw leaves the call that they are in

    /// May add, remove and change objects, and query; it can't flush or end the transaction.
    void on_before_flush(Callback<void()> listener);
    /// After a flush that wrote something; its objects are as the database has them.
    void on_after_flush(Callback<void()> listener);
    /// After the transaction; may begin another. What it throws undoes nothing.
    void on_after_commit(Callback<void()> listener);
    /// After a rollback of the transaction, not of a savepoint.
    void on_after_rollback(Callback<void()> listener);
    /// Told how many objects had unsaved changes when the session ended.
    void on_changes_dropped(Callback<void(std::size_t)> listener);

    // --- listeners of rows: session.on_after_insert<User>([](const User& user) { … })
    //
    // They look at the object, and at what is loaded; any call of the session that would load or change is a
    // StateError. Those before are called, in the order of the statements, when the flush has found all it will write
    // and nothing has been sent: an exception refuses the flush, and the session can go on. Keys that the database
    // gives, and foreign keys to new objects, are not known yet. Those after are called when everything is written;
    // their exceptions undo nothing. Rows that only the database touches (by ON DELETE, by statements) are told by
    // none.

    template <class T, class Listener>
    void on_before_insert(Listener listener) {
        listen<T>(detail::RowEvent::before_insert, std::move(listener));
    }
    template <class T, class Listener>
    void on_after_insert(Listener listener) {
        listen<T>(detail::RowEvent::after_insert, std::move(listener));
    }
    /// `modified_columns(object)` says what changed.
    template <class T, class Listener>
    void on_before_update(Listener listener) {
        listen<T>(detail::RowEvent::before_update, std::move(listener));
    }
    template <class T, class Listener>
    void on_after_update(Listener listener) {
        listen<T>(detail::RowEvent::after_update, std::move(listener));
    }
    template <class T, class Listener>
    void on_before_delete(Listener listener) {
        listen<T>(detail::RowEvent::before_delete, std::move(listener));
    }
    template <class T, class Listener>
    void on_after_delete(Listener listener) {
        listen<T>(detail::RowEvent::after_delete, std::move(listener));
    }
    /// A row has made the object, or refreshed it (semantics 3.2).
    template <class T, class Listener>
    void on_after_load(Listener listener) {
        listen<T>(detail::RowEvent::after_load, std::move(listener));
    }

    /// Internal.
    const std::shared_ptr<detail::SessionCore>& core() const noexcept { return core_; }

private:
    template <class T, class Listener>
    void listen(detail::RowEvent event, Listener listener) {
        static_assert(
            std::is_invocable_v<Listener&, const T&>,
            "rowan: a listener of rows takes a const T&: it looks at the object; on_before_flush may change it");
        if constexpr (std::is_invocable_v<Listener&, const T&>)
            detail::add_row_listener(
                *core_, {&detail::mapper_of<T>(), event, [listener = std::move(listener)](const void* object) mutable {
                             listener(*static_cast<const T*>(object));
                         }});
    }

    std::shared_ptr<detail::SessionCore> core_;
};

/// Options of `transaction`.
struct TransactionRetry {
    int retries =
        0;  ///< how often the function runs again after a serialisation failure, a deadlock or a lock time-out
    SessionOptions session{};
};

namespace detail {

bool may_retry(const Error& error) noexcept;
void wait_before_retry(int attempt);

}  // namespace detail

/// Calls `work(session)` with a new session and commits; rolls back on an exception. With retries, `work` runs again in
/// a new session, so it must be repeatable and give values, not references. Gives what it returns.
template <class Work>
auto transaction(const Engine& engine, const TransactionRetry& options, Work&& work) {
    for (int attempt = 0;; ++attempt) {
        try {
            SessionOptions session_options = options.session;
            session_options.transaction.immediate = !session_options.transaction.read_only;
            Session session(engine, session_options);
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, Session&>>) {
                work(session);
                session.commit();
                return;
            } else {
                static_assert(
                    !std::is_reference_v<std::invoke_result_t<Work&, Session&>>,
                    "rowan: transaction() ends the session, so its function can't return a reference; return a value");
                auto result = work(session);
                session.commit();
                return result;
            }
        } catch (const OperationalError& error) {
            if (attempt >= options.retries || !detail::may_retry(error))
                throw;
            detail::wait_before_retry(attempt);
        }
    }
}
template <class Work>
auto transaction(const Engine& engine, Work&& work) {
    return transaction(engine, TransactionRetry{}, std::forward<Work>(work));
}
template <class Work>
auto transaction(const Engine& engine, Work&& work, const TransactionRetry& options) {
    return transaction(engine, options, std::forward<Work>(work));
}

}  // namespace rowan
