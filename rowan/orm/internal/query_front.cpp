#include <rowan/orm/internal/query_front.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/orm/internal/query_run.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/delete.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/sql/update.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan::detail {

namespace {

ObjectPointers read_objects(SessionCore& session, const Statement& statement, const Parameters& parameters,
                            const Mapper& mapper, std::size_t most, Reading reading = Reading::whole) {
    const RowItem item{&mapper, nullptr, 0};
    QueryRun run(session, statement, parameters, {&item, 1}, reading);
    ObjectPointers found;
    run.read_objects(found.objects, most);
    run.finish();
    found.pin = session.pin();
    found.origin = run.compiled();
    return found;
}

std::shared_ptr<const RowStore> read_rows(SessionCore& session, const Statement& statement,
                                          const Parameters& parameters, const RowLayout& layout, std::size_t most) {
    QueryRun run(session, statement, parameters, {layout.items, layout.item_count});
    auto found = std::make_shared<RowStore>(layout);
    run.read_rows(*found, most);
    run.finish();
    found->pin = session.pin();
    found->origin = run.compiled();
    return found;
}

}  // namespace

ObjectPointers execute_objects(SessionCore& session, const Statement& statement, const Parameters& parameters,
                               const Mapper& mapper) {
    return read_objects(session, statement, parameters, mapper, all_rows);
}

std::shared_ptr<const RowStore> execute_rows(SessionCore& session, const Statement& statement,
                                             const Parameters& parameters, const RowLayout& layout) {
    return read_rows(session, statement, parameters, layout, all_rows);
}

namespace {

/// What comes before a statement whose result the engine reads.
CompiledStatement prepare(SessionCore& session, const Statement& statement) {
    session.require_usable();
    if (!session.in_transaction())
        session.connection(begins_to_write(statement, session));
    const CompiledStatement compiled = session.compile(statement);
    session.autoflush(*compiled);
    return compiled;
}

}  // namespace

void require_select(const Statement& statement) {
    if (statement.kind() != sql::NodeKind::select && statement.kind() != sql::NodeKind::compound)
        throw ArgumentError(
            "a ReadSession sends SELECTs only; use a Session, or a Connection, for statements that write");
}

Result execute_plain(SessionCore& session, const Statement& statement, const Parameters& parameters) {
    return session.guarded([&] {
        const CompiledStatement compiled = prepare(session, statement);
        Result result = session.connection(compiled->writes).execute(statement, parameters);
        session.expire_written(*compiled);
        return result;
    });
}

Result execute_batch(SessionCore& session, const Statement& statement, const std::vector<Parameters>& sets) {
    return session.guarded([&] {
        const CompiledStatement compiled = prepare(session, statement);
        Result result = session.connection(compiled->writes).execute(statement, sets);
        session.expire_written(*compiled);
        return result;
    });
}

// --- Query --------------------------------------------------------------------------------------------------------

SessionCore& QueryCore::session() const {
    if (!session_)
        throw StateError("a query is used whose session was moved from");
    return *session_;
}

std::string QueryCore::to_sql() const { return session().compile(statement())->sql; }

void QueryCore::add_assignment(const Assignment& assignment) {
    select_.add_where(sql::compare(sql::Op::equal, assignment.column, assignment.value));
}

void QueryCore::set_parameters(const Parameters& parameters) {
    for (const auto& [name, value] : parameters)
        parameters_.set(name, value);
}

void QueryCore::require_no_text(const char* action) const {
    if (text_)
        throw ArgumentError(std::string(action) + ": a query that goes from_statement() sends that text as it is");
}

ObjectPointers QueryCore::objects(const Mapper& mapper, std::size_t most) const {
    if (text_ && !is_plain())
        require_no_text("filter, join, order_by, limit");
    return read_objects(session(), statement(), parameters_, mapper, most, text_ ? Reading::by_name : Reading::whole);
}

std::shared_ptr<StreamState> QueryCore::stream(const Mapper& mapper, std::size_t batch) const {
    if (text_ && !is_plain())
        require_no_text("filter, join, order_by, limit");
    session();
    return make_stream(session_, statement(), parameters_, mapper, batch, static_cast<bool>(text_));
}

std::shared_ptr<StreamState> QueryCore::row_stream(const RowLayout& layout, std::size_t batch) const {
    require_no_text("yield_per of rows");
    session();
    return make_row_stream(session_, select_, parameters_, layout, batch);
}

std::shared_ptr<const RowStore> QueryCore::rows(const RowLayout& layout, std::size_t most) const {
    if (text_)
        throw ArgumentError(
            "from_statement() is for query<T>() of one mapped struct; columns of a text are read by "
            "session.execute(statement(text(…)).columns<…>(…))");
    return read_rows(session(), select_, parameters_, layout, most);
}

SelectCore QueryCore::limited() const {
    SelectCore limited = select_;
    if (!limited.data().limit)
        limited.set_limit(1);
    return limited;
}

ObjectPointers QueryCore::first_object(const Mapper& mapper) const {
    if (text_)
        return objects(mapper, 1);
    return read_objects(session(), limited(), parameters_, mapper, 1);
}

std::shared_ptr<const RowStore> QueryCore::first_row(const RowLayout& layout) const {
    if (text_)
        return rows(layout, 1);
    return read_rows(session(), limited(), parameters_, layout, 1);
}

namespace {

const RowLayout& integer_layout() {
    static const RowItem item{nullptr, &type_ops<std::int64_t>, 0};
    static const RowLayout layout = make_row_layout<std::int64_t>(&item, 1);
    return layout;
}

/// The tables that an item brings into FROM, if that is plain to see.
bool add_item_source(const sql::Node& item, std::vector<sql::NodePtr>& sources) {
    const sql::Node* node = &item;
    if (node->kind == sql::NodeKind::label)
        node = sql::as<sql::LabelNode>(*node).operand.get();
    if (node->kind == sql::NodeKind::all_columns)
        sources.push_back(sql::as<sql::AllColumnsNode>(*node).source);
    else if (node->kind == sql::NodeKind::column)
        sources.push_back(sql::as<sql::ColumnNode>(*node).source);
    else
        return false;
    return true;
}

}  // namespace

SelectCore count_of(const SelectCore& select) {
    const sql::SelectNode& node = select.data();
    const bool one_row_a_row = !node.distinct && node.distinct_on.empty() && node.group_by.empty() &&
                               node.having.empty() && !node.limit && !node.offset;
    std::vector<sql::NodePtr> sources;
    const bool plain =
        one_row_a_row && std::all_of(node.items.begin(), node.items.end(),
                                     [&](const sql::NodePtr& item) { return add_item_source(*item, sources); });
    SelectCore counted;
    if (plain) {
        counted = select;
        counted.set_attachment(nullptr);
        counted.clear_items();
        counted.clear_order();
        for (const sql::NodePtr& source : sources) {
            const auto same = [&](const auto& other) { return sql::same_source(*source, *other); };
            const auto& now = counted.data();
            if (std::any_of(now.from.begin(), now.from.end(), same) ||
                std::any_of(now.joins.begin(), now.joins.end(),
                            [&](const sql::Join& join) { return same(join.target); }))
                continue;
            counted.add_from(source);
        }
    } else {
        SelectCore inner = select;
        inner.set_attachment(nullptr);
        if (!node.limit && !node.offset && node.distinct_on.empty())
            inner.clear_order();
        counted.add_from(inner.subquery().source());
    }
    counted.add_item(sql::function("count", {sql::star()}));
    return counted;
}

std::int64_t count_rows(SessionCore& session, const SelectCore& select, const Parameters& parameters) {
    return *static_cast<const std::int64_t*>(
        read_rows(session, count_of(select), parameters, integer_layout(), all_rows)->only());
}

std::int64_t QueryCore::count_rows() const {
    require_no_text("count");
    return detail::count_rows(session(), select_, parameters_);
}

bool QueryCore::any_row() const {
    require_no_text("exists");
    SelectCore inner = select_;
    inner.set_attachment(nullptr);
    inner.clear_order();
    SelectCore asked;
    asked.add_item(sql::exists(inner.as_query()));
    return *static_cast<const std::int64_t*>(
               read_rows(session(), asked, parameters_, integer_layout(), all_rows)->only()) != 0;
}

bool QueryCore::is_plain() const {
    const sql::SelectNode& node = select_.data();
    return node.where.empty() && has_only_conditions();
}

bool QueryCore::has_only_conditions() const {
    const sql::SelectNode& node = select_.data();
    return node.joins.empty() && node.from.empty() && node.group_by.empty() && node.having.empty() &&
           node.order_by.empty() && !node.distinct && node.distinct_on.empty() && !node.limit && !node.offset;
}

void QueryCore::require_only_conditions(const char* action) const {
    require_no_text(action);
    if (!has_only_conditions())
        throw ArgumentError(
            std::string(action) +
            ": the query has joins, an order, groups or a limit, which this statement can't have; say it "
            "with filter(col<…>.in(select(…)))");
}

std::int64_t QueryCore::delete_rows(const Mapper& mapper) const {
    require_only_conditions("delete_");
    DeleteCore statement(mapper.nodes().source());
    statement.deletion().where = select_.data().where;
    return QueryRun(session(), statement, parameters_, {}).finish();
}

std::int64_t QueryCore::update_rows(const Mapper& mapper, const Assignment* assignments, std::size_t count) const {
    require_only_conditions("update");
    UpdateCore statement(mapper.nodes().source());
    for (std::size_t i = 0; i < count; ++i)
        statement.add_set(assignments[i]);
    statement.update().where = select_.data().where;
    return QueryRun(session(), statement, parameters_, {}).finish();
}

}  // namespace rowan::detail
