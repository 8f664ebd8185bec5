// expect: rowan: a column is compared with a value of another type
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<rowan::Uuid> token(&node);

void mistake() { static_cast<void>(token == 5); }
