#include <rowan/engine/typed_row.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/types/error.hpp>

#include <string>

namespace rowan::detail {

void read_typed_rows(ConnectionState& connection, const Statement& statement, const Parameters& parameters,
                     std::span<const TypedColumn> columns, void* rows, void* (*add)(void* rows)) {
    Execution execution(connection, statement, parameters);
    const auto count = static_cast<std::size_t>(execution.column_count());
    if (count != columns.size()) {
        throw ArgumentError("the statement gives " + std::to_string(count) + " columns, and its type says " +
                            std::to_string(columns.size()));
    }
    bool row = execution.step();
    std::vector<Field> fields(columns.size());
    std::vector<driver::FieldSlot> slots(columns.size());
    bool all_native = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        all_native = all_native && columns[i].ops != nullptr;
        if (columns[i].ops != nullptr) {
            fields[i] = {.column = execution.column_name(static_cast<int>(i)),
                         .ops = columns[i].ops,
                         .offset = columns[i].offset};
            slots[i] = driver::FieldSlot(fields[i]);
            if (execution.compiled())
                slots[i].digits = decimal_digits(*execution.compiled(), static_cast<int>(i));
        }
    }
    for (; row; row = execution.step()) {
        void* const target = add(rows);
        if (all_native) {
            execution.read(0, slots, target);
            continue;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].ops != nullptr) {
                execution.read(static_cast<int>(i), std::span(&slots[i], 1), target);
            } else {
                void* const value = static_cast<char*>(target) + columns[i].offset;
                *static_cast<Value*>(value) = execution.value(static_cast<int>(i));
            }
        }
    }
    execution.finish();
}

void throw_no_row() { throw NoResultFound("no row was found where one was asked for"); }
void throw_many_rows() { throw MultipleResultsFound("more than one row was found where at most one was asked for"); }

}  // namespace rowan::detail
