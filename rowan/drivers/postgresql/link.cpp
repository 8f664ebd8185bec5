#include <rowan/drivers/postgresql/internal/link.hpp>

#include <rowan/types/error.hpp>

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace rowan::driver::postgresql {
namespace {

using namespace std::chrono_literals;

/// Statements to be forgotten are sent off together, since that costs a round trip.
constexpr std::size_t forgotten_at_once = 8;
/// A connection that worked so lately is only looked at, not asked, whether it lives.
constexpr auto fresh = 1s;
/// A longer time would not fit the clock.
constexpr auto for_ever = std::chrono::hours(24 * 365 * 100);
/// How long a server may take to say that it lives.
constexpr auto patience = 5s;

bool is_failure(ExecStatusType status) {
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_PIPELINE_ABORTED;
}

bool is_copy(ExecStatusType status) {
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

}  // namespace

Link::Link(const ConnectOptions& options, std::shared_ptr<TypeCache> types)
    : named_statements_(options.named_statements), types_(std::move(types)) {
    std::vector<const char*> names;
    std::vector<const char*> values;
    for (const auto& [name, value] : options.keywords) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    connection_ = PQconnectdbParams(names.data(), values.data(), 0);
    if (connection_ == nullptr) {
        throw OperationalError("out of memory");
    }
    try {
        if (PQstatus(connection_) != CONNECTION_OK) {
            throw_not_connected(connection_);
        }
        set_up();
    } catch (...) {
        PQfreeCancel(cancel_);
        PQfinish(connection_);
        throw;
    }
}

Link::~Link() {
    PQfreeCancel(cancel_);
    PQfinish(connection_);
}

void Link::set_up() {
    PQsetNoticeReceiver(connection_, &Link::receive_notice, this);
    cancel_ = PQgetCancel(connection_);
    PQsetnonblocking(connection_, 1);
    const auto setting = [&](const char* name) {
        const char* value = PQparameterStatus(connection_, name);
        return value == nullptr ? std::string_view() : std::string_view(value);
    };
    if (setting("TimeZone") != "UTC" && setting("TimeZone") != "Etc/UTC") {
        run("SET TimeZone = 'UTC'");
    }
    // With it off, a backslash in a text would begin an escape, and what is quoted could get out of its quotes.
    if (setting("standard_conforming_strings") != "on") {
        run("SET standard_conforming_strings = on");
    }
}

// --- waiting ------------------------------------------------------------------------------------------------------

bool Link::wait(For what, std::optional<Clock::time_point> until) const {
    const int socket = PQsocket(connection_);
    if (socket < 0) {
        return true;  // whatever is tried next says that the connection is lost
    }
    pollfd poll_for{};
    poll_for.fd = socket;
    poll_for.events = static_cast<short>(what == For::reading ? POLLIN : POLLIN | POLLOUT);
    while (true) {
        int milliseconds = -1;
        if (until) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - Clock::now()).count();
            milliseconds = static_cast<int>(std::clamp<std::int64_t>(left, 0, INT32_MAX));
        }
        const int ready = ::poll(&poll_for, 1, milliseconds);
        if (ready != -1 || errno != EINTR) {
            return ready != 0;
        }
    }
}

bool Link::wait_for_result(std::optional<Clock::time_point> until) {
    while (true) {
        const int unsent = PQflush(connection_);
        if (unsent < 0 || (unsent == 0 && PQisBusy(connection_) == 0)) {
            return true;
        }
        if (!wait(unsent == 0 ? For::reading : For::reading_or_writing, until)) {
            return false;
        }
        if (PQconsumeInput(connection_) == 0) {
            return true;  // the next result tells why
        }
    }
}

// --- commands -----------------------------------------------------------------------------------------------------

void Link::begin_command(Begin how) {
    if (stream_ != nullptr) {
        stream_->take_in();
    }
    if (PQstatus(connection_) == CONNECTION_BAD) [[unlikely]] {
        throw_disconnected(connection_);
    }
    std::string begin = std::exchange(begin_, {});
    transaction_before_ = in_transaction();
    // Inside a transaction a statement that is gone already (DEALLOCATE ALL has been there) would make that fail.
    if (forgotten_.size() >= forgotten_at_once && !transaction_before_) {
        forget_statements();
    }
    const bool begins = !begin.empty();
    began_with_command_.clear();
    if (begins) {
        failure_.clear();
    }
    if (begins && how == Begin::apart) {
        run(std::exchange(begin, {}));
    }
    transaction_before_ = transaction_before_ || begins;
    {
        const std::lock_guard lock(cancel_mutex_);
        running_ = true;
        interrupted_ = false;
    }
    if (!begin.empty()) {
        check_sent(PQenterPipelineMode(connection_));
        pipe_ = Pipe::of_begin;
        check_sent(PQsendQueryParams(connection_, begin.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1));
        began_with_command_ = std::move(begin);
    }
}

bool Link::begin_again() {
    std::string begin = std::exchange(began_with_command_, {});
    if (begin.empty()) {
        return false;
    }
    run("ROLLBACK");
    begin_later(std::move(begin));
    return true;
}

void Link::begin_now() {
    if (is_to_begin()) {
        run(std::exchange(begin_, {}));
    }
}

void Link::end_pipe() {
    if (pipe_ != Pipe::none) {
        check_sent(PQpipelineSync(connection_));
    }
}

void Link::check_sent(int sent) {
    if (sent == 1) [[likely]] {
        return;
    }
    if (PQstatus(connection_) == CONNECTION_BAD) {
        throw_disconnected(connection_);
    }
    throw OperationalError(trimmed(PQerrorMessage(connection_)));
}

ResultHandle Link::next_result() {
    if (pipe_ != Pipe::none) {
        return next_piped_result();
    }
    wait_for_result();
    ResultHandle result(PQgetResult(connection_));
    if (!result) {
        end_of_command();
    }
    return result;
}

ResultHandle Link::next_of_many() {
    wait_for_result();
    return ResultHandle(PQgetResult(connection_));
}

void Link::end_of_command() noexcept {
    const std::lock_guard lock(cancel_mutex_);
    running_ = false;
    last_used_ = Clock::now();
}

/// Those of the command. If the BEGIN before it has failed, that is its result.
ResultHandle Link::next_piped_result() {
    while (true) {
        wait_for_result();
        ResultHandle result(PQgetResult(connection_));
        const ExecStatusType status = result ? PQresultStatus(result.get()) : PGRES_COMMAND_OK;
        if (PQstatus(connection_) == CONNECTION_BAD) {
            pipe_ = Pipe::none;
            end_of_command();
            return result;
        }
        if (status == PGRES_PIPELINE_SYNC) {
            pipe_ = Pipe::none;
            PQexitPipelineMode(connection_);
            begin_failure_.reset();
            end_of_command();
            return {};
        }
        if (!result) {
            pipe_ = pipe_ == Pipe::of_begin ? Pipe::of_command : Pipe::of_end;
        } else if (pipe_ == Pipe::of_begin) {
            begin_failure_ = is_failure(status) ? std::move(result) : ResultHandle();
        } else if (pipe_ == Pipe::of_command) {
            return begin_failure_ ? std::move(begin_failure_) : std::move(result);
        }
    }
}

void Link::finish_command() noexcept {
    while (const ResultHandle result = next_result()) {
        const ExecStatusType status = PQresultStatus(result.get());
        if (PQstatus(connection_) == CONNECTION_BAD) {
            break;
        }
        end_copy(status);
    }
}

void Link::finish_done_command() {
    finish_command();
    if (PQstatus(connection_) == CONNECTION_BAD) [[unlikely]] {
        throw_disconnected(connection_);
    }
}

void Link::end_copy(ExecStatusType status) noexcept {
    if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH) {
        PQputCopyEnd(connection_, "there is no data for this COPY");
    } else if (status == PGRES_COPY_OUT) {
        while (true) {
            char* row = nullptr;
            const int size = PQgetCopyData(connection_, &row, 1);
            PQfreemem(row);
            if (size < 0 || (size == 0 && (!wait(For::reading) || PQconsumeInput(connection_) == 0))) {
                return;
            }
        }
    }
}

void Link::check(const ResultHandle& result) {
    const ExecStatusType status = result ? PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
    if (!is_failure(status) && !is_copy(status)) [[likely]] {
        return;
    }
    end_copy(status);
    finish_command();
    if (is_copy(status)) {
        throw ProgrammingError("COPY … FROM STDIN and TO STDOUT are no statements that can be executed by themselves");
    }
    if (!result) {
        throw_disconnected(connection_);
    }
    throw_failure(result.get());
}

void Link::throw_failure(const PGresult* result) {
    const std::string_view state = diagnosis(result, PG_DIAG_SQLSTATE);
    if (PQstatus(connection_) == CONNECTION_BAD && state.empty()) {
        throw_disconnected(connection_);
    }
    if (state == "25P02") {
        throw_failed_transaction();
    }
    note_failure(result);
    bool interrupted = false;
    {
        const std::lock_guard lock(cancel_mutex_);
        interrupted = interrupted_;
    }
    throw_result_error(result, interrupted);
}

void Link::note_failure(const PGresult* result) {
    if (in_failed_transaction() || PQtransactionStatus(connection_) == PQTRANS_ACTIVE) {
        failure_ = diagnosis(result, PG_DIAG_MESSAGE_PRIMARY);
    }
}

void Link::throw_failed_transaction() const {
    ErrorDetail detail;
    detail.sqlstate = "25P02";
    detail.database_message = failure_;
    throw PendingRollbackError(
        "the transaction has failed, and PostgreSQL does nothing more in it: roll back, to its beginning or to a "
        "savepoint. The error was: " +
            failure_,
        std::move(detail));
}

ResultHandle Link::run(const std::string& sql) {
    begin_command();
    check_sent(PQsendQuery(connection_, sql.c_str()));
    ResultHandle last;
    while (ResultHandle result = next_result()) {
        check(result);
        last = std::move(result);
    }
    return last;
}

std::int64_t Link::copy_in(const std::string& sql, std::string_view data) {
    constexpr std::size_t piece = std::size_t{1} << 18U;
    begin_command();
    check_sent(PQsendQuery(connection_, sql.c_str()));
    if (const ResultHandle result = next_result(); !result || PQresultStatus(result.get()) != PGRES_COPY_IN) {
        check(result);
        finish_command();
        throw ProgrammingError("this is no COPY … FROM STDIN");
    }
    const auto put = [&](auto&& send) {
        for (int sent = send(); sent != 1; sent = send()) {
            if (sent < 0) {
                return;  // the result tells why
            }
            wait(For::reading_or_writing);
            PQconsumeInput(connection_);
        }
    };
    while (!data.empty() && PQstatus(connection_) == CONNECTION_OK) {
        const std::string_view now = data.substr(0, piece);
        put([&] { return PQputCopyData(connection_, now.data(), static_cast<int>(now.size())); });
        data.remove_prefix(now.size());
    }
    put([&] { return PQputCopyEnd(connection_, nullptr); });
    const ResultHandle result = next_result();
    check(result);
    finish_done_command();
    return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
}

void Link::end_stream(const Stream* reader) noexcept {
    if (stream_ == reader) {
        stream_ = nullptr;
    }
}

// --- statements ---------------------------------------------------------------------------------------------------

std::string Link::new_statement_name() { return "rowan_" + std::to_string(++statement_count_); }

void Link::forget_statement(const std::string& name) noexcept {
    try {
        forgotten_.push_back(name);
    } catch (...) {  // out of memory: it stays until the connection ends
    }
}

void Link::forget_statements() {
    std::string sql;
    for (const std::string& name : std::exchange(forgotten_, {})) {
        sql += "DEALLOCATE " + name + ";";
    }
    try {
        run(sql);
    } catch (const DisconnectedError&) {
        throw;
    } catch (const DatabaseError&) {
        // They were gone.
    }
}

// --- state --------------------------------------------------------------------------------------------------------

bool Link::in_transaction() const noexcept {
    if (is_to_begin()) {
        return true;
    }
    switch (PQtransactionStatus(connection_)) {
        case PQTRANS_INTRANS:
        case PQTRANS_INERROR:
            return true;
        case PQTRANS_ACTIVE:
            return transaction_before_;
        default:
            return false;
    }
}

bool Link::answers() {
    const Clock::time_point until = Clock::now() + patience;
    if (PQsendQuery(connection_, "") != 1) {
        return false;
    }
    while (wait_for_result(until)) {
        const ResultHandle result(PQgetResult(connection_));
        if (!result) {
            last_used_ = Clock::now();
            return PQstatus(connection_) == CONNECTION_OK;
        }
    }
    return false;
}

bool Link::seems_connected() {
    if (stream_ == nullptr) {
        // To the end of what is there: behind the server's last words stands the end of the connection.
        while (PQstatus(connection_) == CONNECTION_OK && wait(For::reading, Clock::now()) &&
               PQconsumeInput(connection_) != 0) {
        }
        PQisBusy(connection_);  // takes the messages apart
    }
    return !is_lost();
}

bool Link::alive() noexcept {
    try {
        // In the middle of an answer it can't be asked.
        return seems_connected() && (stream_ != nullptr || Clock::now() - last_used_ < fresh || answers());
    } catch (...) {
        return false;
    }
}

void Link::interrupt() noexcept {
    const std::lock_guard lock(cancel_mutex_);
    if (running_) {
        interrupted_ = true;
        char message[256];
        PQcancel(cancel_, message, sizeof message);
    }
}

// --- what the server says by itself -------------------------------------------------------------------------------

void Link::receive_notice(void* link, const PGresult* result) {
    Link& self = *static_cast<Link*>(link);
    const std::string_view severity = diagnosis(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    // What no command has asked for comes as a notice, the end of the connection too.
    self.end_announced_ = self.end_announced_ || severity == "FATAL" || severity == "PANIC";
    const NoticeHook& hook = self.notice_hook_;
    if (!hook) {
        return;
    }
    try {
        hook({.severity = std::string(severity),
              .sqlstate = std::string(diagnosis(result, PG_DIAG_SQLSTATE)),
              .message = std::string(diagnosis(result, PG_DIAG_MESSAGE_PRIMARY)),
              .detail = std::string(diagnosis(result, PG_DIAG_MESSAGE_DETAIL)),
              .hint = std::string(diagnosis(result, PG_DIAG_MESSAGE_HINT))});
    } catch (...) {  // libpq, which has called, knows no exceptions
    }
}

std::optional<Notification> Link::next_notification(std::chrono::milliseconds timeout) {
    if (stream_ != nullptr) {
        stream_->take_in();
    }
    const Clock::time_point until = Clock::now() + std::min<std::chrono::milliseconds>(timeout, for_ever);
    while (true) {
        if (PQconsumeInput(connection_) == 0 || PQstatus(connection_) == CONNECTION_BAD) {
            throw_disconnected(connection_);
        }
        const std::unique_ptr<PGnotify, void (*)(void*)> found(PQnotifies(connection_), &PQfreemem);
        if (found) {
            return Notification{.channel = found->relname, .payload = found->extra, .server_process = found->be_pid};
        }
        if (!wait(For::reading, until)) {
            return std::nullopt;
        }
    }
}

}  // namespace rowan::driver::postgresql
