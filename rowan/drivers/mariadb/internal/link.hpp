// rowan/drivers/mariadb/internal/link.hpp: one connection to a server, and the order of what goes over it.
//
// Connector/C has one answer under way at a time, and throws away what another call does not expect. So all that talks
// to the server does so between `begin_command` and `end_command`, and what streams gives way before.
#pragma once

#include <rowan/drivers/mariadb/internal/error.hpp>
#include <rowan/drivers/mariadb/internal/options.hpp>

#include <mysql.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace rowan::driver::mariadb {

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

struct CloseConnection {
    void operator()(MYSQL* connection) const noexcept { mysql_close(connection); }
};
using Handle = std::unique_ptr<MYSQL, CloseConnection>;

class Link {
public:
    using Clock = std::chrono::steady_clock;

    /// Connects and makes the settings. Throws OperationalError.
    explicit Link(const ConnectOptions& options);
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    MYSQL* connection() const noexcept { return handle_.get(); }
    /// "MariaDB" or "MySQL".
    std::string_view product() const noexcept { return is_mariadb_ ? "MariaDB" : "MySQL"; }
    bool is_mariadb() const noexcept { return is_mariadb_; }
    /// The bytes that a statement may have, with its parameters.
    std::uint64_t max_packet() const noexcept { return max_packet_; }

    /// Before each command: what streams is taken in.
    void begin_command();
    /// After the last row, or the failure, of a command was read.
    /// Whether the command was to be interrupted.
    bool end_command() noexcept;
    /// Ends the command and throws for its failure.
    [[noreturn]] void fail(const Failure& failure);

    /// One command or several, without parameters; rows are dropped. Throws for the first failure.
    void run(std::string_view sql);

    /// `reader` has rows to come.
    void set_stream(Stream* reader) noexcept { stream_ = reader; }
    Stream* stream() const noexcept { return stream_; }
    /// The rows are all there.
    void end_stream(const Stream* reader) noexcept;

    bool in_transaction() const noexcept;
    bool is_lost() const noexcept { return lost_; }
    /// Whether nothing has been heard of the connection's end; asks nobody.
    bool seems_connected() noexcept;
    bool alive() noexcept;
    void interrupt() noexcept;

private:
    unsigned int server_status() const noexcept;
    void set_up();
    /// Learns whether a transaction is still open after a failure, whose message does not say it.
    void ask_status() noexcept;
    bool has_input() const noexcept;

    const ConnectOptions options_;
    Handle handle_;
    bool is_mariadb_ = false;
    bool lost_ = false;
    std::uint64_t max_packet_ = 0;
    Stream* stream_ = nullptr;
    Clock::time_point last_used_ = Clock::now();

    // A request to interrupt never reaches the command that follows the one it was meant for: a command begins and ends
    // under the lock, and what the server has not taken note of until then is caught by an empty command.
    std::mutex interrupt_mutex_{};
    bool running_ = false;
    bool interrupted_ = false;
};

}  // namespace rowan::driver::mariadb
