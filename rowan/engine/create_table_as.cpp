#include <rowan/engine/create_table_as.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/view.hpp>
#include <rowan/engine/connection.hpp>
#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/connection_state.hpp>

#include <memory>
#include <utility>

namespace rowan {

Table create_table_as(Connection& connection, std::string name, const Statement& query,
                      const CreateTableAsOptions& options, const Parameters& parameters) {
    Table made(table_of_query(std::move(name), query, {.schema = options.schema, .temporary = options.temporary}));
    detail::ConnectionState& state = connection.state();
    const CompiledStatement selects = state.compile(query);
    const sql::Shape& shape = state.pooled().shape;
    const auto creates = std::make_shared<Compiled>(*selects);
    creates->sql = connection.dialect().ddl()->create_table_as(made.data(), selects->sql);
    creates->columns.clear();
    creates->returns_rows = false;
    creates->writes = true;
    Execution execution(connection, creates);
    execution.bind_all(shape.values(), shape.arrays(), parameters);
    execution.run();
    return made;
}

}  // namespace rowan
