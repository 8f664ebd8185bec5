// rowan/orm/stream.hpp: objects that are read batch by batch, for results that are too large to be read whole.
//
//     for (User& user : session.query<User>().order_by(col<&User::id>).yield_per(1000)) …
//     for (User& user : session.stream(select<User>(), 1000)) …
//     for (auto [state, city] : session.query<State, City>().join<City>(…).yield_per(1000)) …
//
// A batch is a set of peers: a relationship is loaded for all of it at once. When the next one is read, the objects
// that the stream brought (or that were loaded by relationships meanwhile) leave the session, and references to them
// are dead, but for those that have changes, or that an object which stays names by a loaded relationship. So memory
// stays flat without clear(). A commit, a rollback or clear() ends the stream: going on is then a StateError.
#pragma once

#include <rowan/engine/parameters.hpp>
#include <rowan/sql/statement.hpp>

#include <cstddef>
#include <iterator>
#include <memory>

namespace rowan {

class Mapper;

namespace detail {

class SessionCore;
class StreamState;
struct RowLayout;

/// Sends nothing before the first call of `next_in_stream`.
std::shared_ptr<StreamState> make_stream(std::shared_ptr<SessionCore> session, const Statement& statement,
                                         const Parameters& parameters, const Mapper& mapper, std::size_t batch,
                                         bool by_name);
/// The same of rows, each of which lives until the next batch is read.
std::shared_ptr<StreamState> make_row_stream(std::shared_ptr<SessionCore> session, const Statement& statement,
                                             const Parameters& parameters, const RowLayout& layout, std::size_t batch);
/// Null at the end.
void* next_in_stream(StreamState& stream);

}  // namespace detail

/// Gives each object once, or each row (which may be copied). Copies share the stream.
template <class T>
class [[nodiscard]] ObjectStream {
public:
    class iterator {
    public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using reference = T&;
        using pointer = T*;
        using iterator_category = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(std::shared_ptr<detail::StreamState> stream)
            : stream_(std::move(stream)), object_(detail::next_in_stream(*stream_)) {}
        T& operator*() const noexcept { return *static_cast<T*>(object_); }
        T* operator->() const noexcept { return static_cast<T*>(object_); }
        iterator& operator++() {
            object_ = detail::next_in_stream(*stream_);
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& a, std::default_sentinel_t) noexcept { return !a.object_; }

    private:
        std::shared_ptr<detail::StreamState> stream_{};
        void* object_ = nullptr;
    };

    explicit ObjectStream(std::shared_ptr<detail::StreamState> stream) noexcept : stream_(std::move(stream)) {}
    /// Goes on where the stream is.
    iterator begin() const { return iterator(stream_); }
    std::default_sentinel_t end() const noexcept { return {}; }

private:
    std::shared_ptr<detail::StreamState> stream_;
};

}  // namespace rowan
