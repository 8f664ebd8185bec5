// rowan/orm/paginate.hpp: a part of a result at a time.
//
//     auto page = rowan::paginate(session, select<User>().order_by(col<&User::name>), {.page = 2, .per_page = 20});
//     for (User& user : page.items()) …
//     page.total(), page.pages(), page.has_next();          // 95, 5, true
//     for (int number : page.iter_pages()) …                // 1 2 3 4 5; 0 stands for a gap
//
// Numbered pages count all rows each time, and skip those before the page. Where there are many, go on from the last
// row instead:
//
//     auto first = rowan::keyset(session, select<User>(), {.limit = 20}, col<&User::name>, col<&User::id>);
//     auto second = rowan::keyset(session, select<User>(), {.limit = 20, .after = first.next()}, col<&User::name>,
//                                 col<&User::id>);
//
// The columns say the order, each a column of T, or `.desc()` of one; together they must be unique, and none may hold
// NULL. A cursor is text for a URL: it names its columns, so that one of another query is refused with an
// ArgumentError; it is neither secret nor signed.
#pragma once

#include <rowan/orm/session.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rowan {

/// Which page of a numbered result.
struct PageOptions {
    int page = 1;  ///< from 1
    int per_page = 20;
    int max_per_page = 100;  ///< a larger per_page is cut to this
};

/// The numbers of a page, without its items.
class PageNumbers {
public:
    PageNumbers(int page, int per_page, std::int64_t total) noexcept
        : page_(page), per_page_(per_page), total_(total) {}

    int page() const noexcept { return page_; }
    int per_page() const noexcept { return per_page_; }
    /// Rows in all pages.
    std::int64_t total() const noexcept { return total_; }
    int pages() const noexcept { return static_cast<int>((total_ + per_page_ - 1) / per_page_); }
    bool has_next() const noexcept { return page_ < pages(); }
    bool has_prev() const noexcept { return page_ > 1; }
    /// Numbers for links: the first and last pages and those around this one; 0 where some are left out.
    std::vector<int> iter_pages(int left_edge = 2, int left_current = 2, int right_current = 4,
                                int right_edge = 2) const;

private:
    int page_;
    int per_page_;
    std::int64_t total_;
};

template <class T>
class Page : public PageNumbers {
public:
    Page(PageNumbers numbers, ObjectVector<T> items) noexcept : PageNumbers(numbers), items_(std::move(items)) {}
    const ObjectVector<T>& items() const noexcept { return items_; }
    auto begin() const noexcept { return items_.begin(); }
    auto end() const noexcept { return items_.end(); }

private:
    ObjectVector<T> items_;
};

/// Where a keyset page begins.
struct KeysetOptions {
    int limit = 20;
    std::string after{};  ///< the `next()` of the page before; empty: the first page
};

template <class T>
class KeysetPage {
public:
    KeysetPage(ObjectVector<T> items, std::string next) noexcept : items_(std::move(items)), next_(std::move(next)) {}
    const ObjectVector<T>& items() const noexcept { return items_; }
    auto begin() const noexcept { return items_.begin(); }
    auto end() const noexcept { return items_.end(); }
    bool has_next() const noexcept { return !next_.empty(); }
    /// The cursor of the next page; empty after the last one.
    const std::string& next() const noexcept { return next_; }

private:
    ObjectVector<T> items_;
    std::string next_;
};

namespace detail {

struct PageOfObjects {
    PageNumbers numbers;
    ObjectPointers objects;
};
PageOfObjects load_page(SessionCore& session, const Mapper& mapper, const SelectCore& select, PageOptions options);

struct KeysetOfObjects {
    ObjectPointers objects;
    std::string next;
};
KeysetOfObjects load_keyset(SessionCore& session, const Mapper& mapper, const SelectCore& select,
                            const std::vector<sql::NodePtr>& order, const KeysetOptions& options);

}  // namespace detail

/// The page, by two statements: the rows, and one COUNT over the statement without its order. A page beyond the last is
/// empty. Throws ArgumentError for a page or size below 1, or a statement that has a LIMIT of its own.
template <class T>
Page<T> paginate(Session& session, const Select<Entity<T>>& statement, PageOptions options = {}) {
    detail::PageOfObjects page = detail::load_page(*session.core(), detail::mapper_of<T>(), statement, options);
    return Page<T>(page.numbers, ObjectVector<T>(std::move(page.objects)));
}

/// The rows behind the cursor, in the order of the columns, by one statement. The next cursor is of what the row has,
/// whatever unsaved changes its object has. Throws ArgumentError for a cursor that is
/// damaged or of another order, for columns that may be NULL or are not T's, and for a statement with an order or a
/// limit of its own.
template <class T, class... Order>
KeysetPage<T> keyset(Session& session, const Select<Entity<T>>& statement, const KeysetOptions& options,
                     const Order&... order) {
    static_assert(sizeof...(Order) > 0, "rowan: keyset() needs the columns that rows are ordered by");
    detail::KeysetOfObjects page = detail::load_keyset(*session.core(), detail::mapper_of<T>(), statement,
                                                       {detail::order_node(order)...}, options);
    return KeysetPage<T>(ObjectVector<T>(std::move(page.objects)), std::move(page.next));
}

}  // namespace rowan
