// expect: rowan: a column of a type of its own is compared with another type: give a value of its type
#include <rowan/sql.hpp>

#include <string>

struct Celsius {
    double degrees{};
};
template <>
struct rowan::type_adapter<Celsius> {
    using stored = double;
    static double store(const Celsius& value) { return value.degrees; }
    static Celsius load(double degrees) { return {degrees}; }
};

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<Celsius> outside(&node);

void mistake() { static_cast<void>(outside == "cold"); }
