// rowan/drivers/postgresql/internal/link.hpp: one connection to a server: its socket, and the order of what goes over
// it.
//
// Everything that waits for the server waits in Link::wait; nothing else in the driver blocks (but libpq's own
// connecting, which knows how to go through several hosts in time).
#pragma once

#include <rowan/drivers/postgresql/internal/error.hpp>
#include <rowan/drivers/postgresql/internal/options.hpp>
#include <rowan/drivers/postgresql/internal/type_cache.hpp>
#include <rowan/drivers/postgresql/postgresql.hpp>

#include <libpq-fe.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::driver::postgresql {

using rowan::postgresql::NoticeHook;
using rowan::postgresql::Notification;

/// Whoever reads rows that are still on their way.
class Stream {
public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    /// The connection is needed for something else: takes all that is still to come into memory. What goes wrong with
    /// that is told by the stream itself, later.
    virtual void take_in() noexcept = 0;

protected:
    ~Stream() = default;
};

class Link {
public:
    using Clock = std::chrono::steady_clock;

    /// Connects and makes the settings. Throws OperationalError.
    Link(const ConnectOptions& options, std::shared_ptr<TypeCache> types);
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link();

    PGconn* connection() const noexcept { return connection_; }
    bool named_statements() const noexcept { return named_statements_; }
    TypeCache& types() const noexcept { return *types_; }

    /// How a transaction that is to begin does so when the next command comes: by a command of its own before it, or in
    /// one round trip with it.
    enum class Begin : std::uint8_t { apart, together };

    /// The transaction begins when something is done in it: `sql` is a BEGIN.
    void begin_later(std::string sql) { begin_ = std::move(sql); }
    bool is_to_begin() const noexcept { return !begin_.empty(); }
    /// Now, by a command of its own, if it has not.
    void begin_now();
    /// After a failure: whether the transaction did nothing before, so that it is undone and begins with the next
    /// command.
    bool begin_again();
    /// Nothing was done in it.
    void forget_begin() noexcept { begin_.clear(); }

    /// Before each command: what streams is taken in. Throws DisconnectedError if the connection is lost. Behind the
    /// command that is sent together with a BEGIN comes end_pipe().
    void begin_command(Begin how = Begin::apart);
    /// All is sent that begins the transaction and is done in it first.
    void end_pipe();
    /// After a PQsend… function: throws if that failed.
    void check_sent(int sent);
    /// The next result of the command under way; none behind the last one. Waits.
    ResultHandle next_result();
    /// The same of several commands that are under way at once: the end of one is not the end of all.
    ResultHandle next_of_many();
    /// Reads and drops what is left of a command.
    void finish_command() noexcept;
    /// The same behind a result that tells of success: throws DisconnectedError if the connection ended before the
    /// server had said that it is ready, since nobody knows then what became of the command.
    void finish_done_command();
    /// Throws if the result tells of a failure (or is none), after the command's end was read.
    void check(const ResultHandle& result);
    /// What a transaction that has failed repeats to whoever goes on in it.
    void note_failure(const PGresult* result);
    /// A copy of the result's failure may be thrown later: by this.
    [[noreturn]] void throw_failure(const PGresult* result);

    /// One command or several, without parameters; the last result. Throws for the first failure.
    ResultHandle run(const std::string& sql);

    /// Runs a COPY … FROM STDIN with this as its data; the rows that it has copied.
    std::int64_t copy_in(const std::string& sql, std::string_view data);

    /// `reader` has rows to come.
    void set_stream(Stream* reader) noexcept { stream_ = reader; }
    Stream* stream() const noexcept { return stream_; }
    /// The rows are all there: the command is over.
    void end_stream(const Stream* reader) noexcept;

    std::string new_statement_name();
    /// The server may forget the statement, at the next occasion. Never throws.
    void forget_statement(const std::string& name) noexcept;

    /// Also in one that is to begin.
    bool in_transaction() const noexcept;
    bool in_failed_transaction() const noexcept { return PQtransactionStatus(connection_) == PQTRANS_INERROR; }
    /// Throws PendingRollbackError, which repeats what made the transaction fail that is open.
    [[noreturn]] void throw_failed_transaction() const;

    bool is_lost() const noexcept { return PQstatus(connection_) == CONNECTION_BAD || end_announced_; }
    /// Whether nothing has been heard of the connection's end; asks nobody.
    bool seems_connected();
    bool alive() noexcept;
    void interrupt() noexcept;

    void set_notice_hook(NoticeHook hook) { notice_hook_ = std::move(hook); }
    std::optional<Notification> next_notification(std::chrono::milliseconds timeout);

private:
    enum class For : std::uint8_t { reading, reading_or_writing };

    static void receive_notice(void* link, const PGresult* result);
    void set_up();
    /// The one place that blocks: until the socket is ready. False when the time is over.
    bool wait(For what, std::optional<Clock::time_point> until = std::nullopt) const;
    /// Waits until a result can be fetched without blocking. False when the time is over.
    bool wait_for_result(std::optional<Clock::time_point> until = std::nullopt);
    void forget_statements();
    ResultHandle next_piped_result();
    void end_of_command() noexcept;
    /// Ends a COPY that the result begins, if it does.
    void end_copy(ExecStatusType status) noexcept;
    bool answers();

    PGconn* connection_ = nullptr;
    PGcancel* cancel_ = nullptr;
    const bool named_statements_;
    std::shared_ptr<TypeCache> types_;
    Stream* stream_ = nullptr;
    std::vector<std::string> forgotten_{};
    std::uint64_t statement_count_ = 0;
    std::string failure_{};
    std::string begin_{};               // to be sent; empty while there is none
    std::string began_with_command_{};  // the BEGIN that went with the last command

    // Of what was sent together with a BEGIN: whose results come next.
    enum class Pipe : std::uint8_t { none, of_begin, of_command, of_end };
    Pipe pipe_ = Pipe::none;
    ResultHandle begin_failure_{};
    NoticeHook notice_hook_{};
    bool end_announced_ = false;
    Clock::time_point last_used_ = Clock::now();

    // A request to cancel never reaches the command that follows the one it was meant for: a command begins and ends
    // under the lock, and the request is with the server before the lock is free again.
    std::mutex cancel_mutex_{};
    bool running_ = false;
    bool interrupted_ = false;
    bool transaction_before_ = false;  // the command under way was sent inside one
};

}  // namespace rowan::driver::postgresql
