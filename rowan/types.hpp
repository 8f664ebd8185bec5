// rowan/types.hpp: the whole lowest floor: SQL types, values, errors, and how C++ types reach a column.
//
// Not here, since they bring a library each: <rowan/types/decimal.hpp> (Boost.Multiprecision) and
// <rowan/types/json.hpp> (nlohmann/json).
#pragma once

#include <rowan/types/adapter.hpp>
#include <rowan/types/bytes.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/enum.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/field.hpp>
#include <rowan/types/kind.hpp>
#include <rowan/types/sql_type.hpp>
#include <rowan/types/utf8.hpp>
#include <rowan/types/uuid.hpp>
#include <rowan/types/value.hpp>
