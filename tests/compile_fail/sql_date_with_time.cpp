// expect: rowan: a date or time column is compared with another kind of date or time
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<rowan::Date> born(&node);

void mistake() { static_cast<void>(born == rowan::Timestamp()); }
