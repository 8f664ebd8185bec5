#include <rowan/sql/delete.hpp>

#include <rowan/sql/statements.hpp>

namespace rowan {

DeleteCore::DeleteCore(sql::NodePtr table) : Statement(sql::make<sql::DeleteNode>(std::move(table))) {}
const sql::DeleteNode& DeleteCore::data() const noexcept { return sql::as<sql::DeleteNode>(node()); }
sql::DeleteNode& DeleteCore::deletion() { return edit<sql::DeleteNode>(); }
void DeleteCore::set_all_rows() { deletion().all_rows = true; }

}  // namespace rowan
