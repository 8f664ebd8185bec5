#include "support.hpp"
#include <rowan/types/internal/ticks.hpp>

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

using rowan::Uuid;
using rowan::Value;
using rowan::test::data_error;

constexpr const char* text = "123e4567-e89b-12d3-a456-426614174000";

TEST(Uuid, IsReadInAllItsForms) {
    const Uuid uuid = Uuid::parse(text);
    EXPECT_EQ(uuid.to_string(), text);
    EXPECT_EQ(uuid.bytes[0], std::byte{0x12});
    EXPECT_EQ(uuid.bytes[15], std::byte{0x00});
    EXPECT_EQ(Uuid::parse("123E4567-E89B-12D3-A456-426614174000"), uuid);
    EXPECT_EQ(Uuid::parse("123e4567e89b12d3a456426614174000"), uuid);
    EXPECT_EQ(Uuid::parse("{123e4567-e89b-12d3-a456-426614174000}"), uuid);
    EXPECT_EQ(Uuid::parse("{123e4567e89b12d3a456426614174000}"), uuid);
    EXPECT_TRUE(Uuid{}.is_nil());
    EXPECT_FALSE(uuid.is_nil());
    EXPECT_TRUE(Uuid::parse("00000000-0000-0000-0000-000000000000").is_nil());
}

TEST(Uuid, RefusesAllElse) {
    EXPECT_EQ(data_error([] { Uuid::parse("ed"); }),
              "'ed' is no UUID: it has 32 hexadecimal digits, as in 123e4567-e89b-12d3-a456-426614174000");
    for (const char* bad : {"", "{}", "{123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400",
                            "123e4567-e89b-12d3-a456-4266141740000", "123e4567-e89b-12d3-a456-42661417400g",
                            "123e4567e-89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456+426614174000",
                            "123e4567-e89b-12d3-a456-4266141740 0", "----------------123e4567e89b12d3"}) {
        EXPECT_THROW(Uuid::parse(bad), rowan::DataError) << bad;
    }
}

TEST(Uuid, RandomOnesHaveVersionFourAndDiffer) {
    std::set<Uuid> seen;
    for (int i = 0; i < 1000; ++i) {
        const Uuid uuid = Uuid::random();
        EXPECT_EQ(uuid.to_string()[14], '4');
        EXPECT_EQ(std::to_integer<unsigned>(uuid.bytes[8]) >> 6, 2u);
        seen.insert(uuid);
    }
    EXPECT_EQ(seen.size(), 1000u);
}

TEST(Uuid, TimeOrderedOnesAscendWithTheClockInFront) {
    const auto milliseconds = [](auto time) {
        return static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
    };
    const std::uint64_t before = milliseconds(std::chrono::system_clock::now());
    Uuid last = Uuid::time_ordered();
    const std::uint64_t after = milliseconds(std::chrono::system_clock::now());
    std::uint64_t told = 0;
    for (int i = 0; i < 6; ++i)
        told = told << 8 | std::to_integer<std::uint64_t>(last.bytes[static_cast<std::size_t>(i)]);
    EXPECT_LE(before, told);
    EXPECT_GE(after, told);
    for (int i = 0; i < 20'000; ++i) {
        const Uuid next = Uuid::time_ordered();
        ASSERT_LT(last, next);
        ASSERT_EQ(next.to_string()[14], '7');
        ASSERT_EQ(std::to_integer<unsigned>(next.bytes[8]) >> 6, 2u);
        last = next;
    }
}

TEST(Uuid, TheClockOfTimeOrderedOnesNeverStandsStillOrGoesBack) {
    std::atomic<std::uint64_t> last{0};
    EXPECT_EQ(rowan::detail::next_tick(100, last), 100u);
    EXPECT_EQ(rowan::detail::next_tick(100, last), 101u);
    EXPECT_EQ(rowan::detail::next_tick(50, last), 102u);
    EXPECT_EQ(rowan::detail::next_tick(200, last), 200u);
}

TEST(Uuid, TimeOrderedOnesDifferBetweenThreads) {
    std::vector<std::vector<Uuid>> made(4);
    std::vector<std::thread> threads;
    for (auto& mine : made) {
        threads.emplace_back([&mine] {
            for (int i = 0; i < 2000; ++i)
                mine.push_back(Uuid::time_ordered());
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    std::set<std::string> ticks;
    for (const auto& mine : made) {
        EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
        for (const Uuid& uuid : mine)
            ticks.insert(uuid.to_string().substr(0, 18));
    }
    EXPECT_EQ(ticks.size(), 8000u);
}

TEST(Uuid, IsAValue) {
    const Uuid uuid = Uuid::parse(text);
    EXPECT_EQ(Value(uuid).as<Uuid>(), uuid);
    EXPECT_EQ(Value(text).as<Uuid>(), uuid);
    EXPECT_EQ(Value(uuid).as<std::string>(), text);
    EXPECT_EQ(Value(rowan::Bytes(uuid.bytes.begin(), uuid.bytes.end())).as<Uuid>(), uuid);
    EXPECT_EQ(Value(uuid).as<rowan::Bytes>(), rowan::Bytes(uuid.bytes.begin(), uuid.bytes.end()));
    EXPECT_EQ(data_error([] { Value(rowan::Bytes(15)).as<Uuid>(); }),
              "x'000000000000000000000000000000' (bytes) does not fit a UUID");
}

}  // namespace
