#include <rowan/engine/connection.hpp>

#include <rowan/engine/engine.hpp>
#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/internal/error_context.hpp>
#include <rowan/engine/internal/result_state.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/insert.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan {
namespace {

bool is_empty_insert(const Statement& statement) {
    if (statement.kind() != sql::NodeKind::insert) {
        return false;
    }
    const auto& insert = sql::as<sql::InsertNode>(statement.node());
    return insert.columns.empty() && insert.rows == 0 && !insert.query;
}

/// INSERT INTO t (a, b) VALUES (:a, :b), for the names of the set.
Statement insert_of(const Statement& statement, const Parameters& set) {
    const auto& original = sql::as<sql::InsertNode>(statement.node());
    InsertCore result(original.table);
    sql::InsertNode& node = result.insert();
    node.conflict = original.conflict;
    node.returning = original.returning;
    node.ctes = original.ctes;
    for (const auto& [name, value] : set) {
        node.columns.push_back(sql::column(original.table, name));
        node.cells.push_back(sql::parameter(name));
    }
    node.rows = 1;
    return result;
}

}  // namespace

Connection::Connection(std::shared_ptr<detail::ConnectionState> state) noexcept : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;

Connection& Connection::operator=(Connection&& other) noexcept {
    if (this != &other) {
        close();
        state_ = std::move(other.state_);
    }
    return *this;
}

Connection::~Connection() { close(); }

detail::ConnectionState& Connection::state() const {
    if (!state_) {
        throw StateError("this Connection was moved from");
    }
    return *state_;
}

Result Connection::execute(const Statement& statement, const Parameters& parameters) {
    const bool complete = parameters.empty() || !is_empty_insert(statement);
    const Statement whole = complete ? statement : insert_of(statement, parameters);
    Execution execution(state(), whole, parameters);
    return Result(detail::ResultState::read_whole(execution));
}

Result Connection::execute_many(const Statement& statement, std::span<const Parameters> sets) {
    if (sets.empty()) {
        return batch_result(0, 0);
    }
    const Statement whole = is_empty_insert(statement) ? insert_of(statement, sets.front()) : statement;
    Execution execution(state(), whole, sets.front());
    const sql::Shape& shape = state().pooled().shape;
    const std::vector<const Value*> values(shape.values().begin(), shape.values().end());
    const std::vector<std::span<const Value>> arrays(shape.arrays().begin(), shape.arrays().end());
    // Answers are worth waiting for where they hold rows, and of one set.
    const bool waits = sets.size() == 1 || execution.compiled()->returns_rows;
    const auto run = [&] { waits ? static_cast<void>(execution.run()) : execution.run_later(); };
    run();
    for (const Parameters& set : sets.subspan(1)) {
        execution.bind_all(values, arrays, set);
        run();
    }
    execution.finish_queue();
    execution.finish();
    return batch_result(execution.total_affected_rows(), execution.last_insert_id());
}

Result Connection::batch_result(std::int64_t affected_rows, std::int64_t last_insert_id) {
    return Result(detail::ResultState::of_batch(affected_rows, last_insert_id));
}

Result Connection::stream(const Statement& statement, const Parameters& parameters) {
    state();
    return Result(detail::ResultState::stream(state_, statement, parameters));
}

Value Connection::scalar(const Statement& statement, const Parameters& parameters) {
    return execute(statement, parameters).scalar();
}

Result Connection::exec_driver_sql(std::string_view sql, std::span<const Value> values) {
    Execution execution(state(), sql);
    if (static_cast<std::size_t>(execution.parameter_count()) != values.size()) {
        throw ArgumentError("the SQL has " + std::to_string(execution.parameter_count()) + " placeholders, and " +
                            std::to_string(values.size()) + " values are given");
    }
    for (int i = 0; const Value& value : values) {
        execution.bind(i++, value);
    }
    return Result(detail::ResultState::read_whole(execution));
}

void Connection::run_script(std::string_view sql) { state().run_script(sql); }

Transaction Connection::begin(const TransactionOptions& options) {
    state().begin(options);
    return Transaction(state_, 0);
}

Transaction Connection::begin_nested() {
    state().begin_nested();
    return Transaction(state_, state_->depth());
}

void Connection::commit() { state().commit(); }
void Connection::rollback() { state().rollback(); }
bool Connection::in_transaction() const noexcept { return state_ && state_->in_transaction(); }
bool Connection::in_nested_transaction() const noexcept { return state_ && state_->depth() > 0; }
void Connection::set_transaction_options(const TransactionOptions& options) {
    state().set_transaction_options(options);
}

void Connection::interrupt() noexcept {
    if (state_) {
        state_->interrupt();
    }
}
void Connection::invalidate() { state().invalidate(); }
void Connection::close() noexcept {
    if (state_) {
        state_->close();
    }
}
bool Connection::is_closed() const noexcept { return !state_ || state_->is_closed(); }

Engine Connection::engine() const { return Engine(state().engine().shared_from_this()); }
const Dialect& Connection::dialect() const { return state().engine().dialect(); }
std::uint64_t Connection::id() const { return state().pooled().id; }
std::uint64_t Connection::statement_count() const { return state().statement_count(); }
driver::Connection& Connection::driver_connection() { return state().driver(); }
std::shared_ptr<const Compiled> Connection::compile(const Statement& statement) { return state().compile(statement); }

}  // namespace rowan
