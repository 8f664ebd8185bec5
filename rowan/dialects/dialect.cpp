#include <rowan/dialects/dialect.hpp>

namespace rowan {

std::string Dialect::highest_key_sql(const TableData&) const { return {}; }

}  // namespace rowan
