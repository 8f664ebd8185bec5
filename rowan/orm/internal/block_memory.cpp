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
#if !defined(ROWAN_ASAN)  // which is to see each use of memory that was given back, and each block that was not
#define ROWAN_KEEPS_BLOCKS 1
#include <mutex>
#if defined(__linux__)
#define ROWAN_LARGE_PAGES 1
#include <sys/mman.h>

#include <cstdint>
#endif
#endif

namespace rowan::detail {

namespace {

// What lies between goes through malloc, which maps and unmaps larger ones each time.
constexpr std::size_t medium_block = std::size_t{64} * 1024;

#ifdef ROWAN_LARGE_PAGES
bool is_large(std::size_t size) { return size > 0 && size % large_block == 0; }
#endif

std::byte* allocate_new(std::size_t size, std::size_t align) {
#ifdef ROWAN_LARGE_PAGES
    if (is_large(size)) {
        // More than that, so that a block lies within at the pages' alignment; the rest goes back.
        void* const mapped =
            ::mmap(nullptr, size + large_block, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED)
            throw std::bad_alloc();
        const std::size_t before = (large_block - reinterpret_cast<std::uintptr_t>(mapped) % large_block) % large_block;
        auto* const begin = static_cast<std::byte*>(mapped);
        if (before > 0)
            ::munmap(begin, before);
        ::munmap(begin + before + size, large_block - before);
        ::madvise(begin + before, size, MADV_HUGEPAGE);
        return begin + before;
    }
#endif
    return static_cast<std::byte*>(::operator new(size, std::align_val_t(align)));
}

void give_back(std::byte* block, [[maybe_unused]] std::size_t size, std::size_t align) noexcept {
#ifdef ROWAN_LARGE_PAGES
    if (is_large(size)) {
        ::munmap(block, size);
        return;
    }
#endif
    ::operator delete(block, std::align_val_t(align));
}

#ifdef ROWAN_KEEPS_BLOCKS

/// Blocks of one size that nobody uses at the moment. The system would clear each again before it gives it, which costs
/// as much as a part of the work that fills it.
class IdleBlocks {
public:
    explicit IdleBlocks(std::size_t most) : most_(most) {}

    bool empty() noexcept {
        const std::lock_guard lock(mutex_);
        return count_ == 0;
    }
    /// Null if there is none.
    std::byte* take() noexcept {
        const std::lock_guard lock(mutex_);
        return count_ == 0 ? nullptr : blocks_[--count_];
    }
    /// False if there are enough.
    bool keep(std::byte* block) noexcept {
        const std::lock_guard lock(mutex_);
        if (count_ == most_)
            return false;
        blocks_[count_++] = block;
        return true;
    }

private:
    std::mutex mutex_;
    std::size_t most_;
    std::size_t count_ = 0;
    std::byte* blocks_[std::max(most_idle_large, most_idle_medium)]{};
};

// Never destroyed: sessions may end after them.
IdleBlocks& large_blocks() {
    static IdleBlocks& blocks = *new IdleBlocks(most_idle_large);
    return blocks;
}
IdleBlocks& medium_blocks() {
    static IdleBlocks& blocks = *new IdleBlocks(most_idle_medium);
    return blocks;
}

/// All of one size have one alignment. Null for blocks of other sizes, or that want a greater one.
constexpr std::size_t idle_alignment = alignof(std::max_align_t);
IdleBlocks* idle_blocks(std::size_t size, std::size_t align) {
    if (align > idle_alignment)
        return nullptr;
    return size == large_block ? &large_blocks() : size == medium_block ? &medium_blocks() : nullptr;
}

bool has_idle_large_block() { return !large_blocks().empty(); }

#else

bool has_idle_large_block() { return false; }

#endif

}  // namespace

std::size_t next_block_size(std::size_t held, std::size_t first) noexcept {
    if (held >= large_block || (held >= 2 * medium_block && has_idle_large_block()))
        return std::max(first, large_block);
    return std::clamp(held, first, std::max(first, medium_block));
}

std::byte* allocate_block(std::size_t size, std::size_t align) {
#ifdef ROWAN_KEEPS_BLOCKS
    if (IdleBlocks* const idle = idle_blocks(size, align)) {
        if (std::byte* const block = idle->take())
            return block;
        align = idle_alignment;
    }
#endif
    return allocate_new(size, align);
}

void free_block(std::byte* block, std::size_t size, std::size_t align) noexcept {
#ifdef ROWAN_KEEPS_BLOCKS
    if (IdleBlocks* const idle = idle_blocks(size, align)) {
        if (idle->keep(block))
            return;
        align = idle_alignment;
    }
#endif
    give_back(block, size, align);
}

}  // namespace rowan::detail
