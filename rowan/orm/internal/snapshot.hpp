// rowan/orm/internal/snapshot.hpp: a compact copy of an object's columns, as they were last known from the database.
//
// A flush compares an object with its snapshot and writes the columns that differ; a rollback copies the snapshot back.
// Columns stand one behind the other in the order of the fields: a byte that says whether an optional holds a value,
// the bytes of a number, the length and the bytes of a text. Adapted members (enums, decimals, JSON, a user's types)
// are kept in their native form, so a change inside of one is seen as well.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rowan::detail {

/// A set of columns of one struct, bit i for field i. A struct has at most 64 columns.
using ColumnSet = std::uint64_t;
inline constexpr std::size_t max_columns = 64;

/// Memory for snapshots of one session. Small blocks are used again for others of their size; a large one goes back at
/// once.
class SnapshotArena {
public:
    SnapshotArena() = default;
    SnapshotArena(const SnapshotArena&) = delete;
    SnapshotArena& operator=(const SnapshotArena&) = delete;
    ~SnapshotArena();

    /// A block for `size` bytes.
    std::byte* allocate(std::size_t size);
    /// Unused memory, of whatever size, for what is packed before its size is known.
    std::span<std::byte> room() noexcept;
    /// Makes a block of the beginning of `room`. Null if one that was released should be used instead, see `allocate`.
    std::byte* keep(std::size_t size) noexcept;
    /// Null is allowed.
    void release(std::byte* snapshot) noexcept;

private:
    static constexpr std::size_t granule = 8;
    static constexpr std::size_t classes = 128;  // blocks of less than 1 KiB are pooled
    // Before a large block: its neighbours in the list of all.
    struct Large {
        Large* previous;
        Large* next;
    };
    struct Chunk {
        std::byte* memory;
        std::size_t size;
    };

    static std::size_t whole_size(std::size_t size) noexcept;
    std::byte* allocate_large(std::size_t whole);
    std::byte* add_chunk(std::size_t size);

    std::byte* free_[classes]{};
    std::vector<Chunk> chunks_;
    std::byte* next_ = nullptr;
    std::byte* end_ = nullptr;
    std::size_t held_ = 0;  // bytes of the chunks
    Large* large_ = nullptr;
};

/// Packs the columns of `object`. A value that its adapter refuses is a DataError that names table and column, here as
/// in whatever compares or restores.
std::byte* take_snapshot(SnapshotArena& arena, std::span<const driver::FieldSlot> fields, const void* object);
/// Packs them over `snapshot`, or into another block if they have grown; gives the block that is now in use.
std::byte* retake_snapshot(SnapshotArena& arena, std::byte* snapshot, std::span<const driver::FieldSlot> fields,
                           const void* object);

/// The columns in which the object differs: floats by their bits, decimals by value, everything else by its bytes.
ColumnSet changed_columns(const std::byte* snapshot, std::span<const driver::FieldSlot> fields, const void* object);
/// Writes the columns of `which` back into the object.
void restore_columns(const std::byte* snapshot, std::span<const driver::FieldSlot> fields, void* object,
                     ColumnSet which);
/// Packs single columns behind `to`: the form in which keys are compared. `true` if none of them is NULL.
bool pack_columns(std::vector<std::byte>& to, std::span<const driver::FieldSlot> fields, const void* object);

}  // namespace rowan::detail
