// expect: rowan: bits are those of integers
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<std::string> name(&node);

void mistake() { static_cast<void>(name.bit_and(1)); }
