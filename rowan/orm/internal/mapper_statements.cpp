#include <rowan/orm/internal/mapper_statements.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/orm/internal/statements.hpp>
#include <rowan/orm/mapper.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

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

std::string MapperStatements::type_of(ConnectionState& connection, const std::string& column) {
    if (!types_) {
        types_.emplace();
        const std::string sql = connection.engine().dialect().column_types_sql(mapper_.table().data());
        if (!sql.empty()) {
            const std::unique_ptr<driver::Statement> statement = connection.driver().prepare(sql);
            while (statement->step())
                types_->emplace(statement->value(0).as<std::string>(), statement->value(1).as<std::string>());
            statement->reset();
        }
    }
    const auto found = types_->find(column);
    return found == types_->end() ? std::string() : found->second;
}

namespace {

bool has_types(const std::vector<ArrayColumn>& columns) {
    return std::none_of(columns.begin(), columns.end(), [](const ArrayColumn& column) { return column.type.empty(); });
}

CompiledStatement written(const Mapper& mapper, std::string sql) {
    if (sql.empty())
        return nullptr;
    const TableData& table = mapper.table().data();
    Compiled compiled;
    compiled.sql = std::move(sql);
    compiled.writes = true;
    compiled.tables_written.push_back({table.options.schema, table.name});
    return std::make_shared<const Compiled>(std::move(compiled));
}

}  // namespace

const CompiledStatement& MapperStatements::update_many(ConnectionState& connection, ColumnSet columns) {
    const auto known = updates_of_many_.find(columns);
    if (known != updates_of_many_.end())
        return known->second;
    std::vector<ArrayColumn> arrays;
    const auto add = [&](std::size_t field, ArrayColumn::Use use) {
        const std::string name(mapper_.fields()[field].column);
        arrays.push_back({name, type_of(connection, name), use});
    };
    for (std::size_t field = 0; field < mapper_.fields().size(); ++field)
        if ((columns >> field & 1) != 0)
            add(field, static_cast<int>(field) == mapper_.version_field() ? ArrayColumn::Use::next_version
                                                                          : ArrayColumn::Use::assign);
    for (const std::uint16_t field : mapper_.key())
        add(field, ArrayColumn::Use::match);
    std::string sql;
    if (has_types(arrays))
        sql = connection.engine().dialect().update_many_sql(mapper_.table().data(), arrays);
    return updates_of_many_[columns] = written(mapper_, std::move(sql));
}

const CompiledStatement& MapperStatements::delete_many(ConnectionState& connection) {
    if (delete_many_)
        return *delete_many_;
    std::vector<ArrayColumn> arrays;
    const auto add = [&](std::size_t field) {
        const std::string name(mapper_.fields()[field].column);
        arrays.push_back({name, type_of(connection, name), ArrayColumn::Use::match});
    };
    for (const std::uint16_t field : mapper_.key())
        add(field);
    if (mapper_.version_field() >= 0)
        add(static_cast<std::size_t>(mapper_.version_field()));
    std::string sql;
    if (has_types(arrays))
        sql = connection.engine().dialect().delete_many_sql(mapper_.table().data(), arrays);
    return delete_many_.emplace(written(mapper_, std::move(sql)));
}

MapperStatements& find_mapper_statements(PooledConnection& connection, const Mapper& mapper) {
    std::shared_ptr<void>& kept = connection.attachments[&mapper];
    if (!kept)
        kept = std::make_shared<MapperStatements>(mapper);
    connection.last_attachment = {&mapper, kept.get()};
    return *static_cast<MapperStatements*>(kept.get());
}

}  // namespace rowan::detail
