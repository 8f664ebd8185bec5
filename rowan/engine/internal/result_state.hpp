// rowan/engine/internal/result_state.hpp: the rows of a result: read already, or still to be read.
#pragma once

#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/row_reader.hpp>
#include <rowan/engine/row.hpp>
#include <rowan/sql/statement.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rowan::detail {

class ResultState {
public:
    /// Executes and reads to the end. `execution` is bound already.
    static std::unique_ptr<ResultState> read_whole(Execution& execution);
    /// What a batch gave.
    static std::unique_ptr<ResultState> of_batch(std::int64_t affected_rows, std::int64_t last_insert_id);
    /// Executes the statement and reads as it is asked to. Keeps all that the execution refers to.
    static std::unique_ptr<ResultState> stream(std::shared_ptr<ConnectionState> connection, const Statement& statement,
                                               Parameters parameters);

    bool returns_rows() const noexcept { return returns_rows_; }
    const ColumnNames& names() const noexcept { return names_; }
    std::int64_t row_count() const noexcept { return row_count_; }
    std::int64_t last_insert_id() const noexcept { return last_insert_id_; }

    std::optional<Row> next();
    /// As `next`, kept here until the next call; null at the end.
    const Row* advance();
    /// The remaining rows.
    std::vector<Row> rest();
    /// Drops the remaining rows.
    void close() noexcept;

private:
    void require_rows() const;

    ColumnNames names_{};
    bool returns_rows_ = false;
    std::int64_t row_count_ = 0;
    std::int64_t last_insert_id_ = 0;
    std::vector<Row> rows_{};
    std::optional<Row> current_{};
    std::size_t next_ = 0;

    // Of a stream; in this order, so that the execution ends before what it refers to.
    std::shared_ptr<ConnectionState> connection_{};
    std::optional<Statement> statement_{};
    Parameters parameters_{};
    std::optional<RowReader> reader_{};
    std::optional<Execution> execution_{};
    bool row_ready_ = false;  // the first step is made before the stream is given out, so that errors come at once
};

}  // namespace rowan::detail
