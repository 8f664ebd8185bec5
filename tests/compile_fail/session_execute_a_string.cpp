// expect: rowan: SQL is executed as text("...") with its values apart
#include <rowan/orm.hpp>

void mistake(rowan::Session& session) { static_cast<void>(session.execute("SELECT 1")); }
