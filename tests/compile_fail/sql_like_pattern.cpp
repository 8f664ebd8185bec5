// expect: rowan: this takes text, or an expression of text
#include <rowan/sql.hpp>

#include <optional>
#include <string>
#include <vector>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<int> number(&node);
constexpr rowan::ColumnExpr<std::string> name(&node);
constexpr rowan::ColumnExpr<bool> active(&node);
constexpr rowan::ColumnExpr<std::optional<rowan::Date>> born(&node);
enum class Color { red };
enum class Fruit { apple };
constexpr rowan::ColumnExpr<Color> color(&node);

void mistake() { static_cast<void>(name.like(3)); }
