// The C API of MariaDB Connector/C as an expert writes against it by hand, in the binary protocol: what rowan is
// measured against.
#pragma once

#include "tables.hpp"
#include <rowan/engine.hpp>

#include <mysql.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace bench {

class RawMariadb {
public:
    explicit RawMariadb(const std::string& url) : handle_(mysql_init(nullptr)) {
        const std::string socket = rowan::Url::parse(url).option("unix_socket").value();
        if (!mysql_real_connect(handle_, nullptr, "root", nullptr, "rowan", 0, socket.c_str(), 0))
            throw std::runtime_error(mysql_error(handle_));
    }
    RawMariadb(const RawMariadb&) = delete;
    RawMariadb& operator=(const RawMariadb&) = delete;
    ~RawMariadb() { mysql_close(handle_); }

    MYSQL* handle() const { return handle_; }
    void run(const char* sql) const {
        if (mysql_query(handle_, sql) != 0)
            throw std::runtime_error(mysql_error(handle_));
    }

private:
    MYSQL* handle_;
};

class RawStatement {
public:
    RawStatement(const RawMariadb& database, const std::string& sql) : statement_(mysql_stmt_init(database.handle())) {
        check(mysql_stmt_prepare(statement_, sql.c_str(), sql.size()));
    }
    RawStatement(const RawStatement&) = delete;
    RawStatement& operator=(const RawStatement&) = delete;
    ~RawStatement() { mysql_stmt_close(statement_); }

    MYSQL_STMT* handle() const { return statement_; }
    void execute(std::vector<MYSQL_BIND>& parameters) {
        if (!parameters.empty())
            check(mysql_stmt_bind_param(statement_, parameters.data()));
        check(mysql_stmt_execute(statement_));
    }
    /// One execution for so many rows, whose columns are arrays.
    void execute(std::vector<MYSQL_BIND>& columns, unsigned rows) {
        check(mysql_stmt_attr_set(statement_, STMT_ATTR_ARRAY_SIZE, &rows));
        execute(columns);
    }
    void check(int failed) const {
        if (failed != 0)
            throw std::runtime_error(mysql_stmt_error(statement_));
    }

private:
    MYSQL_STMT* statement_;
};

template <class T>
constexpr enum_field_types type_of() {
    return sizeof(T) == 4 ? MYSQL_TYPE_LONG : std::is_floating_point_v<T> ? MYSQL_TYPE_DOUBLE : MYSQL_TYPE_LONGLONG;
}

template <class T>
MYSQL_BIND bind_number(T& value) {
    MYSQL_BIND bind{};
    bind.buffer_type = type_of<T>();
    bind.buffer = &value;
    return bind;
}

inline MYSQL_BIND bind_text(std::string& text, unsigned long& length) {
    MYSQL_BIND bind{};
    length = text.size();
    bind.buffer_type = MYSQL_TYPE_STRING;
    bind.buffer = text.data();
    bind.buffer_length = length;
    bind.length = &length;
    return bind;
}

/// Users as parameters: each of them one behind the other (`add`), or as arrays of columns (`columns`).
class UserParameters {
public:
    void reserve(std::size_t rows) { lengths_.resize(3 * rows); }
    void clear() {
        used_ = 0;
        binds.clear();
    }
    void add(User& user) {
        binds.push_back(bind_text(user.name, lengths_[used_++]));
        binds.push_back(bind_text(user.fullname, lengths_[used_++]));
        if (user.nickname) {
            binds.push_back(bind_text(*user.nickname, lengths_[used_++]));
        } else {
            binds.push_back({});
            binds.back().buffer_type = MYSQL_TYPE_NULL;
        }
        binds.push_back(bind_number(user.age));
        binds.push_back(bind_number(user.balance));
        binds.push_back(bind_number(user.created_at));
    }

    std::vector<MYSQL_BIND> binds{};

private:
    std::vector<unsigned long> lengths_{};
    std::size_t used_ = 0;
};

/// Columns of many users, as Connector/C's protocol for many rows takes them.
class UserColumns {
public:
    std::vector<MYSQL_BIND> columns(std::vector<User>& users, std::size_t first, std::size_t count) {
        for (auto* each : {&names_, &fullnames_, &nicknames_}) {
            each->texts.clear();
            each->lengths.clear();
            each->indicators.clear();
        }
        ages_.clear();
        balances_.clear();
        created_.clear();
        for (std::size_t i = first; i < first + count; ++i) {
            User& user = users[i];
            names_.add(&user.name);
            fullnames_.add(&user.fullname);
            nicknames_.add(user.nickname ? &*user.nickname : nullptr);
            ages_.push_back(user.age);
            balances_.push_back(user.balance);
            created_.push_back(user.created_at);
        }
        return {names_.bind(),         fullnames_.bind(),         nicknames_.bind(),
                bind_number(ages_[0]), bind_number(balances_[0]), bind_number(created_[0])};
    }

private:
    struct Texts {
        std::vector<char*> texts{};
        std::vector<unsigned long> lengths{};
        std::vector<char> indicators{};
        void add(std::string* text) {
            texts.push_back(text ? text->data() : nullptr);
            lengths.push_back(text ? text->size() : 0);
            indicators.push_back(text ? STMT_INDICATOR_NONE : STMT_INDICATOR_NULL);
        }
        MYSQL_BIND bind() {
            MYSQL_BIND bind{};
            bind.buffer_type = MYSQL_TYPE_STRING;
            bind.buffer = static_cast<void*>(texts.data());
            bind.length = lengths.data();
            bind.u.indicator = indicators.data();
            return bind;
        }
    };
    Texts names_{}, fullnames_{}, nicknames_{};
    std::vector<int> ages_{};
    std::vector<double> balances_{};
    std::vector<std::int64_t> created_{};
};

/// Reads users out of a statement's rows.
class UserReader {
public:
    explicit UserReader(RawStatement& statement) : statement_(statement) {
        binds_[0] = bind_number(row_.id);
        for (int i = 0; i < 3; ++i) {
            MYSQL_BIND& bind = binds_[1 + i];
            bind.buffer_type = MYSQL_TYPE_STRING;
            bind.buffer = texts_[i];
            bind.buffer_length = sizeof texts_[i];
            bind.length = &lengths_[i];
            bind.is_null = &nulls_[i];
        }
        binds_[4] = bind_number(row_.age);
        binds_[5] = bind_number(row_.balance);
        binds_[6] = bind_number(row_.created_at);
        statement_.check(mysql_stmt_bind_result(statement_.handle(), binds_));
    }
    /// False after the last.
    bool next(User& user) {
        const int status = mysql_stmt_fetch(statement_.handle());
        if (status == MYSQL_NO_DATA)
            return false;
        statement_.check(status);
        user.id = row_.id;
        user.name.assign(texts_[0], lengths_[0]);
        user.fullname.assign(texts_[1], lengths_[1]);
        if (nulls_[2])
            user.nickname.reset();
        else
            user.nickname.emplace(texts_[2], lengths_[2]);
        user.age = row_.age;
        user.balance = row_.balance;
        user.created_at = row_.created_at;
        return true;
    }
    /// Executes the statement, which has no parameters, and reads all its rows.
    std::vector<User> all() {
        std::vector<MYSQL_BIND> none;
        statement_.execute(none);
        statement_.check(mysql_stmt_store_result(statement_.handle()));
        std::vector<User> read(mysql_stmt_num_rows(statement_.handle()));
        for (User& user : read)
            next(user);
        mysql_stmt_free_result(statement_.handle());
        return read;
    }

private:
    RawStatement& statement_;
    User row_{};
    char texts_[3][256]{};
    unsigned long lengths_[3]{};
    my_bool nulls_[3]{};
    MYSQL_BIND binds_[7]{};
};

}  // namespace bench
