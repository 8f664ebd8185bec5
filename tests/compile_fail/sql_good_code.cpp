// expect: compiles
#include <rowan/sql.hpp>

#include <optional>
#include <string>
#include <vector>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<int> number(&node);
constexpr rowan::ColumnExpr<std::optional<std::string>> name(&node);
constexpr rowan::ColumnExpr<bool> active(&node);

auto good() {
    const std::string made = "ed";
    return rowan::select(number, name.label<"n">())
        .where(number > 3, name == "ed" || name == std::nullopt || made == name, active, !active, active == true,
               number.in({1, 2}), name.in({"a", "b"}), name.in(std::vector<std::string>{made}), number < 2.5,
               'a' < number)
        .order_by(number, name.desc())
        .limit(3);
}
