#include <rowan/dialects/view.hpp>

#include <rowan/dialects/compiler.hpp>
#include <rowan/types/error.hpp>

#include <utility>

namespace rowan {

TableData table_of_query(std::string name, const Statement& query, TableOptions options, std::vector<Index> indexes) {
    if (query.kind() != sql::NodeKind::select && query.kind() != sql::NodeKind::compound)
        throw ArgumentError("'" + name + "': it is made of a SELECT or a set operation of some");
    const std::string of = name;
    TableBuilder builder(std::move(name));
    builder.add(std::move(options));
    for (ResultColumn& column : detail::QueryColumns().of_query(query.node())) {
        if (column.name.empty())
            throw ArgumentError(
                "'" + of + "': an expression of its SELECT has no name: give it one, expression.label<\"total\">()");
        builder.add(Column(std::move(column.name), std::move(column.type)));
    }
    for (Index& index : indexes)
        builder.add(std::move(index));
    return builder.finish();
}

Table view(std::string name, MetaData& metadata, const Statement& query, ViewOptions options) {
    TableData data = table_of_query(
        std::move(name), query,
        {.schema = std::move(options.schema), .comment = std::move(options.comment), .temporary = options.temporary},
        std::move(options.indexes));
    data.is_view = true;
    data.is_materialized = options.materialized;
    data.view_query = query.node_ptr();
    return metadata.add(std::move(data));
}

}  // namespace rowan
