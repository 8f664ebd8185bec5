#include <rowan/drivers/mariadb/internal/statement.hpp>

#include <rowan/drivers/mariadb/internal/batch.hpp>
#include <rowan/drivers/mariadb/internal/read.hpp>
#include <rowan/types/error.hpp>

#include <errmsg.h>
#include <mysqld_error.h>

#include <algorithm>
#include <string>
#include <utility>

namespace rowan::driver::mariadb {
namespace {

/// For what a packet has beside the parameters' own bytes.
constexpr std::uint64_t packet_overhead = 1024;

/// But for /*! … */, which the server executes.
std::string_view without_leading_comments(std::string_view sql) {
    while (true) {
        sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n"), sql.size()));
        std::size_t end = std::string_view::npos;
        if (sql.starts_with('#') || sql.starts_with("--")) {
            end = sql.find('\n');
        } else if (sql.starts_with("/*") && !sql.starts_with("/*!") && !sql.starts_with("/*M!")) {
            end = sql.find("*/", 2);
            end += end == std::string_view::npos ? 0 : 1;
        } else {
            return sql;
        }
        sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
    }
}

std::string first_word(std::string_view sql) {
    sql = without_leading_comments(sql);
    while (sql.starts_with('(')) {
        sql = without_leading_comments(sql.substr(1));
    }
    std::string word;
    for (const char c : sql) {
        const char lower = static_cast<char>(c | ' ');
        if (lower < 'a' || lower > 'z')
            break;
        word += lower;
    }
    return word;
}

/// Gives rows of what it writes (RETURNING).
bool is_write(std::string_view sql) {
    const std::string word = first_word(sql);
    return word == "insert" || word == "replace" || word == "update" || word == "delete";
}

/// Gives one result and nothing else.
bool is_query(std::string_view sql) {
    const std::string word = first_word(sql);
    return word == "select" || word == "with" || word == "values" || word == "table" || word == "show" ||
           word == "explain" || word == "describe";
}

/// Whether to execute it twice changes no more than once: it calls nothing, sets no variable, takes nothing from a
/// sequence. (Of a view that calls what writes, nothing is seen here.)
bool only_reads(std::string_view sql) {
    std::string lower(sql);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | ' ') : c; });
    const auto has = [&](std::string_view part) { return lower.find(part) != std::string::npos; };
    return first_word(sql) == "select" && !has("(") && !has("@") && !has("nextval") && !has("value for");
}

std::int64_t count_of(my_ulonglong number) {
    return number == static_cast<my_ulonglong>(-1) ? 0 : static_cast<std::int64_t>(number);
}

std::string_view name_of(const MYSQL_FIELD& field) { return {field.name, field.name_length}; }

struct FreeResult {
    void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};

}  // namespace

MariadbStatement::MariadbStatement(Link& link, std::string_view sql)
    : link_(link), sql_(sql), is_write_(is_write(sql)), is_query_(is_query(sql)) {
    if (without_leading_comments(sql).empty()) {
        throw ProgrammingError("there is no statement, only space or a comment");
    }
    prepare();
}

MariadbStatement::~MariadbStatement() {
    end_execution();
    // Closing one statement, Connector/C drops the rows of any other.
    if (link_.stream() != nullptr) {
        link_.stream()->take_in();
    }
}

void MariadbStatement::prepare() {
    link_.begin_command();
    handle_.reset(mysql_stmt_init(link_.connection()));
    if (!handle_) {
        link_.fail(failure_of(link_.connection()));
    }
    if (mysql_stmt_prepare(handle_.get(), sql_.data(), sql_.size()) != 0) {
        only_text_ = mysql_stmt_errno(handle_.get()) == ER_UNSUPPORTED_PS;
        if (!only_text_) {
            fail();
        }
    }
    link_.end_command();
    if (!only_text_) {
        mysql_stmt_attr_set(handle_.get(), STMT_ATTR_CB_RESULT,
                            reinterpret_cast<const void*>(&rowan_mariadb_take_cell));
        parameters_.resize(mysql_stmt_param_count(handle_.get()));
        learn_columns(nullptr);
    }
}

void MariadbStatement::fail() { link_.fail(failure_of(handle_.get(), link_.connection())); }

// --- parameters ---------------------------------------------------------------------------------------------------

void MariadbStatement::require_parameters(int first, std::size_t count) const {
    if (first < 0 || static_cast<std::size_t>(first) + count > parameters_.binds.size()) {
        throw ProgrammingError("the statement has no parameter " + std::to_string(first + static_cast<int>(count)) +
                               "; it has " + std::to_string(parameters_.binds.size()));
    }
}

void MariadbStatement::bind(int parameter, const Value& value, std::int8_t digits) {
    require_parameters(parameter, 1);
    bind_value(parameters_, parameter, value, digits);
}

void MariadbStatement::bind_fields(int first, std::span<const FieldSlot> fields, const void* object) {
    require_parameters(first, fields.size());
    bind_object(parameters_, first, fields, object);
}

void MariadbStatement::bind_many(std::span<const FieldSlot> fields, std::span<const void* const> objects) {
    if (fields.size() != parameters_.binds.size()) {
        throw ProgrammingError("the statement has " + std::to_string(parameters_.binds.size()) +
                               " parameters, and is given " + std::to_string(fields.size()));
    }
    fields_of_many_ = fields;
    many_ = objects;
}

// --- executing ----------------------------------------------------------------------------------------------------

void MariadbStatement::execute() {
    if (only_text_) {
        return execute_as_text();
    }
    if (many_) {
        affected_ = execute_batch(link_, handle_.get(), fields_of_many_, *many_);
        return;
    }
    const std::uint64_t bytes = parameters_.bytes() + packet_overhead;
    if (bytes > link_.max_packet()) {
        throw DataError("the parameters have " + std::to_string(bytes - packet_overhead) +
                        " bytes, and this server takes " + std::to_string(link_.max_packet()) +
                        " in one statement (max_allowed_packet)");
    }
    MYSQL_STMT* const statement = handle_.get();
    for (bool again = false;; again = true) {
        if (outdated_) {
            prepare_again();
        }
        link_.begin_command();
        const bool bound = parameters_.binds.empty() || mysql_stmt_bind_param(statement, parameters_.binds.data()) == 0;
        if (bound && mysql_stmt_execute(statement) == 0) {
            return take_result();
        }
        if (again || !may_execute_again()) {
            fail();
        }
        link_.end_command();
        outdated_ = true;
    }
}

void MariadbStatement::prepare_again() {
    link_.begin_command();
    if (mysql_stmt_prepare(handle_.get(), sql_.data(), sql_.size()) != 0) {
        fail();
    }
    link_.end_command();
    columns_.clear();
    cells_.clear();
    outdated_ = false;
}

bool MariadbStatement::may_execute_again() {
    const unsigned int code = mysql_stmt_errno(handle_.get());
    if (code != CR_NEW_STMT_METADATA) {
        return code == ER_NEED_REPREPARE;
    }
    // `*` means more columns, or fewer; the server has executed it.
    mysql_stmt_free_result(handle_.get());
    if (only_reads(sql_)) {
        return true;
    }
    outdated_ = true;
    link_.fail({code, "HY000",
                "the table has other columns now than when this statement was prepared, so what it gives can't be "
                "read; the statement has been executed, and is not executed again, since it may write"});
}

void MariadbStatement::execute_as_text() {
    link_.run(sql_);
    affected_ = count_of(mysql_affected_rows(link_.connection()));
}

void MariadbStatement::take_result() {
    MYSQL_STMT* const statement = handle_.get();
    learn_columns(link_.connection()->fields);
    if (cells_.empty()) {
        affected_ = count_of(mysql_stmt_affected_rows(statement));
        inserted_id_ = static_cast<std::int64_t>(mysql_stmt_insert_id(statement));
        drop_more_results();
        link_.end_command();
    } else if (streaming_ && is_query_) {
        on_their_way_ = true;
        link_.set_stream(this);
    } else {
        if (mysql_stmt_store_result(statement) != 0) {
            fail();
        }
        affected_ = is_write_ ? count_of(mysql_stmt_num_rows(statement)) : 0;
        if (mysql_stmt_more_results(statement) != 0) {
            keep_rows();
            try {
                drop_more_results();
            } catch (...) {
                failure_ = std::current_exception();
                return;
            }
        }
        link_.end_command();
    }
}

void MariadbStatement::drop_more_results() {
    MYSQL_STMT* const statement = handle_.get();
    while (mysql_stmt_more_results(statement) != 0) {
        if (mysql_stmt_next_result(statement) > 0) {
            fail();
        }
    }
}

bool MariadbStatement::fetch() {
    const int answer = mysql_stmt_fetch(handle_.get());
    if (answer == 0) [[likely]] {
        return true;
    }
    if (on_their_way_) {
        on_their_way_ = false;
        link_.end_stream(this);
        if (answer != MYSQL_NO_DATA) {
            fail();
        }
        link_.end_command();
    } else if (answer != MYSQL_NO_DATA) {
        throw_failure(failure_of(handle_.get(), link_.connection()), link_.product());
    }
    return false;
}

void MariadbStatement::keep_rows() noexcept {
    kept_whole_ = true;
    try {
        while (fetch()) {
            kept_.emplace_back(cells_);
        }
    } catch (...) {
        failure_ = std::current_exception();
        end_stream();
    }
}

void MariadbStatement::take_in() noexcept {
    const bool in_row = row_ != nullptr;
    try {
        if (in_row) {
            kept_.emplace_back(cells_);
        }
    } catch (...) {
        failure_ = std::current_exception();
    }
    if (failure_) {
        row_ = nullptr;
        kept_whole_ = true;
        return end_stream();
    }
    keep_rows();
    row_ = in_row ? &kept_.front().cells : nullptr;
}

void MariadbStatement::end_stream() noexcept {
    if (!on_their_way_) {
        return;
    }
    // mysql_stmt_free_result would stop half-way where another statement has been read meanwhile.
    while (mysql_stmt_fetch(handle_.get()) == 0) {
    }
    on_their_way_ = false;
    link_.end_stream(this);
    link_.end_command();
}

bool MariadbStatement::next_kept_row() {
    if (row_ != nullptr) {
        row_ = nullptr;
        kept_.pop_front();
    }
    if (kept_.empty()) {
        if (failure_) {
            std::rethrow_exception(std::exchange(failure_, nullptr));
        }
        return false;
    }
    row_ = &kept_.front().cells;
    return true;
}

bool MariadbStatement::step() {
    if (done_) {
        return false;
    }
    if (!running_) {
        affected_ = inserted_id_ = 0;
        execute();
        running_ = true;
    }
    done_ = true;  // also after an error
    if (kept_whole_) {
        done_ = !next_kept_row();
    } else if (!cells_.empty()) {
        row_ = nullptr;
        done_ = !fetch();
        row_ = done_ ? nullptr : &cells_;
    }
    return !done_;
}

void MariadbStatement::end_execution() noexcept {
    end_stream();
    // Of a statement that has no rows under way, this would drop those of another.
    if (running_ && handle_ && !only_text_ && link_.stream() == nullptr) {
        mysql_stmt_free_result(handle_.get());
    }
    kept_.clear();
    failure_ = nullptr;
    row_ = nullptr;
    running_ = done_ = streaming_ = kept_whole_ = false;
}

void MariadbStatement::reset() noexcept {
    end_execution();
    parameters_.clear();
    many_.reset();
}

// --- columns ------------------------------------------------------------------------------------------------------

bool MariadbStatement::is_same_type(const Description& known, const MYSQL_FIELD& field) {
    return known.type == field.type && known.character_set == field.charsetnr;
}

bool MariadbStatement::are_known(const MYSQL_FIELD* sent) const {
    for (const Description& known : columns_) {
        const MYSQL_FIELD& field = *sent++;
        if (!is_same_type(known, field) || known.flags != field.flags || known.name != name_of(field))
            return false;
    }
    return true;
}

void MariadbStatement::learn_columns(const MYSQL_FIELD* sent) {
    if (sent != nullptr && mysql_stmt_field_count(handle_.get()) == columns_.size() && are_known(sent))
        return;
    const std::unique_ptr<MYSQL_RES, FreeResult> description(mysql_stmt_result_metadata(handle_.get()));
    const std::size_t count = description ? mysql_num_fields(description.get()) : 0;
    const MYSQL_FIELD* const fields = description ? mysql_fetch_fields(description.get()) : nullptr;
    // The description keeps the names that columns had when the statement was prepared; what the server has just sent
    // lacks what says that a text is JSON.
    const MYSQL_FIELD* const named = sent != nullptr ? sent : fields;
    std::vector<Description> columns;
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < count; ++i) {
        columns.push_back({std::string(name_of(named[i])), named[i].type, named[i].flags, named[i].charsetnr});
        const bool is_as_prepared = sent == nullptr || columns_.size() != count || is_same_type(columns_[i], sent[i]);
        cells.emplace_back(coding_of(is_as_prepared ? fields[i] : sent[i]));
        // What is sent now is not sent again while it stays the same, and the description does not take all of it.
        outdated_ =
            outdated_ || cells.back().coding != coding_of(fields[i]) || columns.back().name != name_of(fields[i]);
    }
    columns_ = std::move(columns);
    cells_ = std::move(cells);
    mysql_stmt_attr_set(handle_.get(), STMT_ATTR_CB_USER_DATA, cells_.data());
}

std::string_view MariadbStatement::column_name(int column) const {
    return column >= 0 && column < column_count() ? std::string_view(columns_[static_cast<std::size_t>(column)].name)
                                                  : std::string_view();
}

void MariadbStatement::require_row() const {
    if (row_ == nullptr) [[unlikely]] {
        throw StateError("there is no current row: step() has not been called, or gave false");
    }
}

Value MariadbStatement::value(int column) const {
    require_row();
    return read_value((*row_)[static_cast<std::size_t>(column)]);
}

void MariadbStatement::read(int first, std::span<const FieldSlot> fields, void* object) const {
    require_row();
    read_object(*row_, first, fields, object);
}

bool MariadbStatement::is_null(int column) const {
    require_row();
    return (*row_)[static_cast<std::size_t>(column)].data == nullptr;
}

}  // namespace rowan::driver::mariadb
