#include <rowan/orm/internal/statements.hpp>

#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/statements.hpp>

#include <vector>

namespace rowan::detail {

namespace {

using sql::NodePtr;
using sql::Op;

/// field = placeholder, for each field, joined by AND.
NodePtr equals_placeholders(const NodePtr& source, std::span<const std::uint16_t> columns, std::uint32_t first) {
    std::vector<NodePtr> conditions;
    for (const std::uint16_t column : columns)
        conditions.push_back(sql::binary(Op::equal, sql::column(source, column), sql::placeholder(first++)));
    return conditions.size() == 1 ? conditions.front() : sql::logical(Op::and_, std::move(conditions));
}

/// The columns are among `count` tuples of placeholders.
NodePtr among_placeholders(const NodePtr& source, std::span<const std::uint16_t> columns, std::size_t count) {
    std::uint32_t next = 0;
    if (count == any_number)
        return sql::in_array(sql::column(source, columns[0]), sql::placeholder(next));
    if (columns.size() == 1) {
        std::vector<NodePtr> items;
        items.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            items.push_back(sql::placeholder(next++));
        return sql::in(sql::column(source, columns[0]), std::move(items), false);
    }
    std::vector<NodePtr> any;
    for (std::size_t i = 0; i < count; ++i) {
        any.push_back(equals_placeholders(source, columns, next));
        next += static_cast<std::uint32_t>(columns.size());
    }
    return any.size() == 1 ? any.front() : sql::logical(Op::or_, std::move(any));
}

template <class Visit>
void for_each_column(ColumnSet columns, Visit&& visit) {
    for (std::uint32_t i = 0; columns != 0; ++i, columns >>= 1)
        if ((columns & 1) != 0)
            visit(i);
}

std::span<const std::uint16_t> key_of(const Mapper& mapper) { return mapper.key(); }

void add_order(sql::SelectNode& select, const NodePtr& source, std::span<const RelationshipInfo::Order> order) {
    for (const RelationshipInfo::Order& by : order)
        select.order_by.push_back(sql::ordered(sql::column(source, by.field), by.descending));
}

}  // namespace

Statement make_select_by_key(const Mapper& mapper) {
    auto select = new sql::SelectNode;
    Statement statement{NodePtr(select)};
    select->items.push_back(mapper.nodes().all_columns());
    select->where.push_back(equals_placeholders(mapper.nodes().source(), key_of(mapper), 0));
    return statement;
}

Statement make_select_column(const Mapper& mapper, std::uint16_t field) {
    auto select = new sql::SelectNode;
    Statement statement{NodePtr(select)};
    select->items.push_back(mapper.nodes().column(field));
    select->where.push_back(equals_placeholders(mapper.nodes().source(), key_of(mapper), 0));
    return statement;
}

Statement make_insert(const Mapper& mapper, ColumnSet columns, std::size_t rows, ColumnSet returning,
                      const sql::InsertNode* like) {
    auto insert = like ? new sql::InsertNode(*like) : new sql::InsertNode(mapper.nodes().source());
    Statement statement{NodePtr(insert)};
    std::uint32_t width = 0;
    for_each_column(columns, [&](std::uint32_t i) {
        insert->columns.push_back(mapper.nodes().column(i));
        ++width;
    });
    if (width > 0) {
        insert->rows = static_cast<std::uint32_t>(rows);
        insert->cells.reserve(width * rows);
        for (std::uint32_t i = 0; i < width * rows; ++i)
            insert->cells.push_back(sql::placeholder(i));
    }
    for_each_column(returning, [&](std::uint32_t i) { insert->returning.push_back(mapper.nodes().column(i)); });
    return statement;
}

Statement make_update(const Mapper& mapper, ColumnSet columns, bool by_new_version) {
    auto update = new sql::UpdateNode(mapper.nodes().source());
    Statement statement{NodePtr(update)};
    std::uint32_t next = 0;
    for_each_column(columns, [&](std::uint32_t i) {
        update->columns.push_back(mapper.nodes().column(i));
        update->values.push_back(sql::placeholder(next++));
    });
    update->where.push_back(equals_placeholders(mapper.nodes().source(), key_of(mapper), next));
    next += static_cast<std::uint32_t>(mapper.key().size());
    if (mapper.version_field() >= 0) {
        const auto version = static_cast<std::uint16_t>(mapper.version_field());
        NodePtr known = sql::placeholder(next);
        if (by_new_version)
            known = sql::binary(Op::subtract, std::move(known), sql::text("1"));
        update->where.push_back(sql::binary(sql::Op::equal, mapper.nodes().column(version), known));
    }
    return statement;
}

Statement make_delete(const Mapper& mapper) {
    auto remove = new sql::DeleteNode(mapper.nodes().source());
    Statement statement{NodePtr(remove)};
    remove->where.push_back(equals_placeholders(mapper.nodes().source(), key_of(mapper), 0));
    if (mapper.version_field() >= 0) {
        const auto version = static_cast<std::uint16_t>(mapper.version_field());
        remove->where.push_back(equals_placeholders(mapper.nodes().source(), {&version, 1},
                                                    static_cast<std::uint32_t>(mapper.key().size())));
    }
    return statement;
}

namespace {

NodePtr columns_with(const Mapper& mapper, ColumnSet deferred) {
    return deferred == 0 ? mapper.nodes().all_columns()
                         : sql::all_columns(mapper.nodes().source(), mapper.deferred() & ~deferred);
}

}  // namespace

Statement make_select_in(const Mapper& mapper, std::span<const std::uint16_t> fields, std::size_t count,
                         std::span<const RelationshipInfo::Order> order, ColumnSet deferred) {
    auto select = new sql::SelectNode;
    Statement statement{NodePtr(select)};
    select->items.push_back(columns_with(mapper, deferred));
    select->where.push_back(among_placeholders(mapper.nodes().source(), fields, count));
    add_order(*select, mapper.nodes().source(), order);
    return statement;
}

Statement make_select_over_secondary(const RelationshipInfo& relationship, std::size_t count, ColumnSet deferred) {
    const Mapper& target = *relationship.target;
    const NodePtr between = sql::table(*relationship.secondary);
    auto select = new sql::SelectNode;
    Statement statement{NodePtr(select)};
    for (const std::uint16_t column : relationship.secondary_local)
        select->items.push_back(sql::column(between, column));
    select->items.push_back(columns_with(target, deferred));
    std::vector<NodePtr> on;
    for (std::size_t i = 0; i < relationship.remote.size(); ++i)
        on.push_back(sql::binary(Op::equal, target.nodes().column(relationship.remote[i]),
                                 sql::column(between, relationship.secondary_remote[i])));
    select->from.push_back(between);
    select->joins.push_back({sql::JoinKind::inner, target.nodes().source(),
                             on.size() == 1 ? on.front() : sql::logical(Op::and_, std::move(on))});
    select->where.push_back(among_placeholders(between, relationship.secondary_local, count));
    add_order(*select, target.nodes().source(), relationship.order_by);
    return statement;
}

Statement make_insert_pair(const RelationshipInfo& relationship, std::size_t rows, bool ignores_duplicates) {
    const NodePtr between = sql::table(*relationship.secondary);
    auto insert = new sql::InsertNode(between);
    Statement statement{NodePtr(insert)};
    for (const std::uint16_t column : relationship.secondary_local)
        insert->columns.push_back(sql::column(between, column));
    for (const std::uint16_t column : relationship.secondary_remote)
        insert->columns.push_back(sql::column(between, column));
    insert->rows = static_cast<std::uint32_t>(rows);
    for (std::uint32_t i = 0; i < insert->columns.size() * rows; ++i)
        insert->cells.push_back(sql::placeholder(i));
    if (ignores_duplicates)
        insert->conflict.action = sql::Conflict::Action::nothing;
    return statement;
}

Statement make_delete_pair(const RelationshipInfo& relationship) {
    const NodePtr between = sql::table(*relationship.secondary);
    auto remove = new sql::DeleteNode(between);
    Statement statement{NodePtr(remove)};
    remove->where.push_back(equals_placeholders(between, relationship.secondary_local, 0));
    remove->where.push_back(equals_placeholders(between, relationship.secondary_remote,
                                                static_cast<std::uint32_t>(relationship.secondary_local.size())));
    return statement;
}

Statement make_count(const RelationshipInfo& relationship) {
    auto select = new sql::SelectNode;
    Statement statement{NodePtr(select)};
    select->items.push_back(sql::function("count", {sql::star()}));
    if (relationship.direction == Direction::many_to_many) {
        const NodePtr between = sql::table(*relationship.secondary);
        select->from.push_back(between);
        select->where.push_back(equals_placeholders(between, relationship.secondary_local, 0));
    } else {
        select->from.push_back(relationship.target->nodes().source());
        select->where.push_back(equals_placeholders(relationship.target->nodes().source(), relationship.remote, 0));
    }
    return statement;
}

Statement make_release_target(const RelationshipInfo& relationship, std::size_t count) {
    const NodePtr between = sql::table(*relationship.secondary);
    auto pairs = new sql::DeleteNode(between);
    Statement statement{NodePtr(pairs)};
    pairs->where.push_back(among_placeholders(between, relationship.secondary_remote, count));
    return statement;
}

Statement make_release_children(const RelationshipInfo& relationship, bool remove, std::size_t count) {
    if (relationship.direction == Direction::many_to_many) {
        const NodePtr between = sql::table(*relationship.secondary);
        auto pairs = new sql::DeleteNode(between);
        Statement statement{NodePtr(pairs)};
        pairs->where.push_back(among_placeholders(between, relationship.secondary_local, count));
        return statement;
    }
    const sql::MappedTable& nodes = relationship.target->nodes();
    if (remove) {
        auto rows = new sql::DeleteNode(nodes.source());
        Statement statement{NodePtr(rows)};
        rows->where.push_back(among_placeholders(nodes.source(), relationship.remote, count));
        return statement;
    }
    auto update = new sql::UpdateNode(nodes.source());
    Statement statement{NodePtr(update)};
    const ColumnSet emptied = emptied_fields(*relationship.target, relationship.remote);
    for (const std::uint16_t column : relationship.remote) {
        if ((emptied >> column & 1) == 0)
            continue;
        update->columns.push_back(nodes.column(column));
        update->values.push_back(sql::null());
    }
    update->where.push_back(among_placeholders(nodes.source(), relationship.remote, count));
    return statement;
}

}  // namespace rowan::detail
