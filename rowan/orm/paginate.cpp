#include <rowan/orm/paginate.hpp>

#include <rowan/orm/internal/cursor.hpp>
#include <rowan/orm/internal/object_header.hpp>
#include <rowan/orm/internal/query_front.hpp>
#include <rowan/orm/internal/row_store.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <cstdint>

namespace rowan {

std::vector<int> PageNumbers::iter_pages(int left_edge, int left_current, int right_current, int right_edge) const {
    std::vector<int> numbers;
    // In 64 bits: the page may be any number that a user typed.
    const std::int64_t end = std::int64_t{pages()} + 1;
    const auto add = [&](std::int64_t from, std::int64_t to) {
        const std::int64_t next = numbers.empty() ? 1 : std::int64_t{numbers.back()} + 1;
        from = std::max(from, next);
        to = std::min(to, end);
        if (from >= to)
            return;
        if (from > next)
            numbers.push_back(0);
        for (std::int64_t number = from; number < to; ++number)
            numbers.push_back(static_cast<int>(number));
    };
    add(1, std::int64_t{1} + left_edge);
    add(std::int64_t{page_} - left_current, std::int64_t{page_} + right_current + 1);
    add(end - right_edge, end);
    return numbers;
}

namespace detail {
namespace {

void require_unlimited(const SelectCore& select, const char* what) {
    if (select.data().limit || select.data().offset)
        throw ArgumentError(std::string(what) +
                            ": the statement has a LIMIT or OFFSET of its own; leave it to the page");
}

/// The columns that a keyset goes by.
struct KeysetOrder {
    std::vector<driver::FieldSlot> slots{};
    std::vector<bool> descending{};
    std::vector<sql::NodePtr> columns{};
    std::uint64_t hash = hash_text({});
};

KeysetOrder read_order(const Mapper& mapper, const SelectCore& select, const std::vector<sql::NodePtr>& order) {
    const sql::NodePtr& source = sql::as<sql::AllColumnsNode>(*select.data().items.at(0)).source;
    KeysetOrder result;
    for (const sql::NodePtr& node : order) {
        const bool ordered = node->kind == sql::NodeKind::ordered;
        const sql::NodePtr& column = ordered ? sql::as<sql::OrderedNode>(*node).operand : node;
        if (column->kind != sql::NodeKind::column ||
            !sql::same_source(*sql::as<sql::ColumnNode>(*column).source, *source))
            throw ArgumentError("keyset: rows are ordered by columns of " + std::string(mapper.name()) + ", col<&" +
                                std::string(mapper.name()) + "::member> or its desc()");
        const driver::FieldSlot& slot = mapper.slots()[sql::as<sql::ColumnNode>(*column).index];
        if (slot.optional)
            throw ArgumentError("keyset: " + std::string(mapper.name()) + "." + std::string(slot.field->member) +
                                " may be NULL, which has no place in an order that every database shares; order by "
                                "columns that are NOT NULL");
        if ((mapper.deferred() >> (slot.field - mapper.fields().data()) & 1) != 0)
            throw ArgumentError("keyset: " + std::string(mapper.name()) + "." + std::string(slot.field->member) +
                                " is a deferred<> and is not loaded with its row; order by plain members");
        const bool descending = ordered && sql::as<sql::OrderedNode>(*node).descending;
        result.slots.push_back(slot);
        result.descending.push_back(descending);
        result.columns.push_back(column);
        result.hash = hash_text(slot.field->table, result.hash);
        result.hash = hash_text(slot.field->column, result.hash);
        result.hash = hash_text(descending ? " desc," : " asc,", result.hash);
    }
    return result;
}

/// The object, and beside it the columns of the order as its row has them, which the object may not: in a value of its
/// struct, which begins the row.
class KeysetRow {
public:
    KeysetRow(const Mapper& mapper, const KeysetOrder& order) {
        const EntityOps& ops = mapper.ops();
        constexpr auto align = static_cast<std::uint32_t>(alignof(void*));
        pointer_ = (ops.size + align - 1) / align * align;
        items_.push_back({&mapper, nullptr, pointer_});
        for (const driver::FieldSlot& slot : order.slots)
            items_.push_back({nullptr, slot.field->ops, slot.offset});
        const std::size_t whole = std::max(ops.align, align);
        layout_ = {.items = items_.data(),
                   .item_count = items_.size(),
                   .size = (pointer_ + sizeof(void*) + whole - 1) / whole * whole,
                   .align = whole,
                   .construct = ops.construct,
                   .destroy = ops.destroy};
    }
    KeysetRow(const KeysetRow&) = delete;
    KeysetRow& operator=(const KeysetRow&) = delete;

    const RowLayout& layout() const noexcept { return layout_; }
    void* object(const void* row) const noexcept {
        return *reinterpret_cast<void* const*>(static_cast<const std::byte*>(row) + pointer_);
    }

private:
    std::vector<RowItem> items_{};
    std::uint32_t pointer_ = 0;
    RowLayout layout_{};
};

/// a > x OR (a = x AND (b > y OR (b = y AND …)))
sql::NodePtr behind(const KeysetOrder& order, const std::vector<Value>& values) {
    sql::NodePtr condition;
    for (std::size_t i = values.size(); i-- > 0;) {
        const sql::NodePtr value = sql::value(values[i]);
        const sql::NodePtr further =
            sql::binary(order.descending[i] ? sql::Op::less : sql::Op::greater, order.columns[i], value);
        if (condition)
            condition = sql::logical(
                sql::Op::or_, further,
                sql::logical(sql::Op::and_, sql::binary(sql::Op::equal, order.columns[i], value), condition));
        else
            condition = further;
    }
    return condition;
}

}  // namespace

PageOfObjects load_page(SessionCore& session, const Mapper& mapper, const SelectCore& select, PageOptions options) {
    if (options.page < 1 || options.per_page < 1 || options.max_per_page < 1)
        throw ArgumentError("paginate: page, per_page and max_per_page count from 1, and are " +
                            std::to_string(options.page) + ", " + std::to_string(options.per_page) + " and " +
                            std::to_string(options.max_per_page));
    require_unlimited(select, "paginate");
    const int per_page = std::min(options.per_page, options.max_per_page);
    const PageNumbers numbers(options.page, per_page, count_rows(session, select));
    if (options.page > numbers.pages())
        return {numbers, {}};
    SelectCore part = select;
    part.set_limit(static_cast<std::int64_t>(per_page));
    part.set_offset(static_cast<std::int64_t>(options.page - 1) * per_page);
    return {numbers, execute_objects(session, part, {}, mapper)};
}

KeysetOfObjects load_keyset(SessionCore& session, const Mapper& mapper, const SelectCore& select,
                            const std::vector<sql::NodePtr>& order, const KeysetOptions& options) {
    if (options.limit < 1)
        throw ArgumentError("keyset: the limit is " + std::to_string(options.limit) + "; it must be at least 1");
    require_unlimited(select, "keyset");
    if (!select.data().order_by.empty())
        throw ArgumentError("keyset: the statement has an ORDER BY of its own; name the columns in keyset() only");
    const KeysetOrder by = read_order(mapper, select, order);
    SelectCore part = select;
    if (!options.after.empty())
        part.add_where(behind(by, read_cursor(options.after, by.hash, by.slots)));
    for (const sql::NodePtr& node : order)
        part.add_order(node);
    // One more, to know whether there is a next page.
    part.set_limit(static_cast<std::int64_t>(options.limit) + 1);
    const KeysetRow row(mapper, by);
    for (const sql::NodePtr& column : by.columns)
        part.add_item(column);
    const std::shared_ptr<const RowStore> rows = execute_rows(session, part, {}, row.layout());
    KeysetOfObjects page{{.pin = rows->pin, .origin = rows->origin}, {}};
    const auto limit = static_cast<std::size_t>(options.limit);
    for (std::size_t i = 0; i < std::min(rows->size(), limit); ++i)
        if (void* const object = row.object(rows->at(i)))
            page.objects.objects.push_back(object);
    if (rows->size() > limit)
        page.next = write_cursor(by.hash, by.slots, rows->at(limit - 1));
    return page;
}

}  // namespace detail
}  // namespace rowan
