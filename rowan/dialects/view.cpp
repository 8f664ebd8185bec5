#include <rowan/dialects/view.hpp>

#include <rowan/dialects/compiler.hpp>
#include <rowan/types/error.hpp>

#include <utility>

namespace rowan {

Table view(std::string name, MetaData& metadata, const Statement& query, ViewOptions options) {
    if (query.kind() != sql::NodeKind::select && query.kind() != sql::NodeKind::compound)
        throw ArgumentError("view '" + name + "': a view is made of a SELECT or a set operation of some");
    TableBuilder builder(std::move(name));
    builder.add(TableOptions{
        .schema = std::move(options.schema), .comment = std::move(options.comment), .temporary = options.temporary});
    for (ResultColumn& column : Compiler::columns_of_query(query.node())) {
        if (column.name.empty())
            throw ArgumentError(
                "view: an expression of its SELECT has no name: give it one, expression.label<\"total\">()");
        builder.add(Column(std::move(column.name), std::move(column.type)));
    }
    for (Index& index : options.indexes)
        builder.add(std::move(index));
    TableData data = builder.finish();
    data.is_view = true;
    data.is_materialized = options.materialized;
    data.view_query = query.node_ptr();
    return metadata.add(std::move(data));
}

}  // namespace rowan
