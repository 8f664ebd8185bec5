#include <rowan/orm/internal/slab.hpp>

#include <rowan/orm/internal/block_memory.hpp>

#include <algorithm>
#include <functional>

#if defined(__SANITIZE_ADDRESS__)
#define ROWAN_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ROWAN_ASAN 1
#endif
#endif
#ifdef ROWAN_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace rowan::detail {

namespace {

constexpr std::size_t first_block = 16;

#ifdef ROWAN_ASAN
constexpr bool reuses_nodes = false;
void poison(const void* at, std::size_t size) { ASAN_POISON_MEMORY_REGION(at, size); }
void unpoison(const void* at, std::size_t size) { ASAN_UNPOISON_MEMORY_REGION(at, size); }
#else
constexpr bool reuses_nodes = true;
void poison(const void*, std::size_t) {}
void unpoison(const void*, std::size_t) {}
#endif

}  // namespace

Slab::Slab(const EntityOps& ops) : layout_(ops) {}

Slab::~Slab() {
    for (const Block& block : blocks_) {
        unpoison(block.memory, block.bytes);
        free_block(block.memory, block.bytes, layout_.align);
    }
}

ObjectHeader* Slab::header_at(const Block& block, std::size_t i) const noexcept {
    return header_of(static_cast<void*>(block.memory + i * layout_.size + layout_.object_offset));
}

void Slab::add_block() {
    const std::size_t bytes = next_block_size(held_, first_block * layout_.size);
    const std::size_t capacity = bytes / layout_.size;
    by_address_.reserve(blocks_.size() + 1);
    blocks_.reserve(blocks_.size() + 1);
    std::vector<bool> live(capacity, true);
    std::byte* const memory = allocate_block(bytes, layout_.align);
    poison(memory, bytes);
    held_ += bytes;
    blocks_.push_back({memory, bytes, capacity, 0, std::move(live)});
    const auto place =
        std::lower_bound(by_address_.begin(), by_address_.end(), memory,
                         [&](std::size_t i, std::byte* at) { return std::less<>{}(blocks_[i].memory, at); });
    by_address_.insert(place, blocks_.size() - 1);
}

ObjectHeader* Slab::allocate() {
    ObjectHeader* header = nullptr;
    if (!free_.empty()) {
        header = free_.back();
        free_.pop_back();
        Block& block = *block_of(header);
        block.live[static_cast<std::size_t>(reinterpret_cast<std::byte*>(header) - block.memory) / layout_.size] = true;
    } else {
        if (blocks_.empty() || blocks_.back().used == blocks_.back().capacity)
            add_block();
        Block& block = blocks_.back();
        std::byte* const node = block.memory + block.used * layout_.size;
        unpoison(node, layout_.size);
        header = header_of(static_cast<void*>(node + layout_.object_offset));
        ++block.used;
    }
    ++size_;
    ::new (header) ObjectHeader;
    header->phase = ObjectPhase::pending;
    return header;
}

void Slab::release(ObjectHeader* header) noexcept {
    Block& block = *block_of(header);
    const auto i = static_cast<std::size_t>(reinterpret_cast<std::byte*>(header) - block.memory) / layout_.size;
    block.live[i] = false;
    --size_;
    poison(block.memory + i * layout_.size, layout_.size);
    if (reuses_nodes) {
        if (free_.size() == free_.capacity()) {
            try {
                free_.reserve(free_.size() * 2 + 8);
            } catch (const std::bad_alloc&) {
                return;  // the node stays unused until the session ends
            }
        }
        free_.push_back(header);
    }
}

Slab::Block* Slab::block_of(const void* address) const noexcept {
    const auto* at = static_cast<const std::byte*>(address);
    auto after = std::upper_bound(by_address_.begin(), by_address_.end(), at, [&](const std::byte* a, std::size_t i) {
        return std::less<>{}(a, blocks_[i].memory);
    });
    if (after == by_address_.begin())
        return nullptr;
    const Block& block = blocks_[*--after];
    if (!std::less<>{}(at, block.memory + block.used * layout_.size))
        return nullptr;
    return const_cast<Block*>(&block);
}

ObjectHeader* Slab::find(const void* object) const noexcept {
    const Block* block = block_of(object);
    if (!block)
        return nullptr;
    const auto offset = static_cast<std::size_t>(static_cast<const std::byte*>(object) - block->memory);
    if (offset % layout_.size != layout_.object_offset || !block->live[offset / layout_.size])
        return nullptr;
    return header_at(*block, offset / layout_.size);
}

}  // namespace rowan::detail
