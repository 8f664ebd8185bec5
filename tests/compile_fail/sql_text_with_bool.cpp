// expect: rowan: a text column is compared with true or false
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<std::string> name(&node);

void mistake() { static_cast<void>(name == true); }
