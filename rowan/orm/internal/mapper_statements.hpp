// rowan/orm/internal/mapper_statements.hpp: the statements of one mapped struct, compiled at first use.
//
// A connection keeps them, for what works without a session (fetch, bulk writes).
#pragma once

#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/internal/look_up.hpp>
#include <rowan/orm/internal/snapshot.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

namespace rowan {
class Mapper;
}

namespace rowan::detail {

class MapperStatements {
public:
    explicit MapperStatements(const Mapper& mapper) : mapper_(mapper) {}

    const RowByKey& select_by_key(ConnectionState& connection) {
        if (!select_by_key_.compiled) [[unlikely]]
            compile_select_by_key(connection);
        return select_by_key_;
    }
    /// Parameters: row by row, the columns of `columns` in field order.
    const CompiledStatement& insert(ConnectionState& connection, ColumnSet columns, std::size_t rows,
                                    ColumnSet returning);
    /// Parameters: the columns of `columns`, then the key, then (with a version column) the version.
    const CompiledStatement& update(ConnectionState& connection, ColumnSet columns);
    // Of any number of rows, where the database takes arrays, and null elsewhere. Parameters: an array for each column;
    // first those of `columns` (among which the version is the new one), then the key. A DELETE has the key, and then
    // the version, if there is one.
    const CompiledStatement& update_many(ConnectionState& connection, ColumnSet columns);
    const CompiledStatement& delete_many(ConnectionState& connection);

private:
    struct InsertKey {
        ColumnSet columns;
        ColumnSet returning;
        std::size_t rows;
        friend bool operator==(const InsertKey&, const InsertKey&) = default;
    };
    struct InsertKeyHash {
        std::size_t operator()(const InsertKey& key) const noexcept {
            return (key.columns * 0x9E37'79B9'7F4A'7C15U) ^ (key.returning * 0xC2B2'AE3D'27D4'EB4FU) ^ key.rows;
        }
    };

    void compile_select_by_key(ConnectionState& connection);
    /// Empty if the database does not tell.
    std::string type_of(ConnectionState& connection, const std::string& column);

    const Mapper& mapper_;
    RowByKey select_by_key_{};
    std::unordered_map<InsertKey, CompiledStatement, InsertKeyHash> inserts_{};
    std::unordered_map<ColumnSet, CompiledStatement> updates_{};
    std::unordered_map<ColumnSet, CompiledStatement> updates_of_many_{};
    std::optional<CompiledStatement> delete_many_{};
    std::optional<std::unordered_map<std::string, std::string>> types_{};  // of the table's columns
};

MapperStatements& find_mapper_statements(PooledConnection& connection, const Mapper& mapper);

/// Those that this connection keeps. They live as long as it is open.
inline MapperStatements& mapper_statements(ConnectionState& connection, const Mapper& mapper) {
    PooledConnection& pooled = connection.pooled();
    return pooled.last_attachment.first == &mapper ? *static_cast<MapperStatements*>(pooled.last_attachment.second)
                                                   : find_mapper_statements(pooled, mapper);
}

}  // namespace rowan::detail
