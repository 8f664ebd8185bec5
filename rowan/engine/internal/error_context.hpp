// rowan/engine/internal/error_context.hpp: adds to an exception what its thrower could not know.
#pragma once

#include <rowan/types/error.hpp>

#include <string>
#include <string_view>

namespace rowan::detail {

/// Throws an exception of the same class with SQL and parameters in its message and detail. One that has SQL already,
/// or is of a class that rowan does not know, is thrown as it is. To be called inside its catch block.
[[noreturn]] void rethrow_with_sql(const Error& error, std::string_view sql, std::string parameters);

/// Throws an exception of the same class and detail whose message begins with `where`. To be called inside its catch
/// block.
[[noreturn]] void rethrow_with_place(const Error& error, std::string_view where);

}  // namespace rowan::detail
