// rowan/drivers/mariadb/internal/statement.hpp: a prepared statement of MariaDB or MySQL.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/mariadb/internal/bind.hpp>
#include <rowan/drivers/mariadb/internal/link.hpp>
#include <rowan/drivers/mariadb/internal/row.hpp>

#include <mysql.h>

#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::driver::mariadb {

struct CloseStatement {
    void operator()(MYSQL_STMT* statement) const noexcept { mysql_stmt_close(statement); }
};
using StatementHandle = std::unique_ptr<MYSQL_STMT, CloseStatement>;

class MariadbStatement final : public Statement, private Stream {
public:
    MariadbStatement(Link& link, std::string_view sql);
    ~MariadbStatement() override;

    int parameter_count() const override { return static_cast<int>(parameters_.binds.size()); }
    void bind(int parameter, const Value& value, std::int8_t digits) override;
    void bind_fields(int first, std::span<const FieldSlot> fields, const void* object) override;
    void bind_many(std::span<const FieldSlot> fields, std::span<const void* const> objects) override;
    void stream() override { streaming_ = true; }
    bool step() override;
    void reset() noexcept override;
    int column_count() const override { return static_cast<int>(cells_.size()); }
    std::string_view column_name(int column) const override;
    Value value(int column) const override;
    void read(int first, std::span<const FieldSlot> fields, void* object) const override;
    bool is_null(int column) const override;
    std::int64_t affected_rows() const override { return affected_; }
    std::int64_t last_insert_id() const override { return inserted_id_; }

    MYSQL_STMT* handle() const noexcept { return handle_.get(); }

private:
    /// What makes a column's name and coding, as the server last described it.
    struct Description {
        std::string name;
        enum_field_types type;
        unsigned int flags;
        unsigned int character_set;
    };

    void prepare();
    void require_parameters(int first, std::size_t count) const;
    void execute();
    /// After a failure: whether it is that the statement is no longer as it was prepared, and may be executed again.
    bool may_execute_again();
    void prepare_again();
    void take_result();
    /// Of a statement that the server can't prepare.
    void execute_as_text();
    /// `sent`: what the server has described with the result.
    void learn_columns(const MYSQL_FIELD* sent);
    bool are_known(const MYSQL_FIELD* sent) const;
    static bool is_same_type(const Description& known, const MYSQL_FIELD& field);
    [[noreturn]] void fail();
    /// The next row that Connector/C has, or the server sends, into cells_.
    bool fetch();
    /// Takes all rows into memory of their own. What goes wrong with that is told behind them.
    void keep_rows() noexcept;
    bool next_kept_row();
    /// Reads the results behind the first, and drops them.
    void drop_more_results();
    /// The server has nothing more to say.
    void end_stream() noexcept;
    void end_execution() noexcept;
    void require_row() const;
    void take_in() noexcept override;

    Link& link_;
    const std::string sql_;
    const bool is_write_;
    const bool is_query_;
    StatementHandle handle_{};
    bool only_text_ = false;
    bool outdated_ = false;  // its tables have changed since it was prepared
    Parameters parameters_{};
    std::span<const FieldSlot> fields_of_many_{};
    std::optional<std::span<const void* const>> many_{};  // of bind_many

    std::vector<Description> columns_{};
    std::vector<Cell> cells_{};  // of the row that was fetched last

    bool streaming_ = false;
    bool running_ = false;       // since the first step
    bool done_ = false;          // the last step gave no row
    bool on_their_way_ = false;  // rows are still to come from the server
    bool kept_whole_ = false;    // all rows that are still to be read are in kept_
    std::deque<KeptRow> kept_{};
    const std::vector<Cell>* row_ = nullptr;  // the current one: cells_, or the first that is kept
    std::exception_ptr failure_{};            // what ended those that are kept
    std::int64_t affected_ = 0;
    std::int64_t inserted_id_ = 0;
};

}  // namespace rowan::driver::mariadb
