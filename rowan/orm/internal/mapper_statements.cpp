#include <rowan/orm/internal/mapper_statements.hpp>

#include <rowan/orm/internal/statements.hpp>
#include <rowan/orm/mapper.hpp>

namespace rowan::detail {

void MapperStatements::compile_select_by_key(ConnectionState& connection) {
    select_by_key_ = {connection.compile(make_select_by_key(mapper_)), mapper_.key_slots(), mapper_.row_slots()};
}

const CompiledStatement& MapperStatements::insert(ConnectionState& connection, ColumnSet columns, std::size_t rows,
                                                  ColumnSet returning) {
    CompiledStatement& plan = inserts_[{columns, returning, rows}];
    if (!plan)
        plan = connection.compile(make_insert(mapper_, columns, rows, returning));
    return plan;
}

const CompiledStatement& MapperStatements::update(ConnectionState& connection, ColumnSet columns) {
    CompiledStatement& plan = updates_[columns];
    if (!plan)
        plan = connection.compile(make_update(mapper_, columns));
    return plan;
}

MapperStatements& find_mapper_statements(PooledConnection& connection, const Mapper& mapper) {
    std::shared_ptr<void>& kept = connection.attachments[&mapper];
    if (!kept)
        kept = std::make_shared<MapperStatements>(mapper);
    connection.last_attachment = {&mapper, kept.get()};
    return *static_cast<MapperStatements*>(kept.get());
}

}  // namespace rowan::detail
