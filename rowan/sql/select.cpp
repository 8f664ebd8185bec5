#include <rowan/sql/select.hpp>

#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>

namespace rowan {

namespace {

sql::NodePtr row_count(std::int64_t rows, const char* what) {
    if (rows < 0)
        throw ArgumentError(std::string(what) + "(" + std::to_string(rows) + "): a number of rows is not negative");
    return sql::value(rows);
}

void check_percentage(const char* what, double percent) {
    if (!(percent >= 0 && percent <= 100))
        throw ArgumentError(std::string(what) + ": " + detail::number_text(percent) +
                            " is no percentage from 0 to 100");
}

}  // namespace

SelectCore::SelectCore() : Statement(sql::make<sql::SelectNode>()) {}
const sql::SelectNode& SelectCore::data() const noexcept { return sql::as<sql::SelectNode>(node()); }
sql::SelectNode& SelectCore::select() { return edit<sql::SelectNode>(); }

void SelectCore::clear_items() { select().items.clear(); }
void SelectCore::clear_order() { select().order_by.clear(); }
void SelectCore::set_distinct() { select().distinct = true; }
void SelectCore::add_prefix(TextLiteral text) { select().prefixes.emplace_back(text.sql()); }
void SelectCore::add_hint(std::string_view dialect, TextLiteral text) {
    select().hints.push_back({std::string(dialect), std::string(text.sql())});
}
void SelectCore::set_attachment(std::shared_ptr<const void> attachment) { select().attachment = std::move(attachment); }

void SelectCore::add_join(sql::JoinKind kind, sql::NodePtr target, sql::NodePtr on) {
    select().joins.push_back({kind, std::move(target), std::move(on)});
}

void SelectCore::set_limit(sql::NodePtr limit) {
    select().limit = std::move(limit);
    select().limit_is_percent = false;
}
void SelectCore::set_offset(sql::NodePtr offset) { select().offset = std::move(offset); }
void SelectCore::set_limit(std::int64_t rows) { set_limit(row_count(rows, "limit")); }
void SelectCore::set_offset(std::int64_t rows) { set_offset(row_count(rows, "offset")); }

void SelectCore::set_limit_percent(double percent) {
    check_percentage("limit_percent", percent);
    set_limit(sql::value(percent));
    select().limit_is_percent = true;
}

void SelectCore::set_slice(std::int64_t from, std::int64_t to) {
    if (from < 0 || to < from) {
        throw ArgumentError("slice(" + std::to_string(from) + ", " + std::to_string(to) +
                            "): the first row counts from 0 and the second number is not less than it");
    }
    set_limit(sql::value(to - from));
    set_offset(from == 0 ? sql::NodePtr() : sql::value(from));
}

void SelectCore::set_lock(sql::LockStrength strength, const LockOptions& options) {
    sql::RowLock& lock = select().lock;
    lock.strength = strength;
    lock.nowait = options.nowait;
    lock.skip_locked = options.skip_locked;
    lock.of.clear();
    for (const LockedTable& table : options.of)
        lock.of.push_back(table.source);
}

void SelectCore::add_sample(sql::NodePtr source, double percent, const SampleOptions& options) {
    check_percentage("tablesample", percent);
    select().samples.push_back({std::move(source), percent, options.method, options.seed});
}

void SelectCore::set_with_ties() { select().with_ties = true; }

FromItem SelectCore::subquery(std::string_view alias) const { return detail::subquery_of(node_ptr(), alias, false); }
FromItem SelectCore::lateral(std::string_view alias) const { return detail::subquery_of(node_ptr(), alias, true); }

Cte SelectCore::cte(std::string_view name, const CteOptions& options) const { return rowan::cte(name, *this, options); }
const sql::CompoundNode& CompoundCore::data() const noexcept { return sql::as<sql::CompoundNode>(node()); }
sql::CompoundNode& CompoundCore::compound() { return edit<sql::CompoundNode>(); }
void CompoundCore::set_limit(std::int64_t rows) { compound().limit = row_count(rows, "limit"); }
void CompoundCore::set_offset(std::int64_t rows) { compound().offset = row_count(rows, "offset"); }

Cte CompoundCore::cte(std::string_view name, const CteOptions& options) const {
    return rowan::cte(name, *this, options);
}

Cte cte(std::string_view name, const Statement& statement, const CteOptions& options) {
    if (name.empty())
        throw ArgumentError("a CTE needs a name");
    auto* node = new sql::CteNode(std::string(name), statement.node_ptr());
    sql::NodePtr owner(node);
    node->recursive = options.recursive;
    node->materialized = options.materialized;
    node->columns = options.columns;
    return Cte(std::move(owner));
}

Cte Cte::completed(sql::SetOperation op, const Statement& part) const {
    const auto& first = sql::as<sql::CteNode>(*source());
    auto* node = new sql::CteNode(first.name, detail::compound(op, Statement(first.query), part));
    sql::NodePtr owner(node);
    node->anchor = first.anchor ? first.anchor : source();
    node->recursive = true;
    node->materialized = first.materialized;
    node->columns = first.columns;
    return Cte(std::move(owner));
}

namespace detail {

FromItem subquery_of(const sql::NodePtr& query, std::string_view alias, bool lateral) {
    auto* node = new sql::SubqueryNode(query);
    sql::NodePtr owner(node);
    node->alias = alias;
    node->lateral = lateral;
    return FromItem(std::move(owner));
}

sql::NodePtr compound(sql::SetOperation op, const Statement& left, const Statement& right) {
    for (const Statement* part : {&left, &right}) {
        if (part->kind() != sql::NodeKind::select && part->kind() != sql::NodeKind::compound)
            throw ArgumentError("a set operation joins SELECTs");
    }
    return sql::make<sql::CompoundNode>(op, left.node_ptr(), right.node_ptr());
}

}  // namespace detail
}  // namespace rowan
