#include <rowan/drivers/postgresql/internal/statement.hpp>

#include <rowan/drivers/postgresql/internal/array.hpp>
#include <rowan/drivers/postgresql/internal/placeholders.hpp>
#include <rowan/drivers/postgresql/internal/wire.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace rowan::driver::postgresql {
namespace {

bool is_failure(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

/// "INSERT 0 3" -> 3; 0 for commands that change no rows.
std::int64_t affected_by(PGresult* result) {
    constexpr std::array<std::string_view, 4> changing{"INSERT ", "UPDATE ", "DELETE ", "MERGE "};
    const std::string_view command = PQcmdStatus(result);
    const bool changes = std::any_of(changing.begin(), changing.end(),
                                     [&](std::string_view begin) { return command.starts_with(begin); });
    if (!changes) {
        return 0;
    }
    const std::string_view digits = PQcmdTuples(result);
    std::int64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

/// Rows of a cursor's first portion; those that follow are to have about so many bytes.
constexpr int first_portion = 200;
constexpr int largest_portion = 20'000;
constexpr std::size_t portion_bytes = std::size_t{1} << 20U;

bool begins_with_one_of(std::string_view sql, std::span<const std::string_view> words) {
    sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n("), sql.size()));
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return sql.size() > word.size() &&
               std::equal(word.begin(), word.end(), sql.begin(), [](char a, char b) { return a == (b | ' '); });
    });
}

/// Whether the SQL begins with a word that only queries begin with. (WITH may stand before what changes rows.)
bool is_query(std::string_view sql) {
    constexpr std::array<std::string_view, 2> words{"select", "values"};
    return begins_with_one_of(sql, words);
}

/// Whether it is one of the statements that can be sent in one round trip with others.
bool may_follow_begin(std::string_view sql) {
    constexpr std::array<std::string_view, 7> words{"select", "values", "with", "insert", "update", "delete", "merge"};
    return begins_with_one_of(sql, words);
}

/// Executions that wait for their answers at a time.
constexpr std::size_t longest_queue = 256;

std::string checked(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos) {
        throw ProgrammingError("the SQL contains a zero byte");
    }
    return std::string(sql);
}

}  // namespace

PostgresqlStatement::PostgresqlStatement(Link& link, std::string_view sql) : link_(link), sql_(checked(sql)) {
    const int count = count_placeholders(sql_);
    if (count > 65535) {
        throw ProgrammingError("the statement has more than the 65535 parameters that PostgreSQL takes");
    }
    parameters_.resize(static_cast<std::size_t>(count));
}

PostgresqlStatement::~PostgresqlStatement() {
    if (queued_ != 0) {
        take_answers();
    }
    end_execution();
    forget();
}

std::span<Parameter> PostgresqlStatement::parameters(int first, std::size_t count) {
    if (first < 0 || static_cast<std::size_t>(first) + count > parameters_.size()) {
        throw ProgrammingError("the statement has no parameter " + std::to_string(first + static_cast<int>(count)) +
                               "; it has " + std::to_string(parameters_.size()));
    }
    return std::span(parameters_).subspan(static_cast<std::size_t>(first), count);
}

void PostgresqlStatement::bind(int parameter, const Value& value, std::int8_t digits) {
    bind_value(parameters(parameter, 1).front(), parameter, value, digits);
}

void PostgresqlStatement::bind_fields(int first, std::span<const FieldSlot> fields, const void* object) {
    bind_object(parameters(first, fields.size()), fields, object);
}

void PostgresqlStatement::bind_column(int parameter, const FieldSlot& field, std::span<const void* const> objects) {
    postgresql::bind_column(parameters(parameter, 1).front(), field, objects);
}

void PostgresqlStatement::bind_array(int parameter, std::span<const Value> values) {
    postgresql::bind_array(parameters(parameter, 1).front(), parameter, values);
}

// --- preparing ----------------------------------------------------------------------------------------------------

bool PostgresqlStatement::types_match() {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        Parameter& parameter = parameters_[i];
        if (parameter.type == types_[i] || parameter.is_null()) {
            continue;
        }
        if (parameter.type != oid::int4 || types_[i] != oid::int8) {
            return false;
        }
        widen(parameter);
    }
    return true;
}

void PostgresqlStatement::prepare() {
    link_.begin_command();
    std::string name = link_.new_statement_name();
    types_.clear();
    for (const Parameter& parameter : parameters_) {
        types_.push_back(parameter.type);
    }
    link_.check_sent(
        PQsendPrepare(link_.connection(), name.c_str(), sql_.c_str(), static_cast<int>(types_.size()), types_.data()));
    link_.check(link_.next_result());
    link_.finish_command();
    name_ = std::move(name);
}

/// Asks what the statement gives, without executing it.
void PostgresqlStatement::describe() {
    link_.begin_command();
    PGconn* const connection = link_.connection();
    std::string name = link_.named_statements() ? link_.new_statement_name() : std::string();
    types_.clear();
    for (const Parameter& parameter : parameters_) {
        types_.push_back(parameter.type);
    }
    // In one go, so that a pooler between can't part the two.
    link_.check_sent(PQenterPipelineMode(connection));
    link_.check_sent(
        PQsendPrepare(connection, name.c_str(), sql_.c_str(), static_cast<int>(types_.size()), types_.data()));
    link_.check_sent(PQsendDescribePrepared(connection, name.c_str()));
    link_.check_sent(PQpipelineSync(connection));
    ResultHandle failure;
    ResultHandle description;
    while (PQstatus(connection) == CONNECTION_OK) {
        ResultHandle result = link_.next_result();
        if (!result) {
            continue;  // the end of one of the three
        }
        if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) {
            break;
        }
        (is_failure(result.get()) ? failure : description) = std::move(result);
    }
    link_.finish_command();
    PQexitPipelineMode(connection);
    if (failure) {
        link_.throw_failure(failure.get());
    }
    if (!description) {
        throw_disconnected(connection);
    }
    name_ = std::move(name);
    learn_columns(description.get());
}

void PostgresqlStatement::forget() noexcept {
    if (!name_.empty()) {
        link_.forget_statement(name_);
        name_.clear();
    }
}

/// Whether the server has lost the prepared statement, or refuses it since a table is another one now.
bool PostgresqlStatement::is_forgotten(const PGresult* result) const {
    if (name_.empty()) {
        return false;
    }
    const std::string_view state = diagnosis(result, PG_DIAG_SQLSTATE);
    return state == "26000" ||
           (state == "0A000" && diagnosis(result, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery");
}

// --- executing ----------------------------------------------------------------------------------------------------

void PostgresqlStatement::send(const std::string& sql) {
    // Rows that come one by one, and a COPY, can't be asked for together with a BEGIN.
    const bool together = link_.is_to_begin() && !streaming_ && may_follow_begin(sql);
    link_.begin_command(together ? Link::Begin::together : Link::Begin::apart);
    try {
        send_parameters(sql);
    } catch (...) {
        link_.end_pipe();
        link_.finish_command();
        throw;
    }
    link_.end_pipe();
}

void PostgresqlStatement::send_parameters(const std::string& sql) {
    const std::size_t count = parameters_.size();
    values_.resize(count);
    sizes_.resize(count);
    formats_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        values_[i] = parameters_[i].data;
        sizes_[i] = parameters_[i].size;
        formats_[i] = parameters_[i].binary ? 1 : 0;
    }
    PGconn* const connection = link_.connection();
    if (!name_.empty()) {
        link_.check_sent(PQsendQueryPrepared(connection, name_.c_str(), static_cast<int>(count), values_.data(),
                                             sizes_.data(), formats_.data(), 1));
    } else {
        types_.clear();
        for (const Parameter& parameter : parameters_) {
            types_.push_back(parameter.type);
        }
        link_.check_sent(PQsendQueryParams(connection, sql.c_str(), static_cast<int>(count), types_.data(),
                                           values_.data(), sizes_.data(), formats_.data(), 1));
    }
}

void PostgresqlStatement::execute() {
    row_ = -1;
    if (!many_objects_.empty()) {
        return run_many();
    }
    if (wants_cursor()) {
        open_cursor();
        rows_ = fetch();
        return learn_columns(rows_.get());
    }
    for (bool again = false;; again = true) {
        if (!name_.empty() && !types_match()) {
            forget();
        }
        if (name_.empty() && executions_ > 0 && link_.named_statements()) {
            prepare();
        }
        send(sql_);
        if (streaming_) {
            PQsetSingleRowMode(link_.connection());
        }
        ResultHandle result = link_.next_result();
        if (result && is_failure(result.get()) && is_forgotten(result.get())) {
            link_.finish_command();
            forget();
            executions_ = 1;
            if (!again && (!link_.in_transaction() || link_.begin_again())) {
                continue;
            }
        }
        link_.check(result);
        ++executions_;
        rows_ = std::move(result);
        return take_first_result();
    }
}

void PostgresqlStatement::take_first_result() {
    const ExecStatusType status = PQresultStatus(rows_.get());
    if (status == PGRES_SINGLE_TUPLE) {
        on_their_way_ = true;
        link_.set_stream(this);
    } else {
        link_.finish_done_command();
        if (status == PGRES_EMPTY_QUERY) {
            throw ProgrammingError("there is no statement, only space or a comment");
        }
        affected_ = affected_by(rows_.get());
    }
    learn_columns(rows_.get());
}

ResultHandle PostgresqlStatement::next_rows() {
    ResultHandle result;
    if (!cursor_.empty()) {
        result = fetch();
        if (PQntuples(result.get()) == 0) {
            result.reset();
        }
        return result;
    }
    if (!taken_in_.empty()) {
        result = std::move(taken_in_.front());
        taken_in_.pop_front();
        if (!result) {
            throw OperationalError("out of memory for the rest of a result that another statement has interrupted");
        }
        if (is_failure(result.get())) {
            link_.throw_failure(result.get());
        }
    } else if (on_their_way_) {
        result = link_.next_result();
        if (!result || PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE) {
            on_their_way_ = false;
            link_.end_stream(this);
            link_.check(result);
            link_.finish_done_command();
        }
    }
    if (result && PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE) {
        affected_ = affected_by(result.get());
        result.reset();
    }
    return result;
}

bool PostgresqlStatement::step() {
    if (done_) {
        return false;
    }
    if (!running_) {
        affected_ = 0;
        execute();
        running_ = true;
    }
    ++row_;
    if (rows_ && row_ < PQntuples(rows_.get())) [[likely]] {
        return true;
    }
    rows_.reset();
    done_ = true;  // also after an error
    rows_ = next_rows();
    row_ = 0;
    done_ = !rows_;
    return !done_;
}

void PostgresqlStatement::take_in() noexcept {
    if (queued_ != 0) {
        return take_answers();
    }
    try {
        while (ResultHandle result = link_.next_result()) {
            taken_in_.push_back(std::move(result));
        }
    } catch (...) {
        link_.finish_command();
        if (!taken_in_.empty()) {
            taken_in_.back().reset();  // the mark of what is missing
        }
    }
    on_their_way_ = false;
    link_.end_stream(this);
}

void PostgresqlStatement::end_execution() noexcept {
    many_objects_ = {};
    if (on_their_way_) {
        link_.finish_command();
        on_their_way_ = false;
        link_.end_stream(this);
    }
    close_cursor();
    rows_.reset();
    taken_in_.clear();
    row_ = -1;
    running_ = done_ = streaming_ = false;
}

void PostgresqlStatement::reset() noexcept {
    end_execution();
    for (Parameter& parameter : parameters_) {
        parameter.clear();
    }
}

// --- many at a time -----------------------------------------------------------------------------------------------

void PostgresqlStatement::bind_many(std::span<const FieldSlot> fields, std::span<const void* const> objects) {
    static_cast<void>(parameters(0, fields.size()));
    many_fields_ = fields;
    many_objects_ = objects;
}

void PostgresqlStatement::run_many() {
    std::int64_t affected = 0;
    const std::span<const void* const> objects = std::exchange(many_objects_, {});
    try {
        for (const void* object : objects) {
            bind_object(parameters_, many_fields_, object);
            if (queue()) {
                continue;
            }
            // Outside of a transaction, where all that is sent in one go would be one.
            execute();
            affected += affected_;
        }
    } catch (...) {
        take_answers();
        throw_queue_failure();
        queue_open_ = false;
        throw;
    }
    affected_ = affected + finish_queue();
}

bool PostgresqlStatement::queue() {
    throw_queue_failure();
    if (!link_.in_transaction() || link_.in_failed_transaction() || !link_.named_statements() ||
        !may_follow_begin(sql_)) {
        return false;
    }
    if (!std::exchange(queue_open_, true)) {
        answered_ = 0;
        queue_affected_ = 0;
    }
    if (!name_.empty() && !types_match()) {
        take_answers();
        throw_queue_failure();
        forget();
    }
    if (name_.empty()) {
        prepare();
    }
    if (queued_ == 0) {
        link_.begin_command();
        link_.check_sent(PQenterPipelineMode(link_.connection()));
        link_.set_stream(this);
    }
    ++queued_;
    send_parameters(sql_);
    if (queued_ == longest_queue) {
        take_answers();
        throw_queue_failure();
    }
    return true;
}

void PostgresqlStatement::take_answers() noexcept {
    if (queued_ == 0) {
        return;
    }
    PGconn* const connection = link_.connection();
    queued_ = 0;
    bool is_over = PQpipelineSync(connection) != 1;
    while (!is_over && PQstatus(connection) == CONNECTION_OK) {
        try {
            ResultHandle result = link_.next_of_many();
            if (!result) {
                continue;  // the end of one of them
            }
            const ExecStatusType status = PQresultStatus(result.get());
            if (status == PGRES_PIPELINE_SYNC) {
                is_over = true;
            } else if (is_failure(result.get()) && !queue_failure_) {
                queue_failure_ = std::move(result);
                link_.note_failure(queue_failure_.get());
                if (is_forgotten(queue_failure_.get())) {
                    forget();
                }
            } else if (!queue_failure_ && status != PGRES_PIPELINE_ABORTED) {
                queue_affected_ += affected_by(result.get());
                ++answered_;
            }
        } catch (...) {  // out of memory: the connection is of no more use
            is_over = true;
        }
    }
    queue_lost_ = PQstatus(connection) != CONNECTION_OK;
    link_.finish_command();
    PQexitPipelineMode(connection);
    link_.end_stream(this);
}

/// What comes behind a failure is another queue.
void PostgresqlStatement::throw_queue_failure() {
    if (std::exchange(queue_lost_, false)) {
        queue_open_ = false;
        throw_disconnected(link_.connection());
    }
    if (const ResultHandle failure = std::exchange(queue_failure_, {})) {
        queue_open_ = false;
        link_.throw_failure(failure.get());
    }
}

std::int64_t PostgresqlStatement::finish_queue() {
    take_answers();
    throw_queue_failure();
    return std::exchange(queue_open_, false) ? queue_affected_ : 0;
}

// --- cursors ------------------------------------------------------------------------------------------------------

bool PostgresqlStatement::wants_cursor() const {
    return streaming_ && link_.in_transaction() && !link_.in_failed_transaction() && is_query(sql_);
}

void PostgresqlStatement::open_cursor() {
    std::string name = link_.new_statement_name();
    const std::string declare = "DECLARE " + name + " NO SCROLL CURSOR FOR " + sql_;
    forget();  // what it would be executed by is not what is prepared
    send(declare);
    link_.check(link_.next_result());
    link_.finish_done_command();
    cursor_ = std::move(name);
    portion_ = first_portion;
}

ResultHandle PostgresqlStatement::fetch() {
    const std::string sql = "FETCH " + std::to_string(portion_) + " FROM " + cursor_;
    link_.begin_command();
    link_.check_sent(PQsendQueryParams(link_.connection(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1));
    ResultHandle result = link_.next_result();
    link_.check(result);
    link_.finish_done_command();
    const int count = PQntuples(result.get());
    if (count < portion_) {
        close_cursor();
    } else {
        const std::size_t row_bytes = PQresultMemorySize(result.get()) / static_cast<std::size_t>(count) + 1;
        portion_ = static_cast<int>(std::clamp<std::size_t>(portion_bytes / row_bytes, 1, largest_portion));
    }
    return result;
}

void PostgresqlStatement::close_cursor() noexcept {
    // It ends with its transaction, too; in one that has failed nothing can be said any more.
    if (!cursor_.empty() && link_.in_transaction() && !link_.in_failed_transaction()) {
        try {
            link_.run("CLOSE " + cursor_);
        } catch (...) {  // what comes next meets the same
        }
    }
    cursor_.clear();
}

// --- columns ------------------------------------------------------------------------------------------------------

void PostgresqlStatement::learn_columns(const PGresult* result) {
    const auto count = static_cast<std::size_t>(PQnfields(result));
    bool same = described_ && count == column_types_.size();
    for (std::size_t i = 0; same && i < count; ++i) {
        same = PQftype(result, static_cast<int>(i)) == column_types_[i] &&
               names_[i] == PQfname(result, static_cast<int>(i));
    }
    if (same) [[likely]] {
        return;
    }
    names_.clear();
    column_types_.clear();
    codings_.clear();
    std::vector<Oid> unknown;
    for (int i = 0; i < static_cast<int>(count); ++i) {
        names_.emplace_back(PQfname(result, i));
        column_types_.push_back(PQftype(result, i));
        codings_.push_back(link_.types().coding(column_types_.back()));
        if (codings_.back() == Coding::unknown) {
            unknown.push_back(column_types_.back());
        }
    }
    described_ = true;
    if (unknown.empty()) {
        return;
    }
    const ResultHandle known = link_.run(TypeCache::query(unknown));
    for (const Oid type : unknown) {
        link_.types().set(type, Coding::opaque);  // unless what follows says more
    }
    for (int row = 0; row < PQntuples(known.get()); ++row) {
        const auto type = static_cast<Oid>(std::strtoul(PQgetvalue(known.get(), row, 0), nullptr, 10));
        link_.types().set(type, TypeCache::coding_by_function(PQgetvalue(known.get(), row, 1)));
    }
    for (std::size_t i = 0; i < count; ++i) {
        codings_[i] = link_.types().coding(column_types_[i]);
    }
}

int PostgresqlStatement::column_count() const {
    if (!described_) {
        // Prepares, which changes nothing that can be seen from outside.
        const_cast<PostgresqlStatement*>(this)->describe();
    }
    return static_cast<int>(names_.size());
}

std::vector<CopyColumn> PostgresqlStatement::columns() const {
    std::vector<CopyColumn> result(static_cast<std::size_t>(column_count()));
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = {column_types_[i], codings_[i]};
    }
    return result;
}

std::string_view PostgresqlStatement::column_name(int column) const {
    return column >= 0 && column < column_count() ? std::string_view(names_[static_cast<std::size_t>(column)])
                                                  : std::string_view();
}

void PostgresqlStatement::require_row() const {
    if (!rows_ || row_ < 0 || row_ >= PQntuples(rows_.get())) [[unlikely]] {
        throw StateError("there is no current row: step() has not been called, or gave false");
    }
}

Value PostgresqlStatement::value(int column) const {
    require_row();
    return read_column(row(), column);
}

void PostgresqlStatement::read(int first, std::span<const FieldSlot> fields, void* object) const {
    require_row();
    read_object(row(), first, fields, object);
}

bool PostgresqlStatement::is_null(int column) const {
    require_row();
    return PQgetisnull(rows_.get(), row_, column) != 0;
}

}  // namespace rowan::driver::postgresql
