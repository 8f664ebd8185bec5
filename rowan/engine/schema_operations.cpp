// The members of MetaData that need a database, and what is done to its objects.

#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/engine/connection.hpp>
#include <rowan/engine/engine.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/view.hpp>
#include <rowan/schema/internal/nearest.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rowan {
namespace {

std::unique_ptr<Reflector> reflector_of(Connection& connection) {
    return connection.dialect().reflector(connection.driver_connection());
}

/// What the database has in the schemas of the tables and sequences.
SchemaNames existing_names(Connection& connection, const std::vector<Table>& tables,
                           const std::vector<Sequence>& sequences) {
    std::vector<std::string> schemas;
    const auto note = [&](const std::string& schema) {
        if (std::find(schemas.begin(), schemas.end(), schema) == schemas.end())
            schemas.push_back(schema);
    };
    for (const Table& table : tables)
        note(table.schema());
    for (const Sequence& sequence : sequences)
        note(sequence.schema);
    const std::unique_ptr<Reflector> reflector = reflector_of(connection);
    SchemaNames names;
    for (const std::string& schema : schemas) {
        const auto take = [&](std::vector<std::string>& to, const std::vector<std::string>& found) {
            for (const std::string& name : found)
                to.push_back(schema.empty() ? name : schema + "." + name);
        };
        take(names.tables, reflector->table_names(schema));
        take(names.views, reflector->view_names(schema));
        if (!sequences.empty())
            take(names.sequences, reflector->sequence_names(schema));
    }
    const bool with_temporary =
        std::any_of(tables.begin(), tables.end(), [](const Table& table) { return table.data().options.temporary; });
    if (const std::string schema = reflector->temporary_schema(); with_temporary && !schema.empty())
        for (std::string& name : reflector->table_names(schema))
            names.tables.push_back(std::move(name));
    return names;
}

/// Of a foreign key between two of the tables.
void require_referred_columns(const Table& table, const ForeignKey& key, const Table& target) {
    for (const std::string& column : key.referred_columns) {
        if (target.data().find(column) != TableData::npos)
            continue;
        std::vector<std::string_view> columns;
        for (const ColumnData& known : target.columns())
            columns.push_back(known.name);
        throw ArgumentError("create_all: the foreign key " + table.full_name() + "." + key.columns.front() +
                            " refers to " + target.full_name() + "." + column + ", and that table has no such column" +
                            detail::nearest_names(column, columns));
    }
}

/// Of the tables that are to be created.
void require_referred_tables(Connection& connection, const DdlCompiler& ddl, const std::vector<Table>& tables,
                             const SchemaNames& existing, const CreateAllOptions& options) {
    const auto is_among = [&](const std::vector<std::string>& names, std::string_view name) {
        return std::any_of(names.begin(), names.end(),
                           [&](const std::string& known) { return ddl.same_name(known, name); });
    };
    const auto is_there = [&](std::string_view name) {
        return is_among(existing.tables, name) || is_among(existing.views, name);
    };
    std::vector<std::string> listed = options.elsewhere;
    for (const Table& table : tables)
        listed.push_back(table.full_name());
    std::unique_ptr<Reflector> reflector;
    for (const Table& table : tables) {
        if (table.is_view() || is_there(table.full_name()))
            continue;
        for (const ForeignKey& key : table.foreign_keys()) {
            const std::string& schema = key.referred_schema.empty() ? table.schema() : key.referred_schema;
            const std::string target = schema.empty() ? key.referred_table : schema + "." + key.referred_table;
            const auto listed_target = std::find_if(tables.begin(), tables.end(), [&](const Table& other) {
                return ddl.same_name(other.full_name(), target);
            });
            if (listed_target != tables.end())
                require_referred_columns(table, key, *listed_target);
            if (is_among(listed, target) || is_there(target))
                continue;
            if (!reflector)
                reflector = reflector_of(connection);
            if (reflector->has_table(key.referred_table, schema))
                continue;
            throw ArgumentError("create_all: the foreign key " + table.full_name() + "." + key.columns.front() +
                                " refers to the table " + target +
                                ", which neither this metadata nor the database has: list its struct in "
                                "rowan::metadata<...>(), or add its Table; if it comes later, say create_all(engine, "
                                "{.elsewhere = {\"" +
                                target + "\"}})");
        }
    }
}

/// Runs what `make_statements()` gives in the open transaction, or in one that it begins and leaves open. It is asked
/// again inside the latter, which begins by locking out other writers, so that two programs may do the same at once;
/// and nothing is begun if there is nothing to do.
template <class MakeStatements>
void run_together(Connection& connection, const MakeStatements& make_statements) {
    const auto run = [&] {
        for (const std::string& sql : make_statements())
            static_cast<void>(connection.exec_driver_sql(sql));
    };
    if (connection.in_transaction()) {
        run();
        return;
    }
    {
        Transaction looking = connection.begin();
        const bool nothing_to_do = make_statements().empty();
        looking.commit();
        if (nothing_to_do)
            return;
    }
    connection.state().begin({.immediate = true});
    run();
}

void reflect_into(MetaData& metadata, Reflector& reflector, const ReflectOptions& options) {
    std::vector<std::string> waiting = options.only;
    if (waiting.empty()) {
        waiting = reflector.table_names(options.schema);
        if (options.views) {
            for (std::string& view : reflector.view_names(options.schema))
                waiting.push_back(std::move(view));
        }
    }
    const auto known = [&](const std::string& name) {
        return metadata.contains(options.schema.empty() ? name : options.schema + "." + name);
    };
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (known(waiting[i]))
            continue;
        TableData table = reflector.table(waiting[i], options.schema);
        if (known(table.name))
            continue;
        if (!options.only.empty()) {
            for (const ForeignKey& key : table.foreign_keys) {
                if (reflector.has_table(key.referred_table, options.schema))
                    waiting.push_back(key.referred_table);
            }
        }
        metadata.add_unnamed(std::move(table));
    }
}

}  // namespace

void MetaData::create_all(Connection& connection, const CreateAllOptions& options) const {
    const std::unique_ptr<DdlCompiler> ddl = connection.dialect().ddl();
    run_together(connection, [&] {
        const std::vector<Sequence> wanted = sequences();
        const SchemaNames existing = existing_names(connection, tables_, wanted);
        std::vector<std::string> statements = ddl->create_statements(tables_, existing, wanted);
        if (!statements.empty())
            require_referred_tables(connection, *ddl, tables_, existing, options);
        return statements;
    });
}

void MetaData::drop_all(Connection& connection) const {
    const std::unique_ptr<DdlCompiler> ddl = connection.dialect().ddl();
    run_together(connection, [&] {
        const std::vector<Sequence> counters = sequences();
        return ddl->drop_statements(tables_, existing_names(connection, tables_, counters), counters);
    });
}

void MetaData::reflect(Connection& connection, const ReflectOptions& options) {
    const std::unique_ptr<Reflector> reflector = reflector_of(connection);
    const auto read = [&] {
        reflect_into(*this, *reflector, options);
        if (!options.only.empty())
            return;
        for (Sequence& sequence : reflector->sequences(options.schema)) {
            const auto is_it = [&](const Sequence& known) { return known.full_name() == sequence.full_name(); };
            if (std::none_of(sequences_.begin(), sequences_.end(), is_it))
                add(std::move(sequence));
        }
    };
    if (connection.in_transaction())
        return read();
    Transaction transaction = connection.begin();  // so that all is read from one state of the database
    read();
    transaction.commit();
}

void refresh_view(Connection& connection, const Table& view, RefreshOptions options) {
    if (!view.data().is_materialized)
        throw ArgumentError("refresh_view: '" + view.full_name() + "' is no materialized view");
    static_cast<void>(connection.exec_driver_sql(connection.dialect().ddl()->refresh_view(view.data(), options)));
}

void MetaData::create_all(Engine& engine, const CreateAllOptions& options) const {
    Connection connection = engine.connect();
    create_all(connection, options);
    connection.commit();
}

void MetaData::drop_all(Engine& engine) const {
    Connection connection = engine.connect();
    drop_all(connection);
    connection.commit();
}

void MetaData::reflect(Engine& engine, const ReflectOptions& options) {
    Connection connection = engine.connect();
    reflect(connection, options);
}

}  // namespace rowan
