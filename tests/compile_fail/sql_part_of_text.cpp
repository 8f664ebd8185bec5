// expect: rowan: extract() takes a part of a date or a time
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<std::string> name(&node);

void mistake() { static_cast<void>(rowan::extract(rowan::DatePart::year, name)); }
