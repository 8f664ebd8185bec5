#include <rowan/orm/internal/query_run.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/orm/internal/expected_rows.hpp>
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/query_options.hpp>
#include <rowan/orm/query_rows.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <bit>

namespace rowan::detail {

void throw_absent_object(const Mapper& mapper, std::size_t item) {
    throw StateError("item " + std::to_string(item) + " of this row, " + std::string(mapper.name()) +
                     ", is absent: an outer join found none. Ask with row.get_if<" + std::to_string(item) +
                     ">(), or select it as a pointer: query<…, " + std::string(mapper.name()) + "*>(), entity<" +
                     std::string(mapper.name()) + "*>");
}

namespace {

/// Whether the statement may give rows without one of its objects.
bool has_outer_join(const sql::Node& node) {
    if (node.kind != sql::NodeKind::select)
        return node.kind != sql::NodeKind::text_statement;
    const auto& joins = sql::as<sql::SelectNode>(node).joins;
    return std::any_of(joins.begin(), joins.end(), [](const sql::Join& join) {
        return join.kind != sql::JoinKind::inner && join.kind != sql::JoinKind::cross;
    });
}

}  // namespace

bool begins_to_write(const Statement& statement, SessionCore& session) {
    switch (statement.kind()) {
        case sql::NodeKind::select:
        case sql::NodeKind::compound:
            return session.autoflush_enabled && session.has_changes();
        case sql::NodeKind::text_statement:
            return session.engine().dialect().compile(statement).writes;
        default:
            return true;
    }
}

QueryRun::QueryRun(SessionCore& session, const Statement& statement, Parameters parameters,
                   std::span<const RowItem> items, Reading reading)
    : session_(session), statement_(statement), parameters_(std::move(parameters)), reading_(reading) {
    session_.require_usable();
    plan(items);
    plan_loads_of(items);
    session_.guarded([&] { send(); });
}

void QueryRun::plan(std::span<const RowItem> items) {
    const bool may_be_absent = has_outer_join(statement_.node());
    const QueryOptions* const options = options_of(statement_.node());
    const std::size_t said = options ? options->columns.size() : 0;
    std::uint64_t used = 0;
    int column = 0;
    fields_.reserve(items.size());
    for (const RowItem& item : items) {
        if (item.mapper) {
            ObjectItem& object = objects_.emplace_back();
            object.home = &session_.store(*item.mapper);
            object.column = column;
            object.offset = item.offset;
            object.options.may_be_absent = may_be_absent;
            column += static_cast<int>(object.home->mapper().row_slots().size());
            if (said > 0) {
                plan_columns_of(object, static_cast<std::size_t>(&item - items.data()), used);
                column += std::popcount(object.options.deferred);
            }
            continue;
        }
        if (item.ops) {
            Field& field = fields_.emplace_back();
            field.ops = item.ops;
            field.offset = item.offset;
            slots_.emplace_back(field);
            if (!values_.empty() && values_.back().count > 0 &&
                values_.back().column + static_cast<int>(values_.back().count) == column)
                ++values_.back().count;
            else
                values_.push_back({column, slots_.size() - 1, 1, 0});
        } else {
            values_.push_back({column, 0, 0, item.offset});
        }
        ++column;
    }
    for (std::size_t i = 0; i < said && !objects_.empty(); ++i)
        if ((used >> i & 1) == 0)
            throw ArgumentError("options: an option is about columns of " +
                                std::string(options->columns[i].owner().name()) +
                                ", which the statement does not select");
}

/// Deferred members that the query asks for come behind the columns of the row.
void QueryRun::plan_columns_of(ObjectItem& item, std::size_t place, std::uint64_t& used) {
    const Mapper& mapper = item.home->mapper();
    const WantedColumns wanted = wanted_columns(mapper, options_of(statement_.node())->columns, true, used);
    item.options.raises = wanted.raises;
    item.options.deferred = wanted.columns & mapper.deferred();
    if (item.options.deferred == 0)
        return;
    item.runs.push_back({item.column, slots_of(mapper, wanted.columns)});
    item.options.runs = item.runs;
    SelectCore asking(statement_.node_ptr());
    sql::NodePtr& all = asking.select().items[place];
    all = sql::all_columns(sql::as<sql::AllColumnsNode>(*all).source, mapper.deferred() & ~wanted.columns);
    statement_ = asking;
}

void QueryRun::plan_loads_of(std::span<const RowItem> items) {
    if (objects_.empty())
        return;
    const auto* select =
        statement_.kind() == sql::NodeKind::select ? &sql::as<sql::SelectNode>(statement_.node()) : nullptr;
    const QueryOptions* const options = options_of(statement_.node());
    const std::span<const LoadOption> loads =
        options ? std::span<const LoadOption>(options->loads) : std::span<const LoadOption>();
    std::vector<bool> used(loads.size());
    std::optional<SelectCore> joined;
    for (std::size_t i = 0, object = 0; i < items.size(); ++i) {
        if (!items[i].mapper)
            continue;
        ObjectItem& item = objects_[object];
        item.options.populate_existing = options && options->populate_existing;
        item.loads = plan_loads(*items[i].mapper, loads, used);
        if (!item.loads.empty()) {
            sql::NodePtr source;
            if (select && reading_ != Reading::by_name && i < select->items.size() &&
                select->items[i]->kind == sql::NodeKind::all_columns)
                source = sql::as<sql::AllColumnsNode>(*select->items[i]).source;
            if (!joined)
                joined.emplace(select ? SelectCore(statement_.node_ptr()) : SelectCore());
            joined_.add_to(*joined, session_, object, source, item.loads, reading_ == Reading::batches);
        }
        ++object;
    }
    if (!joined_.empty())
        statement_ = *joined;
    if (const auto unused = std::find(used.begin(), used.end(), false); unused != used.end()) {
        const auto& steps = loads[static_cast<std::size_t>(unused - used.begin())].steps();
        if (steps.empty())
            throw ArgumentError("options: a load option names no relationship");
        throw ArgumentError("options: a load option starts at " +
                            std::string(steps.front().relationship.owner().name()) +
                            ", which the statement does not select");
    }
}

void QueryRun::send() {
    if (!session_.in_transaction())
        session_.connection(begins_to_write(statement_, session_));
    compiled_ = session_.compile(statement_);
    if (session_.autoflush(*compiled_))
        compiled_ = session_.compile(statement_);
    Connection& open = session_.connection(compiled_->writes);
    const sql::Shape& shape = open.state().pooled().shape;
    const std::span<const Value* const> values = shape.values();
    const std::span<const std::span<const Value>> arrays = shape.arrays();
    execution_.emplace(open, compiled_);
    execution_->bind_all(values, arrays, parameters_);
    if (reading_ == Reading::batches)
        execution_->stream();
    has_row_ = step();
    if (compiled_->writes)
        session_.expire_written(*compiled_);

    int needed = 0;
    for (const ObjectItem& item : objects_)
        needed = std::max(needed, item.column + static_cast<int>(item.home->mapper().row_slots().size()) +
                                      std::popcount(item.options.deferred));
    for (const ValueItem& item : values_)
        needed = std::max(needed, item.column + static_cast<int>(std::max<std::size_t>(item.count, 1)));
    const int given = execution_->column_count();
    if (reading_ == Reading::by_name) {
        match_columns_by_name();
    } else if (given < needed) {
        throw ArgumentError("the statement gives " + std::to_string(given) + " columns, and " + std::to_string(needed) +
                            " are read from it");
    }
    for (const ValueItem& item : values_)
        for (std::size_t i = 0; i < item.count; ++i) {
            const int column = item.column + static_cast<int>(i);
            fields_[item.first + i].column = execution_->column_name(column);
            slots_[item.first + i].digits = decimal_digits(*compiled_, column);
        }
}

/// The columns of a text are the fields of their names, in whatever order.
void QueryRun::match_columns_by_name() {
    ObjectItem& item = objects_.front();
    const Mapper& mapper = item.home->mapper();
    std::vector<bool> found(mapper.fields().size());
    int last = -2;
    for (int column = 0; column < execution_->column_count(); ++column) {
        const int field = mapper.find_column(execution_->column_name(column));
        if (field < 0 || found[static_cast<std::size_t>(field)])
            continue;
        found[static_cast<std::size_t>(field)] = true;
        if (last + 1 != column)
            columns_by_name_.push_back({column, {}});
        columns_by_name_.back().slots.push_back(mapper.slots()[static_cast<std::size_t>(field)]);
        last = column;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i] || (mapper.deferred() >> i & 1) != 0) {
            if (found[i])
                item.options.deferred |= mapper.deferred() & (ColumnSet{1} << i);
            continue;
        }
        throw ArgumentError("from_statement: the statement does not give the column '" +
                            std::string(mapper.fields()[i].column) + "', which " + std::string(mapper.name()) +
                            "::" + std::string(mapper.fields()[i].member) + " needs; select all columns of " +
                            std::string(mapper.table().name()));
    }
    item.options.runs = columns_by_name_;
}

bool QueryRun::step() {
    if (execution_->step())
        return true;
    at_end_ = true;
    // What a DELETE gave back was read, but is no more; a text may be one.
    const sql::NodeKind kind = statement_.kind();
    if (compiled_->writes && kind != sql::NodeKind::insert && kind != sql::NodeKind::update)
        session_.expire_written(*compiled_);
    return false;
}

ObjectHeader* QueryRun::read_object(ObjectItem& item) {
    ObjectHeader* object = session_.read_row(*execution_, *item.home, item.column, item.options);
    if (!object)
        return nullptr;
    if (item.cohort != 0)
        session_.cohorts().join(item.cohort, object);
    if (!item.loads.empty()) {
        item.brought.push_back(object);
        if (!joined_.empty())
            joined_.read(session_, *execution_, static_cast<std::size_t>(&item - objects_.data()), object);
    }
    return object;
}

/// Objects of one struct are peers, whichever item brought them.
void QueryRun::begin_batch() {
    for (ObjectItem& item : objects_) {
        item.cohort = 0;
        if (item.home->mapper().declared_relationships().empty())
            continue;
        for (const ObjectItem& other : objects_)
            if (other.home == item.home && other.cohort != 0)
                item.cohort = other.cohort;
        if (item.cohort == 0)
            item.cohort = session_.cohorts().begin();
    }
    if (!joined_.empty())
        joined_.begin_batch(session_, objects_.front().options.populate_existing);
}

void QueryRun::end_batch() {
    for (ObjectItem& item : objects_)
        if (item.cohort != 0)
            session_.cohorts().end(item.cohort);
    if (!joined_.empty())
        joined_.end_batch(session_);
    for (ObjectItem& item : objects_) {
        if (item.loads.empty())
            continue;
        std::vector<ObjectHeader*> owners;
        std::unordered_set<const ObjectHeader*> seen;
        for (ObjectHeader* object : item.brought)
            if (object->phase == ObjectPhase::persistent && seen.insert(object).second)
                owners.push_back(object);
        item.brought.clear();
        load_relations(session_, item.loads, std::move(owners));
    }
}

void QueryRun::read_objects(std::vector<void*>& objects, std::size_t most) {
    session_.guarded([&] {
        begin_batch();
        ObjectItem& item = objects_.front();
        while (has_row_ && objects.size() < most) {
            ObjectHeader* const object = read_object(item);
            if (object && (!joined_.multiplies() || seen_.insert(object).second)) {
                if (objects.size() == objects.capacity()) {
                    const std::size_t expected = std::min(most, execution_->expected_rows());
                    const std::size_t room = std::min(most, room_for_rows(objects.size(), expected));
                    objects.reserve(room);
                    if (room == expected)
                        item.home->reserve(expected);  // it would grow to twice as much by a guess as by itself
                }
                objects.push_back(object->object());
            }
            has_row_ = step();
        }
        end_batch();
    });
}

void QueryRun::read_rows(RowStore& rows, std::size_t most) {
    session_.guarded([&] {
        begin_batch();
        while (has_row_ && rows.size() < most) {
            auto* const row = static_cast<std::byte*>(rows.add());
            for (const ValueItem& item : values_) {
                if (item.count > 0)
                    execution_->read(item.column, std::span(slots_).subspan(item.first, item.count), row);
                else
                    *reinterpret_cast<Value*>(row + item.offset) = execution_->value(item.column);
            }
            for (ObjectItem& item : objects_) {
                ObjectHeader* object = read_object(item);
                *reinterpret_cast<void**>(row + item.offset) = object ? object->object() : nullptr;
            }
            has_row_ = step();
        }
        end_batch();
    });
}

std::int64_t QueryRun::finish() {
    session_.guarded([&] { execution_->finish(); });
    return execution_->affected_rows();
}

}  // namespace rowan::detail
