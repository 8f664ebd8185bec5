// rowan/engine/internal/error_context.hpp: adds to an exception what its thrower could not know.
#pragma once

#include <rowan/types/error.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rowan::detail {

/// Throws an exception of the same class with SQL and parameters in its message and detail. One that has SQL already,
/// or is of a class that rowan does not know, is thrown as it is. `hide_values`: no value is shown. `table`: whose
/// error it is, if the database does not say. To be called inside its catch block.
[[noreturn]] void rethrow_with_sql(const Error& error, std::string_view sql, std::string parameters,
                                   bool hide_values = false, std::string_view table = {});

/// Throws an exception of the same class and detail whose message begins with `where`. To be called inside its catch
/// block.
[[noreturn]] void rethrow_with_place(const Error& error, std::string_view where);

/// Of an engine that hides parameters: what is thrown in place of an error whose message shows a value; none if it
/// shows none.
std::optional<DataError> without_values(const Error& error);

/// Runs `work`; where parameters are hidden, its errors show no values.
template <class Work>
decltype(auto) hiding_values(bool hidden, Work&& work) {
    try {
        return work();
    } catch (const DataError& error) {
        if (hidden)
            if (const std::optional<DataError> masked = without_values(error))
                throw DataError(*masked);
        throw;
    }
}

}  // namespace rowan::detail
