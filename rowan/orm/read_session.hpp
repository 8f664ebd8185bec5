// rowan/orm/read_session.hpp: a session for reading: const objects, found once each by key, whose changes nobody
// follows.
//
//     rowan::ReadSession reader(engine);
//     for (const User& user : reader.scalars(select<User>().order_by(col<&User::name>)))
//         for (const Post& post : user.posts) …               // loaded for all peers, as in a Session
//     const User* ed = reader.get<User>(1);
//     for (auto [user, city] : reader.query<User, City*>().left_join<City>(…)) …      // const User&, const City*
//
// Costs less than a Session: no object has a snapshot, no statement flushes. Its transaction is read-only (on SQLite
// DEFERRED) and begins with the first statement; `rollback` ends it, and the next rows refresh the objects. Everything
// else about lifetimes, peers and absent rows is as SEMANTICS says of sessions.
#pragma once

#include <rowan/orm/internal/query_front.hpp>
#include <rowan/orm/internal/session_front.hpp>
#include <rowan/orm/query.hpp>
#include <rowan/orm/query_rows.hpp>
#include <rowan/orm/session_options.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace rowan {

class Engine;

namespace detail {

/// An item of a SELECT, with its object const.
template <class Item>
struct const_item {
    using type = Item;
};
template <class T>
struct const_item<Entity<T>> {
    using type = Entity<const T>;
};
template <class T>
struct const_item<Entity<T*>> {
    using type = Entity<const T*>;
};
template <class Item>
using const_item_t = typename const_item<Item>::type;

}  // namespace detail

/// One thread at a time, with its objects. Moves, and then moves no object.
class ReadSession {
public:
    /// Of the options, `autoflush` and `transaction.immediate` have no meaning here.
    explicit ReadSession(Engine engine, SessionOptions options = {});
    ReadSession(ReadSession&&) noexcept = default;
    ReadSession& operator=(ReadSession&&) noexcept;
    /// Ends the transaction and destroys the objects.
    ~ReadSession();

    /// As Session::get.
    template <class T, class... Key>
    const T* get(const Key&... key) {
        static_assert(sizeof...(Key) > 0, "rowan: get<T>(key) needs the primary key");
        const Mapper& mapper = detail::mapper_of<T>();
        if constexpr (sizeof...(Key) == 1 && (std::is_integral_v<Key> && ...)) {
            if (detail::has_integer_key(mapper))
                return static_cast<const T*>(detail::get_object(*core_, mapper, detail::as_number(key...)));
        }
        const Value values[] = {Value(key)...};
        return static_cast<const T*>(detail::get_object(*core_, mapper, std::span<const Value>(values)));
    }
    /// As Session::get_many.
    template <class T, class Keys>
    std::vector<const T*> get_many(const Keys& keys) {
        return detail::get_all_objects<const T>(*core_, detail::mapper_of<T>(), keys);
    }
    /// As `get`; NoResultFound if there is none.
    template <class T, class... Key>
    const T& get_one(const Key&... key) {
        if (const T* found = get<T>(key...))
            return *found;
        detail::throw_not_found(detail::mapper_of<T>());
    }

    /// The first item of each row: references to const objects, or values.
    template <template <class...> class S, class First, class... More>
        requires(std::is_base_of_v<Statement, S<First, More...>> && detail::query_item<First>::known)
    auto scalars(const S<First, More...>& statement, const Parameters& parameters = {}) {
        using Item = detail::query_item<First>;
        detail::require_select(statement);
        if constexpr (Item::is_object) {
            using T = typename Item::object;
            return ObjectVector<const T>(
                detail::execute_objects(*core_, statement, parameters, detail::mapper_of<T>()));
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
    /// Typed rows, of const objects and values.
    template <template <class...> class S, class... Items>
        requires(std::is_base_of_v<Statement, S<Items...>> && detail::query_items<Items...>)
    auto execute(const S<Items...>& statement, const Parameters& parameters = {}) {
        detail::require_select(statement);
        return QueryRows<detail::const_item_t<Items>...>(
            detail::execute_rows(*core_, statement, parameters, QueryRow<detail::const_item_t<Items>...>::layout()));
    }
    /// Statement and session in one, as Session::query, with const objects. Its statements that write do not compile.
    template <class... T>
        requires(sizeof...(T) > 0)
    auto query() {
        Query<detail::const_item_t<Entity<T>>...> made(core_);
        (made.select().add_item(detail::mapped_entity<std::remove_pointer_t<T>>()), ...);
        return made;
    }
    template <class I, class... More>
    auto query(const I& item, const More&... more) {
        Query<detail::const_item_t<detail::item_t<I>>, detail::const_item_t<detail::item_t<More>>...> made(core_);
        made.select().add_item(detail::item_node(item));
        (made.select().add_item(detail::item_node(more)), ...);
        return made;
    }

    /// Whether it is an object of this session.
    template <class T>
    bool contains(const T& object) const {
        return detail::is_tracked(*core_, detail::mapper_of<T>(), &object);
    }
    /// Ends the transaction; the connection goes back to the pool, the objects stay. The next row or `get` reads them
    /// again.
    void rollback();
    /// Destroys all objects, and ends streams; the transaction goes on.
    void clear();
    /// Ends the transaction and destroys all objects. Every later call is a StateError.
    void close();

    /// Internal.
    const std::shared_ptr<detail::SessionCore>& core() const noexcept { return core_; }

private:
    std::shared_ptr<detail::SessionCore> core_;
};

}  // namespace rowan
