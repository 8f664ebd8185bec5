// expect: rowan: on_conflict_do_update() needs what to set: column = excluded(column)
#include <rowan/sql.hpp>

#include <optional>
#include <string>

rowan::sql::NodePtr node();
constexpr rowan::ColumnExpr<int> id(&node);

void mistake(const rowan::Insert<>& insert) { static_cast<void>(insert.on_conflict_do_update(rowan::conflict_on(id))); }
