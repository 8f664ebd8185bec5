// rowan/orm/fetch.hpp: rows as plain values of mapped structs, with no session: the fastest way to read.
//
//     std::vector<User> users = connection.fetch<User>(select<User>().where(col<&User::age> > 30));
//     std::vector<User> named = connection.fetch<User>(text("SELECT * FROM users WHERE name = :name"), {{"name",
//     "ed"}}); std::optional<User> ed = connection.get<User>(1); connection.for_each<User>(select<User>(), [](User&
//     user) { std::cout << user.name << '\n'; });
//
// The values are the program's, and nobody follows their changes; they outlive the connection. Their relationships are
// absent: a touch is a DetachedError.
//
// Which column goes into which member:
// - `select<T>()`, and anything else that selects all columns of one entity: as mapped.
// - A SELECT of single columns: by their names, each of which must be a column of T; other members keep the values of
//   their initialisers.
// - text: by the names in the result. Each column of T must be there, once; others are left out.
// What does not fit is an ArgumentError, before a row is read. Deferred members (deferred.hpp) are absent, unless the
// statement names them or says options(undefer<…>()); options(load_only<…>()) reads less (column_options.hpp).
#pragma once

#include <rowan/engine/connection.hpp>
#include <rowan/orm/internal/entity_spec.hpp>
#include <rowan/orm/internal/key_number.hpp>
#include <rowan/types/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {
namespace detail {

/// The current row of a fetch.
class FetchedRow {
public:
    FetchedRow(const FetchedRow&) = delete;
    FetchedRow& operator=(const FetchedRow&) = delete;
    /// Into a new object of the struct. Throws DataError.
    void read_into(void* object) const;
    /// What a container that is full with `size` rows should have room for.
    std::size_t room_after(std::size_t size) const noexcept;

protected:
    FetchedRow() = default;
    ~FetchedRow() = default;
};

/// Executes, and calls `take(context, row)` with each row until it gives false.
void fetch_rows(ConnectionState& connection, const Mapper& mapper, const Statement& statement,
                const Parameters& parameters, void* context, bool (*take)(void* context, const FetchedRow& row));
/// Whether there is a row of that key; it is read into `object`, a new one. The other takes one integer as the key, and
/// is for mappers of which `has_integer_key` says so.
bool fetch_by_key(ConnectionState& connection, const Mapper& mapper, std::span<const Value> key, void* object);
bool fetch_by_key(ConnectionState& connection, const Mapper& mapper, std::int64_t key, void* object);

template <class T>
struct OnlyRow {
    std::optional<T> found{};
    bool many = false;

    static bool take(void* context, const FetchedRow& row) {
        auto& self = *static_cast<OnlyRow*>(context);
        self.many = self.found.has_value();
        if (!self.many)
            row.read_into(&self.found.emplace());
        return !self.many;
    }
};

}  // namespace detail

template <class T>
std::vector<T> Connection::fetch(const Statement& statement, const Parameters& parameters) {
    std::vector<T> rows;
    detail::fetch_rows(state(), detail::mapper_of<T>(), statement, parameters, &rows,
                       [](void* context, const detail::FetchedRow& row) {
                           auto& read = *static_cast<std::vector<T>*>(context);
                           if (read.size() == read.capacity())
                               read.reserve(row.room_after(read.size()));
                           row.read_into(&read.emplace_back());
                           return true;
                       });
    return rows;
}

template <class T>
std::optional<T> Connection::fetch_optional(const Statement& statement, const Parameters& parameters) {
    detail::OnlyRow<T> only;
    detail::fetch_rows(state(), detail::mapper_of<T>(), statement, parameters, &only, &detail::OnlyRow<T>::take);
    if (only.many)
        detail::throw_many_rows();
    return std::move(only.found);
}

template <class T>
T Connection::fetch_one(const Statement& statement, const Parameters& parameters) {
    std::optional<T> found = fetch_optional<T>(statement, parameters);
    if (!found)
        detail::throw_no_row();
    return std::move(*found);
}

template <class T, class Visit>
void Connection::for_each(const Statement& statement, const Parameters& parameters, Visit&& visit) {
    using Function = std::remove_reference_t<Visit>;
    detail::fetch_rows(state(), detail::mapper_of<T>(), statement, parameters,
                       const_cast<std::remove_const_t<Function>*>(&visit),
                       [](void* context, const detail::FetchedRow& row) {
                           T object{};
                           row.read_into(&object);
                           Function& function = *static_cast<Function*>(context);
                           if constexpr (std::is_void_v<std::invoke_result_t<Function&, T&>>) {
                               function(object);
                               return true;
                           } else {
                               return static_cast<bool>(function(object));
                           }
                       });
}

template <class T, class Visit>
void Connection::for_each(const Statement& statement, Visit&& visit) {
    for_each<T>(statement, Parameters(), std::forward<Visit>(visit));
}

template <class T, class... Key>
std::optional<T> Connection::get(const Key&... key) {
    static_assert(sizeof...(Key) > 0, "rowan: get<T>(key) needs the primary key");
    const Mapper& mapper = detail::mapper_of<T>();
    std::optional<T> found(std::in_place);
    if constexpr (sizeof...(Key) == 1 && (std::is_integral_v<Key> && ...)) {
        if (detail::has_integer_key(mapper)) {
            if (!detail::fetch_by_key(state(), mapper, detail::as_number(key...), &*found))
                found.reset();
            return found;
        }
    }
    const Value values[] = {Value(key)...};
    if (!detail::fetch_by_key(state(), mapper, values, &*found))
        found.reset();
    return found;
}

}  // namespace rowan
