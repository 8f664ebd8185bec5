// expect: rowan: coalesce() chooses among two or more
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<std::optional<int>> age(&node);

void mistake() { static_cast<void>(rowan::func::coalesce(age)); }
