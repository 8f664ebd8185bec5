// rowan/dialects/sqlite/reflector_type.hpp: what a column's declared type means.
//
//     sqlite_parse_type("nvarchar(160)")        // String{160}
//     sqlite_parse_type("GEOMETRY")             // NativeType{"GEOMETRY"}
#pragma once

#include <rowan/types/sql_type.hpp>

#include <string>
#include <string_view>

namespace rowan::detail {

/// SQLite lets a type be any words. Those that other databases know too become generic types; all others stay as they
/// are written (TypeFamily::other), so that a table made of them is the same again.
SqlType sqlite_parse_type(std::string_view declared);

/// The declared type as DDL may say it. SQLite takes any text in quotes for a type's name, and tells it without them;
/// such a one is put in quotes again, so that "int default 5" stays a type.
std::string sqlite_type_as_ddl(std::string_view declared);

}  // namespace rowan::detail
