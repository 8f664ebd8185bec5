// Where the data is that some tests need and that the repository does not hold.
//
//     TEST(Chinook, HasArtists) {
//         const auto data = rowan::test::data_directory();
//         if (!data) { GTEST_SKIP() << rowan::test::no_data; }
//         ... *data / "chinook" ...
//     }
#pragma once

#include <filesystem>
#include <optional>

namespace rowan::test {

inline constexpr const char* no_data = "no test data: set ROWAN_TEST_DATA to the folder that holds it";

// The folder that the environment variable ROWAN_TEST_DATA names, else the one found when the build was configured;
// none where that does not exist.
std::optional<std::filesystem::path> data_directory();

}  // namespace rowan::test
