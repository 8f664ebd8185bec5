// expect: rowan: columns<int, std::string>(
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();

void mistake() { static_cast<void>(rowan::statement("SELECT 1, 2").columns<int, int>("a")); }
