// rowan/orm/internal/insert_rows.hpp: INSERT of many objects of one class: what a flush and a bulk insert have in
// common.
//
// Hundreds go by the database's own way for many rows, if it has one. Others that send the same columns go in
// statements of up to 64 rows, of few different sizes, so that few statements are prepared however many rows there are.
#pragma once

#include <rowan/engine/execution.hpp>
#include <rowan/orm/internal/snapshot.hpp>
#include <rowan/types/value.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace rowan {
class Mapper;
}

namespace rowan::detail {

class ConnectionState;

/// The slots of some columns, in the order of the fields.
std::vector<driver::FieldSlot> slots_of(const Mapper& mapper, ColumnSet columns);

/// Whether every part of the key has a value (and a generated one is not 0).
bool has_key(const Mapper& mapper, const void* object);

/// The columns that an INSERT of the object names: neither a key that the database is asked for, nor empty members that
/// have a server default, unless they are among `nulls`.
ColumnSet columns_to_insert(const Mapper& mapper, const void* object, ColumnSet nulls = 0);
/// Whether those columns leave the key to the database.
bool asks_for_key(const Mapper& mapper, ColumnSet columns);

/// `count` keys that nobody else takes: those that follow the highest, while the write lock is held, or from the
/// table's sequence. Empty where an INSERT alone can tell its keys.
std::vector<std::int64_t> reserve_keys(ConnectionState& connection, const Mapper& mapper, std::size_t count);

/// A parameter beside the rows, of an upsert.
struct OtherParameter {
    int at;
    const Value* value;
    const ParameterSource* source = nullptr;  ///< of the compiled statement
    std::span<const Value> array{};           ///< in place of the value
};

/// A statement that is sent with rows: their parameters follow each other from `first`.
struct RowStatement {
    CompiledStatement compiled{};
    int first = 0;
    std::vector<OtherParameter> others{};
};

/// What is written, and how errors call it.
struct RowBatch {
    const Mapper& mapper;
    ColumnSet columns = 0;
    std::span<const void* const> objects{};
    /// The statement of that many rows.
    const std::function<RowStatement(std::size_t rows)>& statement;
    /// Errors then say which row it is, the first being this one.
    std::optional<std::size_t> first_row{};
    std::size_t other_parameters = 0;
    /// A row that the table leaves out is an error: the object would stand for none, or for another's.
    bool all_inserted = false;
};

/// Many go by the database's own way, if it has one for them; where it has not, `copies` is false afterwards, so that
/// it is not tried again. Gives the affected rows.
std::int64_t copy_or_insert_rows(ConnectionState& connection, const RowBatch& batch, bool& copies);

/// How keys that the database makes in an INSERT come back.
enum class KeysBack : unsigned char {
    told,      ///< of one row, by the client library
    counted,   ///< of many rows: the client library tells the first, and each is one more than that before it
    returned,  ///< of one row, by RETURNING
    rising     ///< of many rows, by RETURNING: the smallest is that of the first row
};

/// What there is for so many rows of one class.
KeysBack keys_back(ConnectionState& connection, const Mapper& mapper, std::size_t rows);
/// What the batch's statement has to return then.
ColumnSet returned_for_key(KeysBack how, const Mapper& mapper);
/// `keyed(i)` is called when object i of the batch, which may be written to, has got its key.
void insert_for_keys(ConnectionState& connection, const RowBatch& batch, KeysBack how,
                     const std::function<void(std::size_t)>& keyed);

}  // namespace rowan::detail
