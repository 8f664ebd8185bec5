// rowan/drivers/postgresql/internal/array.hpp: PostgreSQL's arrays.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/postgresql/internal/bind.hpp>
#include <rowan/drivers/postgresql/internal/type_cache.hpp>

#include <span>
#include <string>
#include <string_view>

namespace rowan::driver::postgresql {

/// An array in the form that PostgreSQL shows it in, {1,NULL,"a b"}. Throws DataError for elements that rowan can't
/// read.
std::string array_text(std::string_view binary, const TypeCache& types);

/// An array of one column of many objects. Throws DataError that names the field.
void bind_column(Parameter& parameter, const FieldSlot& field, std::span<const void* const> objects);

/// As driver::Statement::bind_array. Texts are told as an array whose elements have the type of what they are compared
/// with, so that an enumeration or an address finds them, too.
void bind_array(Parameter& parameter, int number, std::span<const Value> values);

}  // namespace rowan::driver::postgresql
