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
#include <string_view>

namespace rowan::detail {
namespace {

/// Rows of one INSERT: few different numbers, so that few statements are prepared.
constexpr std::size_t batch_rows[] = {64, 16, 4, 1};

/// Fewer are sooner inserted: a copy begins with a question for the columns' types.
constexpr std::size_t least_copied = 100;
/// So are fewer one by one: there is a question before them.
constexpr std::size_t least_for_rising_keys = 4;
/// MySQL, which has no RETURNING, takes longer for its answer.
constexpr std::size_t least_for_counted_keys = 20;

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

void bind_others(Execution& execution, const RowStatement& statement) {
    for (const OtherParameter& other : statement.others) {
        if (other.value == nullptr)
            execution.bind_array(other.at, other.array);
        else
            execution.bind(other.at, *other.value, *other.source);
    }
}

[[noreturn]] void rethrow_as_of_rows(const DatabaseError& error, const RowBatch& batch, std::size_t from,
                                     std::size_t rows) {
    if (!batch.first_row)
        throw;
    const std::size_t first = *batch.first_row + from;
    rethrow_with_place(error, rows == 1 ? "row " + std::to_string(first) + " (the first is 0)"
                                        : "one of the rows " + std::to_string(first) + " to " +
                                              std::to_string(first + rows - 1) + " (the first is 0)");
}

[[noreturn]] void throw_left_out(const RowBatch& batch, std::size_t rows, std::int64_t inserted, std::string_view sql) {
    const std::string& table = batch.mapper.table().name();
    const std::string name(batch.mapper.name());
    throw OperationalError("INSERT into " + table + " (" + name + ") inserted " + std::to_string(inserted) + " of " +
                               std::to_string(rows) + (rows == 1 ? " row" : " rows") +
                               ": a trigger, a rule or an ON CONFLICT IGNORE of the table leaves rows out, but each "
                               "object has to have its own; write such rows by insert<" +
                               name + ">() without write_back(), which tells how many were inserted",
                           ErrorDetail{.sql = std::string(sql), .table = table});
}

void require_all_inserted(ConnectionState& connection, const RowBatch& batch, std::size_t rows, std::int64_t inserted,
                          std::string_view sql) {
    if (!batch.all_inserted || inserted == static_cast<std::int64_t>(rows)) [[likely]]
        return;
    const TableData& table = batch.mapper.table().data();
    if (connection.driver().counts_inserts(table.options.schema, table.name))
        throw_left_out(batch, rows, inserted, sql);
}

std::int64_t run_rows(ConnectionState& connection, Execution& execution, const RowBatch& batch, std::size_t from,
                      std::size_t rows) {
    try {
        const std::int64_t inserted = execution.run();
        require_all_inserted(connection, batch, rows, inserted, execution.sql());
        return inserted;
    } catch (const DatabaseError& error) {
        rethrow_as_of_rows(error, batch, from, rows);
    }
}

/// That of an INSERT of one row.
void read_key(Execution& execution, const RowBatch& batch, std::size_t row, void* object) {
    try {
        if (!execution.step())
            throw_left_out(batch, 1, 0, execution.sql());
        execution.read(0, batch.mapper.key_slots(), object);
        while (execution.step()) {
        }
        execution.reset();
    } catch (const DatabaseError& error) {
        rethrow_as_of_rows(error, batch, row, 1);
    }
}

/// Those of an INSERT of so many rows, in the order of the rows.
void read_keys(Execution& execution, const RowBatch& batch, std::size_t from, std::size_t rows,
               std::vector<std::int64_t>& keys) {
    keys.clear();
    try {
        while (execution.step())
            keys.push_back(execution.value(0).as<std::int64_t>());
        execution.reset();
        if (keys.size() != rows)
            throw_left_out(batch, rows, static_cast<std::int64_t>(keys.size()), execution.sql());
    } catch (const DatabaseError& error) {
        rethrow_as_of_rows(error, batch, from, rows);
    }
    std::sort(keys.begin(), keys.end());
}

/// That one INSERT takes.
std::size_t most_rows(ConnectionState& connection, const RowBatch& batch, std::size_t width) {
    const Capabilities& can = capabilities(connection);
    const auto parameters = static_cast<std::size_t>(can.max_parameters);
    if (width == 0 || !can.multi_row_values || parameters <= batch.other_parameters)
        return 1;
    return std::max<std::size_t>(1, (parameters - batch.other_parameters) / width);
}

/// A flush has looked already.
void check_row(const RowBatch& batch, std::size_t row) {
    if (!batch.first_row)
        return;
    try {
        check_values(batch.mapper, batch.columns, batch.objects[row]);
    } catch (const DataError& error) {
        rethrow_as_of_rows(error, batch, row, 1);
    }
}

void bind_row(Execution& execution, const RowBatch& batch, int first, std::span<const driver::FieldSlot> slots,
              std::size_t row) {
    check_row(batch, row);
    try {
        execution.bind_fields(first, slots, batch.objects[row]);
    } catch (const DataError& error) {
        rethrow_as_of_rows(error, batch, row, 1);
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

namespace {

std::int64_t insert_rows(ConnectionState& connection, const RowBatch& batch) {
    if (asks_for_key(batch.mapper, batch.columns))
        require_generated_key(connection, batch.mapper);
    const std::vector<driver::FieldSlot> slots = slots_of(batch.mapper, batch.columns);
    const std::size_t most = most_rows(connection, batch, slots.size());
    std::int64_t affected = 0;
    std::size_t done = 0;
    for (const std::size_t rows : batch_rows) {
        if (rows > most || batch.objects.size() - done < rows)
            continue;
        const RowStatement statement = batch.statement(rows);
        Execution execution(connection, statement.compiled);
        while (batch.objects.size() - done >= rows) {
            bind_others(execution, statement);
            for (std::size_t i = 0; i < rows; ++i)
                bind_row(execution, batch, statement.first + static_cast<int>(i * slots.size()), slots, done + i);
            affected += run_rows(connection, execution, batch, done, rows);
            done += rows;
        }
    }
    return affected;
}

/// Where a database's own way for many rows puts them.
struct CopyTarget {
    std::string sql{};  ///< what is told of it; empty if the database has no such way
    std::string table{};
    std::vector<std::string> columns{};
    std::vector<driver::FieldSlot> slots{};
};

CopyTarget copy_target(const Dialect& dialect, const RowBatch& batch) {
    CopyTarget target{.slots = slots_of(batch.mapper, batch.columns)};
    if (target.slots.empty())
        return target;
    const TableData& table = batch.mapper.table().data();
    std::vector<std::string> columns;
    for (const driver::FieldSlot& slot : target.slots) {
        columns.emplace_back(slot.field->column);
        target.columns.push_back(dialect.quote(columns.back()));
    }
    target.sql = dialect.copy_in_sql(table, columns);
    if (!table.options.schema.empty())
        target.table = dialect.quote(table.options.schema) + ".";
    target.table += dialect.quote(table.name);
    return target;
}

/// Takes the first rows, or none, and sends nothing, if the database's own way is not for these.
driver::CopiedRows copy_rows(ConnectionState& connection, const CopyTarget& target, const RowBatch& batch) {
    try {
        const driver::CopiedRows copied =
            connection.copy_in(target.sql, target.table, target.columns, target.slots, batch.objects);
        require_all_inserted(connection, batch, copied.taken, copied.inserted, target.sql);
        return copied;
    } catch (const UnsupportedError&) {
        return {};
    } catch (const DatabaseError& error) {
        if (dynamic_cast<const DataError*>(&error) != nullptr && error.sqlstate().empty())
            return {};  // of a value that was not sent: an INSERT tells whose
        rethrow_as_of_rows(error, batch, 0, batch.objects.size());
    }
}

}  // namespace

std::int64_t copy_or_insert_rows(ConnectionState& connection, const RowBatch& batch, bool& copies) {
    if (!copies || batch.objects.size() < least_copied)
        return insert_rows(connection, batch);
    const CopyTarget target = copy_target(connection.engine().dialect(), batch);
    copies = !target.sql.empty();
    if (copies && asks_for_key(batch.mapper, batch.columns))
        require_generated_key(connection, batch.mapper);
    for (std::size_t i = 0; copies && i < batch.objects.size(); ++i)
        check_row(batch, i);
    RowBatch rest = batch;
    std::int64_t affected = 0;
    const std::uint64_t work = connection.begin_work();
    while (copies && !rest.objects.empty()) {
        connection.check_interrupted(work);
        const driver::CopiedRows copied = copy_rows(connection, target, rest);
        affected += copied.inserted;
        rest.objects = rest.objects.subspan(copied.taken);
        if (rest.first_row)
            *rest.first_row += copied.taken;
        copies = copied.taken > 0;
    }
    return rest.objects.empty() ? affected : affected + insert_rows(connection, rest);
}

KeysBack keys_back(ConnectionState& connection, const Mapper& mapper, std::size_t rows) {
    if (!is_whole(mapper.key_slots()[0]))
        return KeysBack::returned;
    const std::string sql = connection.engine().dialect().rising_keys_sql(mapper.table().data());
    const Capabilities& can = capabilities(connection);
    if (sql.empty())
        return can.last_insert_id ? KeysBack::told : KeysBack::returned;
    const std::size_t least = can.returning ? least_for_rising_keys : least_for_counted_keys;
    const bool are_rising = rows >= least && Execution(connection, sql).step();
    if (!can.returning)
        return are_rising ? KeysBack::counted : KeysBack::told;
    // What the client library tells is not the key that a trigger gave.
    return are_rising ? KeysBack::rising : KeysBack::returned;
}

ColumnSet returned_for_key(KeysBack how, const Mapper& mapper) {
    return how == KeysBack::told || how == KeysBack::counted ? 0 : ColumnSet{1} << mapper.key()[0];
}

void insert_for_keys(ConnectionState& connection, const RowBatch& batch, KeysBack how,
                     const std::function<void(std::size_t)>& keyed) {
    const Mapper& mapper = batch.mapper;
    require_generated_key(connection, mapper);
    const std::vector<driver::FieldSlot> slots = slots_of(mapper, batch.columns);
    const bool one_by_one = how == KeysBack::told || how == KeysBack::returned;
    const std::size_t most = one_by_one ? 1 : most_rows(connection, batch, slots.size());
    const auto object = [&](std::size_t row) { return const_cast<void*>(batch.objects[row]); };
    std::size_t done = 0;
    std::vector<std::int64_t> keys;
    for (const std::size_t rows : batch_rows) {
        if (rows > most || batch.objects.size() - done < rows)
            continue;
        const RowStatement statement = batch.statement(rows);
        Execution execution(connection, statement.compiled);
        for (; batch.objects.size() - done >= rows; done += rows) {
            bind_others(execution, statement);
            for (std::size_t i = 0; i < rows; ++i)
                bind_row(execution, batch, statement.first + static_cast<int>(i * slots.size()), slots, done + i);
            if (how == KeysBack::told || how == KeysBack::counted) {
                run_rows(connection, execution, batch, done, rows);
                const std::int64_t first = execution.last_insert_id();
                for (std::size_t i = 0; i < rows; ++i)
                    set_integer_at(mapper.key_slots()[0], object(done + i), first + static_cast<std::int64_t>(i));
            } else if (how == KeysBack::returned) {
                read_key(execution, batch, done, object(done));
            } else {
                read_keys(execution, batch, done, rows, keys);
                for (std::size_t i = 0; i < rows; ++i)
                    set_integer_at(mapper.key_slots()[0], object(done + i), keys[i]);
            }
            for (std::size_t i = 0; i < rows; ++i)
                keyed(done + i);
        }
    }
}

}  // namespace rowan::detail
