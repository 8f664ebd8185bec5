// rowan/dialects/internal/type_words.hpp: types with numbers behind their names, as all databases spell them.
#pragma once

#include <rowan/types/sql_type.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace rowan::detail {

/// "VARCHAR(30)"
std::string sized(std::string_view name, std::int32_t size);
/// The same; 0 stands for no size: "VARCHAR".
std::string sized_if_any(std::string_view name, std::int32_t size);
/// "NUMERIC(10)", or with digits behind the point "NUMERIC(10, 2)".
std::string with_precision(std::string_view name, const SqlType& type);

}  // namespace rowan::detail
