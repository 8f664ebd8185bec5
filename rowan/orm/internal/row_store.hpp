// rowan/orm/internal/row_store.hpp: the rows of a result, without their types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <vector>

namespace rowan {

class Mapper;
struct Compiled;
struct TypeOps;

namespace detail {

/// Where an item of a SELECT goes in a row: a pointer to an object, a value of some member type, or a Value.
struct RowItem {
    const Mapper* mapper = nullptr;  ///< of an object
    const TypeOps* ops = nullptr;    ///< of a value; null without a mapper: a Value
    std::uint32_t offset = 0;        ///< in the row
};

/// A row type: its items, and how it is made and destroyed.
struct RowLayout {
    const RowItem* items;
    std::size_t item_count;
    std::size_t size;
    std::size_t align;
    void (*construct)(void* at);
    void (*destroy)(void* row) noexcept;
};

/// Rows that do not move.
class RowStore {
public:
    /// `layout` must live longer.
    explicit RowStore(const RowLayout& layout) noexcept : layout_(layout) {}
    RowStore(const RowStore&) = delete;
    RowStore& operator=(const RowStore&) = delete;
    ~RowStore() { clear(); }

    const RowLayout& layout() const noexcept { return layout_; }
    std::size_t size() const noexcept { return size_; }
    void* at(std::size_t index) const noexcept {
        return blocks_[index / block_rows] + index % block_rows * layout_.size;
    }
    /// A new row at the end, default-constructed.
    void* add();
    void clear() noexcept;

    /// The first row, or null.
    void* first() const noexcept { return size_ == 0 ? nullptr : at(0); }
    /// The only row, or null; throws MultipleResultsFound.
    void* only_or_null() const;
    /// The only row; throws NoResultFound, MultipleResultsFound.
    void* only() const;

    std::shared_ptr<void> pin{};               ///< keeps the objects that rows point to
    std::shared_ptr<const Compiled> origin{};  ///< the statement, for messages

private:
    static constexpr std::size_t block_rows = 256;

    const RowLayout& layout_;
    std::vector<std::byte*> blocks_{};
    std::size_t size_ = 0;
};

/// Walks the rows of a store, which it shares.
template <class Row>
class RowIterator {
public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using reference = Row&;
    using pointer = Row*;
    using iterator_category = std::forward_iterator_tag;

    RowIterator() = default;
    RowIterator(std::shared_ptr<const RowStore> rows, std::size_t at) noexcept : rows_(std::move(rows)), at_(at) {}
    Row& operator*() const noexcept { return *static_cast<Row*>(rows_->at(at_)); }
    Row* operator->() const noexcept { return static_cast<Row*>(rows_->at(at_)); }
    RowIterator& operator++() noexcept {
        ++at_;
        return *this;
    }
    RowIterator operator++(int) noexcept {
        RowIterator before = *this;
        ++at_;
        return before;
    }
    friend bool operator==(const RowIterator& a, const RowIterator& b) noexcept { return a.at_ == b.at_; }
    friend bool operator==(const RowIterator& a, std::default_sentinel_t) noexcept {
        return !a.rows_ || a.at_ == a.rows_->size();
    }

private:
    std::shared_ptr<const RowStore> rows_{};
    std::size_t at_ = 0;
};

template <class Row>
constexpr RowLayout make_row_layout(const RowItem* items, std::size_t count) {
    return {items,
            count,
            sizeof(Row),
            alignof(Row),
            +[](void* at) { ::new (at) Row(); },
            +[](void* row) noexcept { static_cast<Row*>(row)->~Row(); }};
}

[[noreturn]] void throw_no_row(const Compiled* statement);
[[noreturn]] void throw_many_rows(const Compiled* statement);

}  // namespace detail
}  // namespace rowan
