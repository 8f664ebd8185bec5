#include <rowan/orm/internal/insert_rows.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/internal/error_context.hpp>
#include <rowan/orm/internal/column_rules.hpp>
#include <rowan/orm/internal/entity_store.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <numeric>
#include <string>

namespace rowan::detail {
namespace {

/// Rows of one INSERT: few different numbers, so that few statements are prepared.
constexpr std::size_t batch_rows[] = {64, 16, 4, 1};

const Capabilities& capabilities(ConnectionState& connection) { return connection.engine().dialect().capabilities(); }

bool is_whole(const driver::FieldSlot& key) {
    return !key.adapted && key.kind >= Kind::int8 && key.kind <= Kind::uint64;
}

/// A table of somebody else's may have a key that the database does not make: the row would be there without one.
void require_generated_key(ConnectionState& connection, const Mapper& mapper) {
    const TableData& table = mapper.table().data();
    const ColumnData& key = table.columns[mapper.key()[0]];
    if (!is_whole(mapper.key_slots()[0]) ||
        connection.driver().generates_key(table.options.schema, table.name, key.name))
        return;
    throw ArgumentError("the database makes no keys for " + table.full_name() + "." + key.name + " (" +
                        std::string(mapper.name()) +
                        "), as its column was declared: give each row its key, and say primary_key(given); or declare "
                        "the column as metadata.create_all() does");
}

bool tells_key(ConnectionState& connection, const Mapper& mapper) {
    return capabilities(connection).last_insert_id && is_whole(mapper.key_slots()[0]);
}

void bind_others(Execution& execution, const RowStatement& statement) {
    for (const OtherParameter& other : statement.others)
        execution.bind(other.at, *other.value, *other.source);
}

void bind_row(Execution& execution, const RowBatch& batch, int first, std::span<const driver::FieldSlot> slots,
              std::size_t row) {
    try {
        if (batch.first_row)  // a flush has looked already
            check_values(batch.mapper, batch.columns, batch.objects[row]);
        execution.bind_fields(first, slots, batch.objects[row]);
    } catch (const DataError& error) {
        if (!batch.first_row)
            throw;
        rethrow_with_place(error, "row " + std::to_string(*batch.first_row + row) + " (the first is 0)");
    }
}

std::int64_t run_rows(Execution& execution, const RowBatch& batch, std::size_t from, std::size_t rows) {
    try {
        return execution.run();
    } catch (const DatabaseError& error) {
        if (!batch.first_row)
            throw;
        const std::size_t first = *batch.first_row + from;
        rethrow_with_place(error, rows == 1 ? "row " + std::to_string(first) + " (the first is 0)"
                                            : "one of the rows " + std::to_string(first) + " to " +
                                                  std::to_string(first + rows - 1) + " (the first is 0)");
    }
}

}  // namespace

std::vector<driver::FieldSlot> slots_of(const Mapper& mapper, ColumnSet columns) {
    std::vector<driver::FieldSlot> slots;
    for (std::size_t i = 0; i < mapper.fields().size(); ++i) {
        if ((columns >> i & 1) != 0)
            slots.push_back(mapper.slots()[i]);
    }
    return slots;
}

bool has_key(const Mapper& mapper, const void* object) {
    if (mapper.integer_key())
        return !mapper.generated_key() || integer_at(mapper.key_slots()[0], object) != 0;
    return std::all_of(mapper.key_slots().begin(), mapper.key_slots().end(), [&](const driver::FieldSlot& slot) {
        return !slot.optional || slot.field->ops->value(slot.field->in(object)) != nullptr;
    });
}

ColumnSet columns_to_insert(const Mapper& mapper, const void* object, ColumnSet nulls) {
    ColumnSet columns = mapper.insertable();
    if (mapper.generated_key() && !has_key(mapper, object))
        columns &= ~(ColumnSet{1} << mapper.key()[0]);
    for (ColumnSet rest = mapper.defaulted() & ~nulls, i = 0; rest != 0; rest >>= 1, ++i) {
        const Field& field = mapper.fields()[i];
        if ((rest & 1) != 0 && field.ops->value(field.in(object)) == nullptr)
            columns &= ~(ColumnSet{1} << i);
    }
    return columns;
}

bool asks_for_key(const Mapper& mapper, ColumnSet columns) {
    return mapper.generated_key() && (columns >> mapper.key()[0] & 1) == 0;
}

std::vector<std::int64_t> reserve_keys(ConnectionState& connection, const Mapper& mapper, std::size_t count) {
    if (!is_whole(mapper.key_slots()[0]))
        return {};
    require_generated_key(connection, mapper);
    const Dialect& dialect = connection.engine().dialect();
    const TableData& table = mapper.table().data();
    std::vector<std::int64_t> keys;
    if (const std::string sql = dialect.highest_key_sql(table); !sql.empty()) {
        Execution execution(connection, sql);
        if (!execution.step() || execution.is_null(0))
            return {};
        const auto highest = execution.value(0).as<std::int64_t>();
        if (highest > INT64_MAX - static_cast<std::int64_t>(count) - 1)
            return {};
        keys.resize(count);
        std::iota(keys.begin(), keys.end(), std::max<std::int64_t>(highest, 0) + 1);
    } else if (const std::string taken = dialect.next_keys_sql(table); !taken.empty()) {
        const Value wanted(static_cast<std::int64_t>(count));
        Execution execution(connection, taken);
        execution.bind(0, wanted);
        keys.reserve(count);
        while (execution.step())
            keys.push_back(execution.value(0).as<std::int64_t>());
        if (keys.size() != count)
            return {};
    }
    return keys;
}

std::int64_t insert_rows(ConnectionState& connection, const RowBatch& batch) {
    if (asks_for_key(batch.mapper, batch.columns))
        require_generated_key(connection, batch.mapper);
    const Capabilities& can = capabilities(connection);
    const std::vector<driver::FieldSlot> slots = slots_of(batch.mapper, batch.columns);
    std::size_t most = 1;
    if (!slots.empty() && can.multi_row_values) {
        const std::size_t parameters = static_cast<std::size_t>(can.max_parameters);
        most = parameters <= batch.other_parameters ? 1 : (parameters - batch.other_parameters) / slots.size();
    }
    std::int64_t affected = 0;
    std::size_t done = 0;
    for (const std::size_t rows : batch_rows) {
        if ((rows > most && rows > 1) || batch.objects.size() - done < rows)
            continue;
        const RowStatement statement = batch.statement(rows);
        Execution execution(connection, statement.compiled);
        while (batch.objects.size() - done >= rows) {
            bind_others(execution, statement);
            for (std::size_t i = 0; i < rows; ++i)
                bind_row(execution, batch, statement.first + static_cast<int>(i * slots.size()), slots, done + i);
            affected += run_rows(execution, batch, done, rows);
            done += rows;
        }
    }
    return affected;
}

std::optional<std::int64_t> copy_rows(ConnectionState& connection, const RowBatch& batch) {
    const Mapper& mapper = batch.mapper;
    const Dialect& dialect = connection.engine().dialect();
    const TableData& table = mapper.table().data();
    std::vector<std::string> columns;
    std::vector<std::string> quoted;
    for (std::size_t i = 0; i < mapper.fields().size(); ++i) {
        if ((batch.columns >> i & 1) != 0) {
            columns.emplace_back(mapper.fields()[i].column);
            quoted.push_back(dialect.quote(columns.back()));
        }
    }
    const std::string sql = dialect.copy_in_sql(table, columns);
    if (sql.empty() || columns.empty())
        return std::nullopt;
    if (asks_for_key(mapper, batch.columns))
        require_generated_key(connection, mapper);
    const std::size_t first = batch.first_row.value_or(0);
    for (std::size_t i = 0; i < batch.objects.size(); ++i) {
        try {
            check_values(mapper, batch.columns, batch.objects[i]);
        } catch (const DataError& error) {
            rethrow_with_place(error, "row " + std::to_string(first + i) + " (the first is 0)");
        }
    }
    const std::string schema = table.options.schema.empty() ? "" : dialect.quote(table.options.schema) + ".";
    try {
        return connection.copy_in(sql, schema + dialect.quote(table.name), quoted, slots_of(mapper, batch.columns),
                                  batch.objects);
    } catch (const UnsupportedError&) {
        return std::nullopt;
    } catch (const DatabaseError& error) {
        if (dynamic_cast<const DataError*>(&error) != nullptr && error.sqlstate().empty())
            return std::nullopt;  // of a value that was not sent: an INSERT tells whose
        rethrow_with_place(error, "one of the rows " + std::to_string(first) + " to " +
                                      std::to_string(first + batch.objects.size() - 1) + " (the first is 0)");
    }
}

ColumnSet returned_for_key(ConnectionState& connection, const Mapper& mapper) {
    return tells_key(connection, mapper) ? 0 : ColumnSet{1} << mapper.key()[0];
}

void insert_for_keys(ConnectionState& connection, const RowBatch& batch,
                     const std::function<void(std::size_t)>& keyed) {
    const Mapper& mapper = batch.mapper;
    require_generated_key(connection, mapper);
    const std::vector<driver::FieldSlot> slots = slots_of(mapper, batch.columns);
    const bool told = tells_key(connection, mapper);
    const RowStatement statement = batch.statement(1);
    Execution execution(connection, statement.compiled);
    for (std::size_t i = 0; i < batch.objects.size(); ++i) {
        void* const object = const_cast<void*>(batch.objects[i]);
        bind_others(execution, statement);
        bind_row(execution, batch, statement.first, slots, i);
        if (told) {
            run_rows(execution, batch, i, 1);
            set_integer_at(mapper.key_slots()[0], object, execution.last_insert_id());
        } else {
            if (!execution.step())
                throw OperationalError("INSERT into " + mapper.table().name() + " gave no key back");
            execution.read(0, mapper.key_slots(), object);
            while (execution.step()) {
            }
            execution.reset();
        }
        keyed(i);
    }
}

}  // namespace rowan::detail
