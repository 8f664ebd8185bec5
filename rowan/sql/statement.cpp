#include <rowan/sql/statement.hpp>

#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

namespace {

using List = std::vector<sql::NodePtr>;

List* list_of(sql::SelectNode& node, sql::Clause clause) noexcept {
    switch (clause) {
        case sql::Clause::items:
            return &node.items;
        case sql::Clause::from:
            return &node.from;
        case sql::Clause::where:
            return &node.where;
        case sql::Clause::group_by:
            return &node.group_by;
        case sql::Clause::having:
            return &node.having;
        case sql::Clause::order_by:
            return &node.order_by;
        case sql::Clause::distinct_on:
            return &node.distinct_on;
        case sql::Clause::correlate:
            return &node.correlate;
        case sql::Clause::ctes:
            return &node.ctes;
        case sql::Clause::returning:
            return nullptr;
    }
    return nullptr;
}

List* list_of(sql::CompoundNode& node, sql::Clause clause) noexcept {
    switch (clause) {
        case sql::Clause::order_by:
            return &node.order_by;
        case sql::Clause::ctes:
            return &node.ctes;
        default:
            return nullptr;
    }
}

List* list_of(sql::InsertNode& node, sql::Clause clause) noexcept {
    switch (clause) {
        case sql::Clause::returning:
            return &node.returning;
        case sql::Clause::ctes:
            return &node.ctes;
        default:
            return nullptr;
    }
}

/// Of an UPDATE or a DELETE.
template <class Node>
List* list_of(Node& node, sql::Clause clause) noexcept {
    switch (clause) {
        case sql::Clause::from:
            return &node.from;
        case sql::Clause::where:
            return &node.where;
        case sql::Clause::returning:
            return &node.returning;
        case sql::Clause::ctes:
            return &node.ctes;
        default:
            return nullptr;
    }
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
