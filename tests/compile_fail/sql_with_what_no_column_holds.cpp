// expect: rowan: a column is compared with something that no column can hold
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
struct Spoon {};
constexpr rowan::ColumnExpr<int> number(&node);

void mistake() { static_cast<void>(number == Spoon()); }
