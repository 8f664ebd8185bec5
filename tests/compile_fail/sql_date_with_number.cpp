// expect: rowan: a date or time column is compared with a number: give a chrono value
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<rowan::Date> born(&node);

void mistake() { static_cast<void>(born == 1970); }
