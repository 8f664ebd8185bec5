// rowan/orm/bulk.hpp: whole ranges of plain values written the fastest way that the database has.
//
//     std::vector<User> users = …;
//     connection.execute(insert<User>(), users);                          // many rows a statement
//     connection.execute(insert<User>().on_conflict_do_update(conflict_on(col<&User::name>),
//                                                             col<&User::age> = excluded(col<&User::age>)), users);
//     connection.execute(update<User>(), users);                          // by key, all other columns
//     connection.execute(update<User>(), rowan::rows(users).only<&User::age>());
//     connection.execute(insert<User>(), rowan::rows(users).write_back()); // and fills in keys and defaults
//
// All rows are one transaction: the connection's open one, or one that is begun for them and, as ever, waits for
// `commit` (only a connection in autocommit mode commits it). After an error, rows before the bad one may be written:
// roll back. Relationships are not written; foreign keys are plain columns here.
//
// INSERT: a generated key of 0 asks for one, an empty optional takes its default_value or server_default, as in a
// session. UPDATE: a row that is not found is not counted in `row_count()`; with a version column it is a
// StaleDataError. A value that a column can't hold is a DataError that says row, table and column.
#pragma once

#include <rowan/engine/connection.hpp>
#include <rowan/orm/attribute.hpp>
#include <rowan/orm/internal/entity_spec.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace rowan {
namespace detail {

/// A range to be written, erased.
struct RowsToWrite {
    const void* first = nullptr;
    void* writable = nullptr;  ///< the same, if it may be written to
    std::size_t count = 0;
    std::size_t stride = 0;
    std::span<const std::uint32_t> only{};  ///< offsets of the members that are sent; none: all
};
struct WrittenRows {
    std::int64_t affected = 0;
    std::int64_t last_insert_id = 0;
};
WrittenRows write_rows(ConnectionState& connection, const Mapper& mapper, const Statement& statement,
                       const RowsToWrite& rows);

}  // namespace detail

/// A range of mapped structs, and how it is written. Refers to the range, which must live until it was executed.
template <class T>
class BulkRows {
public:
    explicit BulkRows(std::span<T> values) noexcept : values_(values) {}

    /// INSERT: keys that the database gives, values of default_value and first versions are put into the range. UPDATE:
    /// the next versions are. After an error they are taken out again.
    BulkRows write_back() const {
        static_assert(!std::is_const_v<T>, "rowan: write_back() changes the values, and this range is const");
        BulkRows copy(*this);
        copy.write_back_ = true;
        return copy;
    }
    /// Sends these members only.
    template <auto... Members>
    BulkRows only() const {
        static_assert(sizeof...(Members) > 0, "rowan: only<&T::member, ...>() needs the members that are to be sent");
        static constexpr std::uint32_t offsets[] = {detail::offset_of<std::remove_const_t<T>, Members>...};
        BulkRows copy(*this);
        copy.only_ = offsets;
        return copy;
    }

    T* data() const noexcept { return values_.data(); }
    std::size_t size() const noexcept { return values_.size(); }

    /// Internal.
    detail::RowsToWrite erased() const noexcept {
        detail::RowsToWrite rows{.first = values_.data(), .count = values_.size(), .stride = sizeof(T), .only = only_};
        if constexpr (!std::is_const_v<T>)
            rows.writable = write_back_ ? values_.data() : nullptr;
        return rows;
    }

private:
    std::span<T> values_;
    std::span<const std::uint32_t> only_{};
    bool write_back_ = false;
};

/// `rows(users)`: a vector, span or array.
template <detail::row_range Range>
auto rows(Range& range) {
    return BulkRows<std::remove_reference_t<decltype(*range.data())>>({range.data(), range.size()});
}

template <detail::row_range Rows>
Result Connection::execute(const Statement& statement, Rows&& range) {
    using T = std::remove_cvref_t<decltype(*range.data())>;
    detail::RowsToWrite erased;
    if constexpr (requires { range.erased(); })
        erased = range.erased();
    else
        erased = {.first = range.data(), .count = range.size(), .stride = sizeof(T)};
    const detail::WrittenRows written = detail::write_rows(state(), detail::mapper_of<T>(), statement, erased);
    return batch_result(written.affected, written.last_insert_id);
}

}  // namespace rowan
