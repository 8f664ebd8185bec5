// expect: rowan: greatest() chooses among two or more values of a row
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

void mistake() { static_cast<void>(rowan::func::greatest(number)); }
