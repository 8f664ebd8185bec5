#include <rowan/drivers/mariadb/internal/batch.hpp>

#include <rowan/drivers/mariadb/internal/bind.hpp>
#include <rowan/drivers/mariadb/internal/error.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace rowan::driver::mariadb {
namespace {

/// More than that in one request is not faster.
constexpr std::uint64_t largest_request = std::uint64_t{4} << 20U;
/// For the statement's number and the types, and for each value its length or what is always of one length.
constexpr std::uint64_t request_overhead = 1024;
constexpr std::uint64_t value_overhead = 16;

/// The objects of one request, as Connector/C asks for them.
struct Source {
    std::span<const FieldSlot> fields;
    std::span<const void* const> objects;
    Parameters parameters{};
};

char is_value = STMT_INDICATOR_NONE;
char is_null = STMT_INDICATOR_NULL;

/// Connector/C calls it for each row; what is bound has been tried before, so nothing throws.
extern "C" my_bool rowan_mariadb_give_row(void* data, MYSQL_BIND* binds, unsigned int row) noexcept {
    Source& source = *static_cast<Source*>(data);
    bind_object(source.parameters, 0, source.fields, source.objects[row]);
    for (std::size_t i = 0; i < source.fields.size(); ++i) {
        const MYSQL_BIND& from = source.parameters.binds[i];
        // The types are those of the fields, told once.
        const bool null = from.buffer_type == MYSQL_TYPE_NULL;
        binds[i].u.indicator = null ? &is_null : &is_value;
        if (!null) {
            binds[i].buffer = from.buffer;
            binds[i].buffer_length = from.buffer_length;
        }
    }
    return 0;
}

/// As long as it lives, the statement takes its parameters row by row from a source.
class Batching {
public:
    Batching(MYSQL_STMT* statement, Source& source) : statement_(statement) {
        mysql_stmt_attr_get(statement_, STMT_ATTR_CB_USER_DATA, static_cast<void*>(&user_data_));
        mysql_stmt_attr_set(statement_, STMT_ATTR_CB_USER_DATA, &source);
        mysql_stmt_attr_set(statement_, STMT_ATTR_CB_PARAM, reinterpret_cast<const void*>(&rowan_mariadb_give_row));
    }
    Batching(const Batching&) = delete;
    Batching& operator=(const Batching&) = delete;
    ~Batching() {
        const unsigned int one_by_one = 0;
        mysql_stmt_attr_set(statement_, STMT_ATTR_ARRAY_SIZE, &one_by_one);
        mysql_stmt_attr_set(statement_, STMT_ATTR_CB_PARAM, nullptr);
        mysql_stmt_attr_set(statement_, STMT_ATTR_CB_USER_DATA, user_data_);
    }

private:
    MYSQL_STMT* statement_;
    void* user_data_ = nullptr;
};

/// Where each request ends, as large as they may be. Tries all values on the way.
std::vector<std::size_t> ends_of_requests(Source& source, std::uint64_t max_packet) {
    const std::uint64_t limit = std::min(max_packet, largest_request);
    std::vector<std::size_t> ends;
    std::uint64_t sum = request_overhead;
    for (std::size_t i = 0; i < source.objects.size(); ++i) {
        bind_object(source.parameters, 0, source.fields, source.objects[i]);
        const std::uint64_t size = source.parameters.bytes() + value_overhead * source.fields.size();
        if (size + request_overhead > max_packet) {
            throw DataError("row " + std::to_string(i) + " has " + std::to_string(size) +
                            " bytes, and this server takes " + std::to_string(max_packet) +
                            " in one statement (max_allowed_packet)");
        }
        if (sum + size > limit && sum > request_overhead) {
            ends.push_back(i);
            sum = request_overhead;
        }
        sum += size;
    }
    ends.push_back(source.objects.size());
    return ends;
}

}  // namespace

bool takes_batches(const Link& link) noexcept {
    unsigned long capabilities = 0;
    mariadb_get_infov(link.connection(), MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &capabilities);
    return (capabilities & (MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32U)) != 0;
}

std::int64_t execute_batch(Link& link, MYSQL_STMT* statement, std::span<const FieldSlot> fields,
                           std::span<const void* const> objects) {
    if (objects.empty())
        return 0;
    Source source{.fields = fields, .objects = objects};
    source.parameters.resize(fields.size());
    const std::vector<std::size_t> ends = ends_of_requests(source, link.max_packet());

    set_types(source.parameters, fields);
    const Batching batching(statement, source);
    mysql_stmt_bind_param(statement, source.parameters.binds.data());
    std::int64_t affected = 0;
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        source.objects = objects.subspan(begin, end - begin);
        const auto count = static_cast<unsigned int>(source.objects.size());
        mysql_stmt_attr_set(statement, STMT_ATTR_ARRAY_SIZE, &count);
        link.begin_command();
        if (mysql_stmt_execute(statement) != 0) {
            link.fail(failure_of(statement, link.connection()));
        }
        affected += static_cast<std::int64_t>(mysql_stmt_affected_rows(statement));
        mysql_stmt_free_result(statement);  // newer servers may tell of each row
        // A server that is busy with many rows may leave some of them out for a KILL QUERY, and tell of success.
        if (link.end_command()) {
            throw CancelledError("interrupt() was called: not all of the " + std::to_string(objects.size()) +
                                 " rows are written");
        }
        begin = end;
    }
    return affected;
}

}  // namespace rowan::driver::mariadb
