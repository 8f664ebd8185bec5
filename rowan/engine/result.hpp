// rowan/engine/result.hpp: what a statement gave.
//
//     for (const rowan::Row& row : connection.execute(text("SELECT * FROM users")).fetch_all()) …
//     auto count = connection.execute(text("SELECT count(*) FROM users")).scalar().as<int>();
//     auto names = connection.execute(text("SELECT name FROM users")).scalars<std::string>();
//
// A result of `execute` has been read whole: it is independent of its connection, and nothing stays open behind it. A
// result of `stream` reads row by row, while the transaction lasts.
#pragma once

#include <rowan/engine/row.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rowan {

namespace detail {
class ResultState;
}

/// The rows of one statement, in order, each given out once. Moves, does not copy. One thread at a time. A streaming
/// result ends with its transaction: reading on is then a StateError.
class Result {
public:
    Result(Result&&) noexcept;
    Result& operator=(Result&&) noexcept;
    ~Result();

    /// Whether the statement gives rows at all. All functions that read rows throw StateError if it does not.
    bool returns_rows() const;
    /// The names of the columns, in order.
    std::vector<std::string> keys() const;
    /// Rows inserted, updated (matched) or deleted (MariaDB and MySQL count those of an upsert otherwise, see
    /// docs/databases.md); for a statement that gives rows, how many there were (-1 for a stream).
    std::int64_t row_count() const;
    /// The key that the database generated for the row inserted last; 0 if it can't tell.
    std::int64_t last_insert_id() const;

    /// The remaining rows.
    std::vector<Row> fetch_all();
    std::vector<Row> all() { return fetch_all(); }
    /// The next row, or none at the end.
    std::optional<Row> fetch_one();
    /// At most `count` more rows; empty at the end.
    std::vector<Row> fetch_many(std::size_t count);

    // The rest of the result is dropped by each of these.
    std::optional<Row> first();
    /// The only row. Throws NoResultFound or MultipleResultsFound.
    Row one();
    /// The only row, or none. Throws MultipleResultsFound.
    std::optional<Row> one_or_none();
    /// The first column of the first row; NULL if there is no row.
    Value scalar();
    /// The first column of the only row. Throws as `one`.
    Value scalar_one();

    /// One column of all remaining rows. Throws as Row::get.
    template <class T>
    std::vector<T> scalars(std::size_t column = 0) {
        std::vector<T> result;
        while (std::optional<Row> row = fetch_one()) {
            result.push_back(row->template get<T>(column));
        }
        return result;
    }
    template <class T>
    std::vector<T> scalars(std::string_view column) {
        std::vector<T> result;
        while (std::optional<Row> row = fetch_one()) {
            result.push_back(row->template get<T>(column));
        }
        return result;
    }

    /// Ends a stream early. Does nothing to others.
    void close() noexcept;

    /// `for (const Row& row : result)`: each row is read as the loop comes to it, and lasts until the next.
    class iterator {
    public:
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
        using reference = const Row&;
        using pointer = const Row*;

        iterator() = default;
        reference operator*() const noexcept { return *row_; }
        pointer operator->() const noexcept { return row_; }
        iterator& operator++() {
            row_ = result_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return (a.row_ == nullptr) == (b.row_ == nullptr);
        }

    private:
        friend class Result;
        explicit iterator(Result& result) : result_(&result), row_(result.advance()) {}
        Result* result_ = nullptr;
        const Row* row_ = nullptr;
    };
    iterator begin() { return iterator(*this); }
    iterator end() const noexcept { return {}; }

private:
    friend class Connection;
    explicit Result(std::unique_ptr<detail::ResultState> state) noexcept;
    detail::ResultState& state() const;
    const Row* advance();

    std::unique_ptr<detail::ResultState> state_;
};

}  // namespace rowan
