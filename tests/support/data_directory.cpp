#include "data_directory.hpp"

#include <cstdlib>

namespace rowan::test {

std::optional<std::filesystem::path> data_directory() {
    const char* named = std::getenv("ROWAN_TEST_DATA");
    std::filesystem::path directory = named != nullptr ? named : ROWAN_TEST_DATA;
    if (!std::filesystem::is_directory(directory)) {
        return std::nullopt;
    }
    return directory;
}

}  // namespace rowan::test
