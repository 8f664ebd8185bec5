#include <rowan/engine/internal/result_state.hpp>

#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/types/error.hpp>

#include <iterator>

namespace rowan::detail {

std::unique_ptr<ResultState> ResultState::read_whole(Execution& execution) {
    auto state = std::make_unique<ResultState>();
    // The columns of `SELECT *` are known for sure only when the statement runs, and some databases have to be asked
    // for them before.
    bool row = execution.step();
    state->returns_rows_ = execution.column_count() != 0;
    if (state->returns_rows_) {
        const RowReader reader(execution);
        state->names_ = reader.names();
        for (; row; row = execution.step()) {
            state->rows_.push_back(reader.read(execution));
        }
        execution.finish();
        state->row_count_ = static_cast<std::int64_t>(state->rows_.size());
    } else {
        execution.finish();
        state->row_count_ = execution.affected_rows();
    }
    state->last_insert_id_ = execution.last_insert_id();
    return state;
}

std::unique_ptr<ResultState> ResultState::of_batch(std::int64_t affected_rows, std::int64_t last_insert_id) {
    auto state = std::make_unique<ResultState>();
    state->row_count_ = affected_rows;
    state->last_insert_id_ = last_insert_id;
    return state;
}

std::unique_ptr<ResultState> ResultState::stream(std::shared_ptr<ConnectionState> connection,
                                                 const Statement& statement, Parameters parameters) {
    auto state = std::make_unique<ResultState>();
    state->connection_ = std::move(connection);
    state->statement_ = statement;
    state->parameters_ = std::move(parameters);
    Execution& execution = state->execution_.emplace(*state->connection_, *state->statement_, state->parameters_);
    execution.stream();
    state->row_ready_ = execution.step();
    state->returns_rows_ = execution.column_count() != 0;
    state->reader_.emplace(execution);
    state->names_ = state->reader_->names();
    state->row_count_ = -1;
    if (!state->returns_rows_) {
        execution.finish();
        state->row_count_ = execution.affected_rows();
        state->last_insert_id_ = execution.last_insert_id();
        state->execution_.reset();
    }
    return state;
}

void ResultState::require_rows() const {
    if (!returns_rows_) {
        throw StateError("this statement gives no rows; row_count() says how many it changed");
    }
}

const Row* ResultState::advance() {
    current_ = next();
    return current_ ? &*current_ : nullptr;
}

std::optional<Row> ResultState::next() {
    require_rows();
    if (execution_) {
        if (!row_ready_ && !execution_->step()) {
            execution_->finish();
            execution_.reset();
            return std::nullopt;
        }
        row_ready_ = false;
        return reader_->read(*execution_);
    }
    if (next_ == rows_.size()) {
        return std::nullopt;
    }
    return std::move(rows_[next_++]);
}

std::vector<Row> ResultState::rest() {
    require_rows();
    std::vector<Row> rows;
    if (!execution_) {
        if (next_ == 0) {
            rows = std::move(rows_);
        } else {
            const auto from = rows_.begin() + static_cast<std::ptrdiff_t>(next_);
            rows.assign(std::make_move_iterator(from), std::make_move_iterator(rows_.end()));
        }
        close();
        return rows;
    }
    while (std::optional<Row> row = next()) {
        rows.push_back(std::move(*row));
    }
    return rows;
}

void ResultState::close() noexcept {
    execution_.reset();
    rows_.clear();
    next_ = 0;
}

}  // namespace rowan::detail
