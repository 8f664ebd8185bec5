// The C API of libpq as an expert writes against it by hand, everything in binary: what rowan is measured against.
#pragma once

#include "tables.hpp"

#include <libpq-fe.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Appends numbers as the network has them.
template <class T>
void put(std::string& to, T value) {
    if constexpr (sizeof(T) == 2)
        value = static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
    else if constexpr (sizeof(T) == 4)
        value = static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
    else
        value = static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
    to.append(reinterpret_cast<const char*>(&value), sizeof value);
}
inline void put_real(std::string& to, double value) { put(to, std::bit_cast<std::int64_t>(value)); }

/// One result, read in binary.
class PostgresqlRows {
public:
    explicit PostgresqlRows(PGresult* result) : result_(result) {
        const ExecStatusType status = PQresultStatus(result_);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN)
            return;
        const std::string message = PQresultErrorMessage(result_);
        PQclear(result_);
        throw std::runtime_error(message);
    }
    PostgresqlRows(const PostgresqlRows&) = delete;
    PostgresqlRows& operator=(const PostgresqlRows&) = delete;
    ~PostgresqlRows() { PQclear(result_); }

    int size() const { return PQntuples(result_); }
    bool is_null(int row, int column) const { return PQgetisnull(result_, row, column) != 0; }
    std::int32_t integer(int row, int column) const {
        std::uint32_t bits = 0;
        std::memcpy(&bits, PQgetvalue(result_, row, column), sizeof bits);
        return static_cast<std::int32_t>(__builtin_bswap32(bits));
    }
    std::int64_t big_integer(int row, int column) const {
        std::uint64_t bits = 0;
        std::memcpy(&bits, PQgetvalue(result_, row, column), sizeof bits);
        return static_cast<std::int64_t>(__builtin_bswap64(bits));
    }
    double real(int row, int column) const { return std::bit_cast<double>(big_integer(row, column)); }
    void text(int row, int column, std::string& to) const {
        to.assign(PQgetvalue(result_, row, column), static_cast<std::size_t>(PQgetlength(result_, row, column)));
    }

private:
    PGresult* result_;
};

/// The parameters of one execution, one behind the other in memory.
class PostgresqlParameters {
public:
    void clear() {
        bytes_.clear();
        places_.clear();
        lengths_.clear();
    }
    void add(std::int32_t value) { note(sizeof value), put(bytes_, value); }
    void add(std::int64_t value) { note(sizeof value), put(bytes_, value); }
    void add(double value) { note(sizeof value), put_real(bytes_, value); }
    void add(std::string_view text) { note(text.size()), bytes_.append(text); }
    void add_null() {
        places_.push_back(null);
        lengths_.push_back(0);
    }
    void add_user(const User& user) {
        add(std::string_view(user.name));
        add(std::string_view(user.fullname));
        if (user.nickname)
            add(std::string_view(*user.nickname));
        else
            add_null();
        add(std::int32_t{user.age});
        add(user.balance);
        add(user.created_at);
    }

    PGresult* execute(PGconn* connection, const char* name) {
        collect();
        return PQexecPrepared(connection, name, static_cast<int>(values_.size()), values_.data(), lengths_.data(),
                              formats_.data(), 1);
    }
    void send(PGconn* connection, const char* name) {
        collect();
        if (PQsendQueryPrepared(connection, name, static_cast<int>(values_.size()), values_.data(), lengths_.data(),
                                formats_.data(), 1) != 1)
            throw std::runtime_error(PQerrorMessage(connection));
    }

private:
    static constexpr std::size_t null = static_cast<std::size_t>(-1);
    void collect() {
        values_.clear();
        for (const std::size_t place : places_)
            values_.push_back(place == null ? nullptr : bytes_.data() + place);
        formats_.assign(values_.size(), 1);
    }
    void note(std::size_t length) {
        places_.push_back(bytes_.size());
        lengths_.push_back(static_cast<int>(length));
    }
    std::string bytes_{};
    std::vector<std::size_t> places_{};
    std::vector<int> lengths_{};
    std::vector<int> formats_{};
    std::vector<const char*> values_{};
};

class RawPostgresql {
public:
    explicit RawPostgresql(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
        if (PQstatus(connection_) == CONNECTION_OK)
            return;
        const std::string message = PQerrorMessage(connection_);
        PQfinish(connection_);
        throw std::runtime_error(message);
    }
    RawPostgresql(const RawPostgresql&) = delete;
    RawPostgresql& operator=(const RawPostgresql&) = delete;
    ~RawPostgresql() { PQfinish(connection_); }

    PGconn* handle() const { return connection_; }
    void run(const char* sql) const { const PostgresqlRows done(PQexec(connection_, sql)); }
    void prepare(const char* name, const std::string& sql) const {
        const PostgresqlRows done(PQprepare(connection_, name, sql.c_str(), 0, nullptr));
    }
    PostgresqlRows execute(const char* name, PostgresqlParameters& parameters) const {
        return PostgresqlRows(parameters.execute(connection_, name));
    }

private:
    PGconn* connection_;
};

inline void read_user(const PostgresqlRows& rows, int row, User& user) {
    user.id = rows.integer(row, 0);
    rows.text(row, 1, user.name);
    rows.text(row, 2, user.fullname);
    if (rows.is_null(row, 3))
        user.nickname.reset();
    else
        rows.text(row, 3, user.nickname.emplace());
    user.age = rows.integer(row, 4);
    user.balance = rows.real(row, 5);
    user.created_at = rows.big_integer(row, 6);
}

/// All rows of a prepared statement without parameters.
inline std::vector<User> read_users(const RawPostgresql& database, const char* name) {
    PostgresqlParameters none;
    const PostgresqlRows rows = database.execute(name, none);
    std::vector<User> read(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        read_user(rows, i, read[static_cast<std::size_t>(i)]);
    return read;
}

}  // namespace bench
