// What the tests of types share: members through Value and back, and the exact message of a DataError.
#pragma once

#include <rowan/types.hpp>

#include <gtest/gtest.h>

#include <string>

namespace rowan::test {

/// The message of the DataError that the call throws; a failed expectation and "" if it throws none.
template <class Call>
std::string data_error(const Call& call) {
    try {
        call();
    } catch (const DataError& error) {
        return error.what();
    }
    ADD_FAILURE() << "no DataError was thrown";
    return {};
}

/// The value as the database would keep it, and as it comes back.
template <class T>
T round_trip(const T& value) {
    return Value(value).as<T>();
}

}  // namespace rowan::test
