// rowan/orm/internal/slab.hpp: nodes of one struct, in large blocks at stable addresses.
//
// An object never moves, a hundred thousand of them cost a few hundred allocations, and whether an address is that of a
// live object is answered without reading it. Under AddressSanitizer the memory that an object has left is poisoned and
// not used again, so that a reference kept too long is found by the first test that uses it.
#pragma once

#include <rowan/orm/internal/object_header.hpp>

#include <cstddef>
#include <vector>

namespace rowan::detail {

/// Belongs to one session. Does not construct or destroy the structs; its destructor frees the blocks.
class Slab {
public:
    explicit Slab(const EntityOps& ops);
    Slab(const Slab&) = delete;
    Slab& operator=(const Slab&) = delete;
    ~Slab();

    /// A node whose header is new (phase pending) and whose struct is not constructed.
    ObjectHeader* allocate();
    /// Takes a node back; its struct has been destroyed.
    void release(ObjectHeader* header) noexcept;

    /// The header of the object at this address, or null if no live node of this slab has its struct there.
    ObjectHeader* find(const void* object) const noexcept;

    /// Calls visit(ObjectHeader*) for every node that is in use, in the order of their addresses within blocks.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (const Block& block : blocks_)
            for (std::size_t i = 0; i < block.used; ++i)
                if (block.live[i])
                    visit(header_at(block, i));
    }

    std::size_t size() const noexcept { return size_; }

private:
    struct Block {
        std::byte* memory;
        std::size_t bytes;
        std::size_t capacity;
        std::size_t used;
        std::vector<bool> live;  // of those that are used
    };

    ObjectHeader* header_at(const Block& block, std::size_t i) const noexcept;
    Block* block_of(const void* address) const noexcept;
    void add_block();

    const NodeLayout layout_;
    std::vector<Block> blocks_;            // in the order of allocation; the last one is being filled
    std::vector<std::size_t> by_address_;  // indexes of blocks_, sorted by memory
    std::vector<ObjectHeader*> free_;
    std::size_t size_ = 0;
    std::size_t held_ = 0;  // bytes of all blocks
};

}  // namespace rowan::detail
