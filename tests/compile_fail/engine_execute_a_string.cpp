// expect: rowan: SQL is executed as text("...") with its values apart
#include <rowan/engine.hpp>

#include <string>

void mistake(rowan::Connection& connection, const std::string& sql) { static_cast<void>(connection.execute(sql)); }
