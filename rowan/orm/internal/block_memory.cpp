#include <rowan/orm/internal/block_memory.hpp>

#include <algorithm>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define ROWAN_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ROWAN_ASAN 1
#endif
#endif
#if defined(__linux__) && !defined(ROWAN_ASAN)  // its search for leaks looks into what malloc gave, not into mappings
#define ROWAN_LARGE_PAGES 1
#include <sys/mman.h>

#include <cstdint>
#endif

namespace rowan::detail {

namespace {

// What lies between goes through malloc, which maps and unmaps larger ones each time.
constexpr std::size_t largest_small_block = std::size_t{64} * 1024;

}  // namespace

std::size_t next_block_size(std::size_t held, std::size_t first) noexcept {
    if (held >= large_block)
        return std::max(first, large_block);
    return std::clamp(held, first, std::max(first, largest_small_block));
}

std::byte* allocate_block(std::size_t size, std::size_t align) {
#ifdef ROWAN_LARGE_PAGES
    if (size == large_block) {
        // Twice as much, so that a block lies within at its own alignment; the rest goes back.
        void* const mapped =
            ::mmap(nullptr, 2 * large_block, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED)
            throw std::bad_alloc();
        const std::size_t before = (large_block - reinterpret_cast<std::uintptr_t>(mapped) % large_block) % large_block;
        auto* const begin = static_cast<std::byte*>(mapped);
        if (before > 0)
            ::munmap(begin, before);
        ::munmap(begin + before + large_block, large_block - before);
        ::madvise(begin + before, large_block, MADV_HUGEPAGE);
        return begin + before;
    }
#endif
    return static_cast<std::byte*>(::operator new(size, std::align_val_t(align)));
}

void free_block(std::byte* block, [[maybe_unused]] std::size_t size, std::size_t align) noexcept {
#ifdef ROWAN_LARGE_PAGES
    if (size == large_block) {
        ::munmap(block, large_block);
        return;
    }
#endif
    ::operator delete(block, std::align_val_t(align));
}

}  // namespace rowan::detail
