#include <rowan/types/callback.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

namespace rowan {
namespace {

int twice(int number) { return 2 * number; }

TEST(Callback, CallsLambdasAndFunctionsAndPassesOnWhatTheyReturn) {
    std::string said;
    const Callback<void(const std::string&)> hears = [&](const std::string& word) { said += word; };
    hears("a");
    hears("b");
    EXPECT_EQ(said, "ab");
    EXPECT_EQ(Callback<int(int)>(twice)(21), 42);
    EXPECT_EQ(*Callback<std::unique_ptr<int>(std::unique_ptr<int>)>([](std::unique_ptr<int> p) { return p; })(
                  std::make_unique<int>(7)),
              7);
}

TEST(Callback, IsEmptyByDefaultAndFromEmptyFunctions) {
    int (*none)(int) = nullptr;
    EXPECT_FALSE(Callback<int(int)>());
    EXPECT_FALSE(Callback<int(int)>(nullptr));
    EXPECT_FALSE(Callback<int(int)>(none));
    EXPECT_FALSE(Callback<int(int)>(std::function<int(int)>()));
    EXPECT_TRUE(Callback<int(int)>(std::function<int(int)>(twice)));
}

TEST(Callback, CopiesShareTheFunctionObjectAndTheLastDestroysIt) {
    auto watched = std::make_shared<int>(0);
    Callback<int()> first = [watched, count = 0]() mutable { return ++count; };
    Callback<int()> second = first;
    EXPECT_EQ(first(), 1);
    EXPECT_EQ(second(), 2);
    first = nullptr;
    EXPECT_EQ(watched.use_count(), 2);
    second = {};
    EXPECT_EQ(watched.use_count(), 1);
}

}  // namespace
}  // namespace rowan
