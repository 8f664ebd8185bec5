// expect: rowan: a boolean column is compared with text: say true or false
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<bool> active(&node);

void mistake() { static_cast<void>(active == "yes"); }
