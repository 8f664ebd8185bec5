#include <rowan/orm/internal/query_run.hpp>

#include <algorithm>

#include <rowan/dialects/compiled.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/orm/query_rows.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

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
    if (node.kind != sql::NodeKind::select) return node.kind != sql::NodeKind::text_statement;
    const auto& joins = sql::as<sql::SelectNode>(node).joins;
    return std::any_of(joins.begin(), joins.end(), [](const sql::Join& join) {
        return join.kind != sql::JoinKind::inner && join.kind != sql::JoinKind::cross;
    });
}

}  // namespace

bool begins_to_write(const Statement& statement, SessionCore& session) {
    switch (statement.kind()) {
        case sql::NodeKind::select:
        case sql::NodeKind::compound: return session.autoflush_enabled && session.has_changes();
        case sql::NodeKind::text_statement: return session.engine().dialect().compile(statement).writes;
        default: return true;
    }
}

QueryRun::QueryRun(SessionCore& session, const Statement& statement, Parameters parameters,
                   std::span<const RowItem> items, bool by_name)
    : session_(session), statement_(statement), parameters_(std::move(parameters)), by_name_(by_name) {
    session_.require_usable();
    plan(items);
    session_.guarded([&] { send(); });
}

void QueryRun::plan(std::span<const RowItem> items) {
    const bool may_be_absent = has_outer_join(statement_.node());
    int column = 0;
    fields_.reserve(items.size());
    for (const RowItem& item : items) {
        if (item.mapper) {
            ObjectItem& object = objects_.emplace_back();
            object.home = &session_.store(*item.mapper);
            object.column = column;
            object.offset = item.offset;
            object.options.may_be_absent = may_be_absent;
            column += static_cast<int>(object.home->mapper().fields().size());
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
}

void QueryRun::send() {
    if (!session_.in_transaction()) session_.connection(begins_to_write(statement_, session_));
    compiled_ = session_.compile(statement_);
    if (session_.autoflush(*compiled_)) compiled_ = session_.compile(statement_);
    Connection& open = session_.connection(compiled_->writes);
    const std::span<const Value* const> values = open.state().pooled().shape.values();
    execution_.emplace(open, compiled_);
    execution_->bind_all(values, parameters_);
    has_row_ = step();
    if (compiled_->writes) session_.expire_written(*compiled_);

    int needed = 0;
    for (const ObjectItem& item : objects_)
        needed = std::max(needed, item.column + static_cast<int>(item.home->mapper().fields().size()));
    for (const ValueItem& item : values_)
        needed = std::max(needed, item.column + static_cast<int>(std::max<std::size_t>(item.count, 1)));
    const int given = execution_->column_count();
    if (by_name_) {
        match_columns_by_name();
    } else if (given < needed) {
        throw ArgumentError("the statement gives " + std::to_string(given) + " columns, and " + std::to_string(needed) +
                            " are read from it");
    }
    for (const ValueItem& item : values_)
        for (std::size_t i = 0; i < item.count; ++i)
            fields_[item.first + i].column = execution_->column_name(item.column + static_cast<int>(i));
}

/// The columns of a text are the fields of their names, in whatever order.
void QueryRun::match_columns_by_name() {
    ObjectItem& item = objects_.front();
    const Mapper& mapper = item.home->mapper();
    std::vector<bool> found(mapper.fields().size());
    int last = -2;
    for (int column = 0; column < execution_->column_count(); ++column) {
        const int field = mapper.find_column(execution_->column_name(column));
        if (field < 0 || found[static_cast<std::size_t>(field)]) continue;
        found[static_cast<std::size_t>(field)] = true;
        if (last + 1 != column) columns_by_name_.push_back({column, {}});
        columns_by_name_.back().slots.push_back(mapper.slots()[static_cast<std::size_t>(field)]);
        last = column;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i]) continue;
        throw ArgumentError("from_statement: the statement does not give the column '" +
                            std::string(mapper.fields()[i].column) + "', which " + std::string(mapper.name()) + "::" +
                            std::string(mapper.fields()[i].member) + " needs; select all columns of " +
                            std::string(mapper.table().name()));
    }
    item.options.runs = columns_by_name_;
}

bool QueryRun::step() {
    if (execution_->step()) return true;
    at_end_ = true;
    return false;
}

ObjectHeader* QueryRun::read_object(ObjectItem& item) {
    ObjectHeader* object = session_.read_row(*execution_, *item.home, item.column, item.options);
    if (object && item.cohort != 0) session_.cohorts().join(item.cohort, object);
    return object;
}

/// Objects of one struct are peers, whichever item brought them.
void QueryRun::begin_batch() {
    for (ObjectItem& item : objects_) {
        item.cohort = 0;
        if (item.home->mapper().declared_relationships().empty()) continue;
        for (const ObjectItem& other : objects_)
            if (other.home == item.home && other.cohort != 0) item.cohort = other.cohort;
        if (item.cohort == 0) item.cohort = session_.cohorts().begin();
    }
}

void QueryRun::end_batch() {
    for (ObjectItem& item : objects_)
        if (item.cohort != 0) session_.cohorts().end(item.cohort);
}

void QueryRun::read_objects(std::vector<void*>& objects, std::size_t most) {
    session_.guarded([&] {
        begin_batch();
        ObjectItem& item = objects_.front();
        while (has_row_ && objects.size() < most) {
            if (ObjectHeader* object = read_object(item)) objects.push_back(object->object());
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
