// What the tests of every driver share.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/value.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>

namespace rowan::test {

// The first column of the first row.
inline Value ask(driver::Connection& connection, std::string_view sql) {
    const auto statement = connection.prepare(sql);
    const Value value = statement->step() ? statement->value(0) : Value();
    statement->reset();
    return value;
}

// The exception itself.
template <class E, class F>
E error_of(F&& f) {
    try {
        f();
    } catch (const E& error) {
        return error;
    }
    throw std::runtime_error("nothing was thrown");
}

// What an exception of class E says; empty, and a failure of the test by that, if none comes.
template <class E, class F>
std::string message_of(F&& f) {
    try {
        f();
    } catch (const E& error) {
        return error.what();
    }
    return {};
}

// The same, of this very class and none that is derived from it.
template <class E, class F>
std::string message_of_just(F&& f) {
    try {
        f();
    } catch (const E& error) {
        return typeid(error) == typeid(E) ? error.what() : std::string();
    }
    return {};
}

}  // namespace rowan::test
