// Memory that sessions take and give back, over and over.
#include <rowan/orm/internal/block_memory.hpp>

#include <rowan/orm.hpp>
#include <rowan/orm/internal/identity_map.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <thread>

namespace rowan {
namespace {

using detail::allocate_block;
using detail::free_block;
using detail::large_block;

struct Size {
    std::size_t bytes;
    std::size_t align;
};
constexpr Size sizes[] = {{64, 8},           {64 * 1024, 8},      {64 * 1024, 64},
                          {large_block, 16}, {large_block, 4096}, {3 * large_block, 16}};

TEST(BlockMemory, HasItsSizeAndAlignmentHoweverOftenItIsGivenBack) {
    for (int round = 0; round < 3; ++round) {
        std::vector<std::pair<std::byte*, Size>> blocks;
        for (int i = 0; i < 20; ++i)
            for (const Size& size : sizes) {
                std::byte* const block = allocate_block(size.bytes, size.align);
                EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % size.align, 0U);
                std::memset(block, i, size.bytes);
                blocks.emplace_back(block, size);
            }
        int place = 0;
        for (const auto& [block, size] : blocks) {
            // Nobody else wrote into it.
            const auto number = static_cast<std::byte>(place++ / static_cast<int>(std::size(sizes)));
            EXPECT_EQ(block[0], number);
            EXPECT_EQ(block[size.bytes / 2], number);
            EXPECT_EQ(block[size.bytes - 1], number);
        }
        for (const auto& [block, size] : blocks)
            free_block(block, size.bytes, size.align);
    }
}

TEST(BlockMemory, GrowsFromSmallBlocksToLargeOnes) {
    std::size_t held = 0;
    std::size_t before = 0;
    while (held < 4 * large_block) {
        const std::size_t next = detail::next_block_size(held, 4096);
        EXPECT_GE(next, before);
        EXPECT_LE(next, large_block);
        before = next;
        held += next;
    }
    EXPECT_EQ(before, large_block);
    EXPECT_EQ(detail::next_block_size(0, 4096), 4096U);
    EXPECT_EQ(detail::next_block_size(0, 3 * large_block), 3 * large_block);
}

TEST(BlockMemory, IsSharedByThreads) {
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number)
        threads.emplace_back([number] {
            for (int i = 0; i < 50; ++i) {
                std::byte* const large = allocate_block(large_block, 16);
                std::byte* const medium = allocate_block(std::size_t{64} * 1024, 16);
                large[large_block - 1] = medium[0] = static_cast<std::byte>(number);
                std::this_thread::yield();
                EXPECT_EQ(large[large_block - 1], static_cast<std::byte>(number));
                EXPECT_EQ(medium[0], static_cast<std::byte>(number));
                free_block(medium, std::size_t{64} * 1024, 16);
                free_block(large, large_block, 16);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
}

// The map's memory is given back and taken again with what the last one wrote.
TEST(BlockMemory, AMapOfKeysBeginsEmpty) {
    constexpr std::int64_t count = 100'000;
    std::vector<detail::ObjectHeader> objects(2);
    for (int round = 0; round < 2; ++round) {
        detail::IntegerMap map;
        EXPECT_EQ(map.find(1), nullptr);
        for (std::int64_t key = -count / 2; key < count / 2; ++key)
            ASSERT_EQ(map.insert(key * (round + 1), objects.data()), objects.data());
        EXPECT_EQ(map.size(), static_cast<std::size_t>(count));
        EXPECT_EQ(map.insert(0, &objects[1]), objects.data());
        EXPECT_EQ(map.find(count), nullptr);
        map.erase(0, objects.data());
        EXPECT_EQ(map.find(0), nullptr);
        EXPECT_EQ(map.find(round + 1), objects.data());
        map.clear();
        EXPECT_EQ(map.find(round + 1), nullptr);
        EXPECT_EQ(map.insert(5, &objects[1]), &objects[1]);
    }
    detail::IntegerMap map;
    EXPECT_EQ(map.insert(INT64_MAX, objects.data()), objects.data());
    EXPECT_EQ(map.insert(INT64_MIN, objects.data()), objects.data());
    EXPECT_EQ(map.find(INT64_MAX), objects.data());
}

}  // namespace
}  // namespace rowan
