#include <rowan/engine/result.hpp>

#include <rowan/engine/internal/result_state.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

Result::Result(std::unique_ptr<detail::ResultState> state) noexcept : state_(std::move(state)) {}
Result::Result(Result&&) noexcept = default;
Result& Result::operator=(Result&&) noexcept = default;
Result::~Result() = default;

detail::ResultState& Result::state() const {
    if (!state_) {
        throw StateError("this result was moved from");
    }
    return *state_;
}

bool Result::returns_rows() const { return state().returns_rows(); }
std::int64_t Result::row_count() const { return state().row_count(); }
std::int64_t Result::last_insert_id() const { return state().last_insert_id(); }

std::vector<std::string> Result::keys() const {
    const ColumnNames& names = state().names();
    return names ? *names : std::vector<std::string>();
}

std::vector<Row> Result::fetch_all() { return state().rest(); }
std::optional<Row> Result::fetch_one() { return state().next(); }
const Row* Result::advance() { return state().advance(); }

std::vector<Row> Result::fetch_many(std::size_t count) {
    std::vector<Row> rows;
    while (rows.size() < count) {
        std::optional<Row> row = state().next();
        if (!row) {
            break;
        }
        rows.push_back(std::move(*row));
    }
    return rows;
}

std::optional<Row> Result::first() {
    std::optional<Row> row = state().next();
    close();
    return row;
}

std::optional<Row> Result::one_or_none() {
    std::optional<Row> row = state().next();
    if (row && state().next()) {
        close();
        throw MultipleResultsFound("more than one row was found where at most one was asked for");
    }
    close();
    return row;
}

Row Result::one() {
    std::optional<Row> row = one_or_none();
    if (!row) {
        throw NoResultFound("no row was found where one was asked for");
    }
    return std::move(*row);
}

Value Result::scalar() {
    const std::optional<Row> row = first();
    return row ? (*row)[0] : Value();
}

Value Result::scalar_one() { return one()[0]; }

void Result::close() noexcept {
    if (state_) {
        state_->close();
    }
}

}  // namespace rowan
