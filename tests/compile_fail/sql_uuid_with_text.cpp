// expect: rowan: a UUID column is compared with text: give a rowan::Uuid
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<rowan::Uuid> token(&node);

void mistake() { static_cast<void>(token == "123e4567-e89b-12d3-a456-426614174000"); }
