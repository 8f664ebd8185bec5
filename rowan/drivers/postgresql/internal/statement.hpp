// rowan/drivers/postgresql/internal/statement.hpp: a statement of PostgreSQL, prepared by name once it is used again.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/postgresql/internal/bind.hpp>
#include <rowan/drivers/postgresql/internal/copy.hpp>
#include <rowan/drivers/postgresql/internal/link.hpp>
#include <rowan/drivers/postgresql/internal/read.hpp>

#include <deque>
#include <string>
#include <vector>

namespace rowan::driver::postgresql {

class PostgresqlStatement final : public Statement, private Stream {
public:
    PostgresqlStatement(Link& link, std::string_view sql);
    ~PostgresqlStatement() override;

    int parameter_count() const override { return static_cast<int>(parameters_.size()); }
    void bind(int parameter, const Value& value, std::int8_t digits) override;
    void bind_fields(int first, std::span<const FieldSlot> fields, const void* object) override;
    void bind_column(int parameter, const FieldSlot& field, std::span<const void* const> objects) override;
    void bind_array(int parameter, std::span<const Value> values) override;
    void bind_many(std::span<const FieldSlot> fields, std::span<const void* const> objects) override;
    bool queue() override;
    std::int64_t finish_queue() override;
    std::size_t failed_in_queue() const noexcept override { return answered_; }
    void stream() override { streaming_ = true; }
    bool step() override;
    void reset() noexcept override;
    int column_count() const override;
    std::string_view column_name(int column) const override;
    Value value(int column) const override;
    void read(int first, std::span<const FieldSlot> fields, void* object) const override;
    bool is_null(int column) const override;
    std::int64_t affected_rows() const override { return affected_; }
    std::int64_t last_insert_id() const override { return 0; }  // keys come by RETURNING

    /// What each column is, as far as the types are known.
    std::vector<CopyColumn> columns() const;

private:
    std::span<Parameter> parameters(int first, std::size_t count);
    void execute();
    /// Whether the server's statement has the parameters' types; integers are widened to it.
    bool types_match();
    void prepare();
    /// `sql`: what is sent if the statement is not prepared.
    void send(const std::string& sql);
    /// The command itself, once begin_command was called.
    void send_parameters(const std::string& sql);
    void run_many();
    /// Waits for the answers of all that is queued; keeps the first failure.
    void take_answers() noexcept;
    void throw_queue_failure();
    void take_first_result();
    /// Inside a transaction a query streams by a cursor, which leaves the connection free between two portions.
    bool wants_cursor() const;
    void open_cursor();
    /// The cursor's next rows; null behind the last.
    ResultHandle fetch();
    void close_cursor() noexcept;
    /// The next one of the rows on their way; null when there are no more.
    ResultHandle next_rows();
    void end_execution() noexcept;
    void learn_columns(const PGresult* result);
    void describe();
    void forget() noexcept;
    bool is_forgotten(const PGresult* result) const;
    void require_row() const;
    RowView row() const { return {rows_.get(), row_, codings_, &link_.types()}; }
    void take_in() noexcept override;

    Link& link_;
    const std::string sql_;
    std::vector<Parameter> parameters_;
    int executions_ = 0;

    std::string name_{};        // on the server; empty while it is not prepared there
    std::vector<Oid> types_{};  // with which it is prepared

    bool described_ = false;
    std::vector<std::string> names_{};
    std::vector<Oid> column_types_{};
    std::vector<Coding> codings_{};

    bool streaming_ = false;
    bool running_ = false;       // between the first step and the end of the rows
    bool done_ = false;          // the last step gave no row
    bool on_their_way_ = false;  // rows are still to be fetched
    ResultHandle rows_{};        // the whole result, or the row that is read
    int row_ = -1;
    std::deque<ResultHandle> taken_in_{};
    std::string cursor_{};  // empty while there is none
    int portion_ = 0;       // rows that the cursor gives at once
    std::int64_t affected_ = 0;
    std::span<const FieldSlot> many_fields_{};
    std::span<const void* const> many_objects_{};

    // Executions that were sent without waiting for their answers.
    bool queue_open_ = false;
    std::size_t queued_ = 0;    // since the last time that all answers were there
    std::size_t answered_ = 0;  // well, since the queue began
    std::int64_t queue_affected_ = 0;
    ResultHandle queue_failure_{};
    bool queue_lost_ = false;  // with the connection

    // What libpq wants side by side.
    std::vector<const char*> values_{};
    std::vector<int> sizes_{};
    std::vector<int> formats_{};
};

}  // namespace rowan::driver::postgresql
