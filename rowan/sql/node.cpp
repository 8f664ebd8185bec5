#include <rowan/sql/node.hpp>

namespace rowan::sql {

void NodePtr::destroy(const Node* node) noexcept { delete node; }

}  // namespace rowan::sql
