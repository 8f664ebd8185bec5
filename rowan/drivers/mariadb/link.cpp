#include <rowan/drivers/mariadb/internal/link.hpp>

#include <rowan/types/error.hpp>

#include <poll.h>

#include <cstdlib>
#include <optional>
#include <utility>

namespace rowan::driver::mariadb {
namespace {

using namespace std::chrono_literals;

/// A connection that worked so lately is only looked at, not asked, whether it lives.
constexpr auto fresh = 1s;

/// Strict, and with the meanings that rowan's SQL expects: quotes are those of texts, backslashes escape in them, a
/// key 0 is 0, and no date is zero.
constexpr std::string_view settings =
    "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1, "
    "lc_messages = 'en_US', group_concat_max_len = 1073741824";
/// Of MariaDB alone. A recursion that goes on for longer is cut without an error there.
constexpr std::string_view more_settings = ", max_recursive_iterations = 4294967295";

const char* text_or_null(const std::optional<std::string>& text) { return text ? text->c_str() : nullptr; }

Handle connect(const ConnectOptions& options) {
    Handle handle(mysql_init(nullptr));
    MYSQL* const connection = handle.get();
    if (connection == nullptr) {
        throw OperationalError("out of memory");
    }
    for (const auto& [option, number] : options.numbers) {
        mysql_optionsv(connection, option, &number);
    }
    for (const auto& [option, text] : options.texts) {
        mysql_optionsv(connection, option, text.c_str());
    }
    for (const auto& [option, on] : options.flags) {
        const my_bool value = on ? 1 : 0;
        mysql_optionsv(connection, option, &value);
    }
    const unsigned int no = 0;
    mysql_optionsv(connection, MYSQL_OPT_LOCAL_INFILE, &no);
    mysql_optionsv(connection, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_optionsv(connection, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", options.program_name.c_str());
    constexpr unsigned long flags = CLIENT_FOUND_ROWS | CLIENT_MULTI_STATEMENTS | CLIENT_MULTI_RESULTS;
    if (mysql_real_connect(connection, text_or_null(options.host), text_or_null(options.user),
                           text_or_null(options.password), text_or_null(options.database), options.port,
                           text_or_null(options.unix_socket), flags) == nullptr) {
        throw_not_connected(failure_of(connection));
    }
    // "Enforced", it still does without where the server has none.
    if (options.encrypted && mysql_get_ssl_cipher(connection) == nullptr) {
        throw OperationalError(
            "connecting to MariaDB: the server has no encrypted connections (SSL), and ssl_mode asks for one");
    }
    return handle;
}

/// Reads and drops all that a command answers. False if it failed.
bool drop_results(MYSQL* connection) noexcept {
    while (true) {
        if (MYSQL_RES* const rows = mysql_use_result(connection)) {
            mysql_free_result(rows);  // reads them
        }
        if (mysql_errno(connection) != 0) {
            return false;
        }
        const int more = mysql_next_result(connection);
        if (more != 0) {
            return more < 0;
        }
    }
}

}  // namespace

Link::Link(const ConnectOptions& options) : options_(options), handle_(connect(options_)) { set_up(); }

void Link::set_up() {
    MYSQL* const connection = handle_.get();
    is_mariadb_ = mariadb_connection(connection) != 0;
    try {
        run(is_mariadb_ ? std::string(settings).append(more_settings) : std::string(settings));
        begin_command();
        constexpr std::string_view question = "SELECT @@max_allowed_packet";
        const bool asked = mysql_real_query(connection, question.data(), question.size()) == 0;
        MYSQL_RES* const rows = asked ? mysql_store_result(connection) : nullptr;
        if (rows == nullptr) {
            fail(failure_of(connection));
        }
        const MYSQL_ROW row = mysql_fetch_row(rows);
        max_packet_ = row == nullptr || row[0] == nullptr ? 0 : std::strtoull(row[0], nullptr, 10);
        mysql_free_result(rows);
        end_command();
        if (!options_.init_command.empty()) {
            run(options_.init_command);
        }
    } catch (const DatabaseError& error) {
        throw OperationalError(std::string("setting up a connection to MariaDB: ") + error.what(), error.detail());
    }
}

// --- commands -----------------------------------------------------------------------------------------------------

void Link::begin_command() {
    if (stream_ != nullptr) {
        stream_->take_in();
    }
    const std::lock_guard lock(interrupt_mutex_);
    running_ = true;
    interrupted_ = false;
}

bool Link::end_command() noexcept {
    bool interrupted = false;
    {
        const std::lock_guard lock(interrupt_mutex_);
        running_ = false;
        interrupted = std::exchange(interrupted_, false);
    }
    last_used_ = Clock::now();
    if (interrupted) {
        ask_status();
    }
    return interrupted;
}

void Link::fail(const Failure& failure) {
    lost_ = lost_ || ends_connection(failure);
    const bool was_open = in_transaction();
    end_command();
    if (was_open) {
        ask_status();
    }
    throw_failure(failure, product());
}

void Link::run(std::string_view sql) {
    begin_command();
    MYSQL* const connection = handle_.get();
    if (mysql_real_query(connection, sql.data(), sql.size()) != 0 || !drop_results(connection)) {
        fail(failure_of(connection));
    }
    end_command();
}

void Link::end_stream(const Stream* reader) noexcept {
    if (stream_ == reader) {
        stream_ = nullptr;
    }
}

// --- state --------------------------------------------------------------------------------------------------------

unsigned int Link::server_status() const noexcept {
    unsigned int status = 0;
    mariadb_get_infov(handle_.get(), MARIADB_CONNECTION_SERVER_STATUS, &status);
    return status;
}

bool Link::in_transaction() const noexcept { return !lost_ && (server_status() & SERVER_STATUS_IN_TRANS) != 0; }

void Link::ask_status() noexcept {
    constexpr std::string_view nothing = "DO 0";
    MYSQL* const connection = handle_.get();
    // An interruption that came late meets the first of them.
    for (int i = 0; i < 2 && !lost_; ++i) {
        if (mysql_real_query(connection, nothing.data(), nothing.size()) == 0) {
            return;
        }
        lost_ = ends_connection(failure_of(connection));
    }
}

bool Link::has_input() const noexcept {
    pollfd look{};
    look.fd = mysql_get_socket(handle_.get());
    look.events = POLLIN;
    return look.fd >= 0 && ::poll(&look, 1, 0) != 0;
}

bool Link::seems_connected() noexcept {
    // A server says nothing unasked but that the connection ends.
    lost_ = lost_ || (stream_ == nullptr && has_input());
    return !lost_;
}

bool Link::alive() noexcept {
    // In the middle of an answer it can't be asked.
    if (!seems_connected() || stream_ != nullptr || Clock::now() - last_used_ < fresh) {
        return !lost_;
    }
    lost_ = mysql_ping(handle_.get()) != 0;
    last_used_ = Clock::now();
    return !lost_;
}

void Link::interrupt() noexcept {
    const std::lock_guard lock(interrupt_mutex_);
    if (!running_) {
        return;
    }
    try {
        const Handle other = connect(options_);
        const std::string kill = "KILL QUERY " + std::to_string(mysql_thread_id(handle_.get()));
        interrupted_ = true;
        mysql_real_query(other.get(), kill.data(), kill.size());
    } catch (...) {  // no second connection is to be had: the statement goes on
    }
}

}  // namespace rowan::driver::mariadb
