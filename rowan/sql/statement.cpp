#include <rowan/sql/statement.hpp>

#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

namespace {

using List = std::vector<sql::NodePtr>;

/// The list of the clause, or null if the kind of statement has none.
template <class Node>
List* list_of(Node& node, sql::Clause clause) noexcept {
    if constexpr (requires { node.items; })
        if (clause == sql::Clause::items)
            return &node.items;
    if constexpr (requires { node.from; })
        if (clause == sql::Clause::from)
            return &node.from;
    if constexpr (requires { node.where; })
        if (clause == sql::Clause::where)
            return &node.where;
    if constexpr (requires { node.group_by; })
        if (clause == sql::Clause::group_by)
            return &node.group_by;
    if constexpr (requires { node.having; })
        if (clause == sql::Clause::having)
            return &node.having;
    if constexpr (requires { node.order_by; })
        if (clause == sql::Clause::order_by)
            return &node.order_by;
    if constexpr (requires { node.distinct_on; })
        if (clause == sql::Clause::distinct_on)
            return &node.distinct_on;
    if constexpr (requires { node.correlate; })
        if (clause == sql::Clause::correlate)
            return &node.correlate;
    if constexpr (requires { node.ctes; })
        if (clause == sql::Clause::ctes)
            return &node.ctes;
    if constexpr (requires { node.returning; })
        if (clause == sql::Clause::returning)
            return &node.returning;
    return nullptr;
}

}  // namespace

void Statement::add(sql::Clause clause, sql::NodePtr node) {
    List* list = nullptr;
    switch (kind()) {
        case sql::NodeKind::select:
            list = list_of(edit<sql::SelectNode>(), clause);
            break;
        case sql::NodeKind::compound:
            list = list_of(edit<sql::CompoundNode>(), clause);
            break;
        case sql::NodeKind::insert:
            list = list_of(edit<sql::InsertNode>(), clause);
            break;
        case sql::NodeKind::update:
            list = list_of(edit<sql::UpdateNode>(), clause);
            break;
        case sql::NodeKind::delete_:
            list = list_of(edit<sql::DeleteNode>(), clause);
            break;
        default:
            break;
    }
    if (!list)
        throw ArgumentError("this kind of statement has no such clause");
    list->push_back(std::move(node));
}

}  // namespace rowan
