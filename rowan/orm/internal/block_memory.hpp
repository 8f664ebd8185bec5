// rowan/orm/internal/block_memory.hpp: memory for many small things, from the operating system in as few steps as it
// goes.
#pragma once

#include <cstddef>

namespace rowan::detail {

/// Blocks of this size, and of multiples of it, come in such pages of the processor where the system has them: a
/// hundred thousand objects fill ten of them instead of five thousand ordinary pages, each of which costs a fault.
inline constexpr std::size_t large_block = std::size_t{2} << 20U;

/// What stays with the process when sessions have ended, for the next ones: 32 MiB in large blocks, and 4 MiB in those
/// of 64 KiB.
inline constexpr std::size_t most_idle_large = 16;
inline constexpr std::size_t most_idle_medium = 64;

/// Uninitialised. An alignment of up to a large block's size. Throws std::bad_alloc.
std::byte* allocate_block(std::size_t size, std::size_t align);
/// `size` and `align` as they were given to allocate_block.
void free_block(std::byte* block, std::size_t size, std::size_t align) noexcept;

/// How large the next block should be for somebody who has `held` bytes in blocks: small ones at first, twice as much
/// each time; large ones once not much of them can stay unused, or an idle one is there.
std::size_t next_block_size(std::size_t held, std::size_t first) noexcept;

}  // namespace rowan::detail
