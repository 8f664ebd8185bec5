// rowan/orm/internal/block_memory.hpp: memory for many small things, from the operating system in as few steps as it
// goes.
#pragma once

#include <cstddef>

namespace rowan::detail {

/// Blocks of this size come in one page of the processor where the system has such pages: a hundred thousand objects
/// fill ten of them instead of five thousand ordinary pages, each of which costs a fault.
inline constexpr std::size_t large_block = std::size_t{2} << 20U;

/// Uninitialised. An alignment of up to a large block's size. Throws std::bad_alloc.
std::byte* allocate_block(std::size_t size, std::size_t align);
/// `size` and `align` as they were given to allocate_block.
void free_block(std::byte* block, std::size_t size, std::size_t align) noexcept;

/// How large the next block should be for somebody who has `held` bytes in blocks: small ones at first, twice as much
/// each time; large ones once not much of them can stay unused.
std::size_t next_block_size(std::size_t held, std::size_t first) noexcept;

}  // namespace rowan::detail
