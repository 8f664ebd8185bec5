// rowan/dialects/mysql/reflector_type.hpp: what a column's type in information_schema means.
//
//     type_of("varchar(160)")       // String{160}
//     type_of("mediumint(9)")       // NativeType{"mediumint(9)"}
#pragma once

#include <rowan/types/sql_type.hpp>

#include <string>
#include <string_view>

namespace rowan::mysql {

/// The generic type that rowan's DDL spells so; every other stays as the server spells it (TypeFamily::other), so that
/// a table made of it is the same again.
SqlType type_of(const std::string& column_type);

/// A text of MySQL's SQL, 'it\'s', as the standard writes it, 'it''s'. Anything but one text comes back as it is.
std::string standard_literal(std::string_view literal);

}  // namespace rowan::mysql
