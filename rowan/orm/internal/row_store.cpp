#include <rowan/orm/internal/row_store.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/types/error.hpp>

#include <new>

namespace rowan::detail {

void* RowStore::add() {
    if (size_ == blocks_.size() * block_rows) {
        blocks_.reserve(blocks_.size() + 1);
        blocks_.push_back(
            static_cast<std::byte*>(::operator new(layout_.size * block_rows, std::align_val_t{layout_.align})));
    }
    void* const row = blocks_[size_ / block_rows] + size_ % block_rows * layout_.size;
    layout_.construct(row);
    ++size_;
    return row;
}

void RowStore::clear() noexcept {
    for (std::size_t i = 0; i < size_; ++i)
        layout_.destroy(at(i));
    for (std::byte* block : blocks_)
        ::operator delete(block, std::align_val_t{layout_.align});
    blocks_.clear();
    size_ = 0;
}

void* RowStore::only_or_null() const {
    if (size_ > 1)
        throw_many_rows(origin.get());
    return first();
}

void* RowStore::only() const {
    if (size_ == 0)
        throw_no_row(origin.get());
    return only_or_null();
}

namespace {

ErrorDetail detail_of(const Compiled* statement) {
    ErrorDetail detail;
    if (statement)
        detail.sql = statement->sql;
    return detail;
}

}  // namespace

void throw_no_row(const Compiled* statement) {
    throw NoResultFound("no row was found where one was asked for; one_or_none() and first() allow for none",
                        detail_of(statement));
}

void throw_many_rows(const Compiled* statement) {
    throw MultipleResultsFound(
        "more than one row was found where at most one was asked for; first() takes the first of them",
        detail_of(statement));
}

}  // namespace rowan::detail
