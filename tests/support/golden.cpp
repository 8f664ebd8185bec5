#include "golden.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace rowan::test {
namespace {

std::filesystem::path golden_file(std::string_view name) {
    return std::filesystem::path(ROWAN_GOLDEN_DIRECTORY) / (std::string(name) + ".sql");
}

bool updating() {
    const char* set = std::getenv("ROWAN_UPDATE_GOLDEN");
    return set != nullptr && std::string_view(set) == "1";
}

}  // namespace

void expect_golden(std::string_view name, std::string_view actual) {
    const std::filesystem::path file = golden_file(name);
    const std::string text = std::string(actual) + "\n";
    if (updating()) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return;
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        ADD_FAILURE() << "no golden file " << file.string() << "; ROWAN_UPDATE_GOLDEN=1 writes it. It would be:\n"
                      << text;
        return;
    }
    const std::string expected(std::istreambuf_iterator<char>(stream), {});
    EXPECT_EQ(text, expected) << "differs from " << file.string() << "; ROWAN_UPDATE_GOLDEN=1 rewrites it";
}

void expect_golden(std::string_view name, const std::vector<std::string>& statements) {
    std::string text;
    for (const std::string& statement : statements)
        text += (text.empty() ? "" : "\n\n") + statement + ";";
    expect_golden(name, text);
}

}  // namespace rowan::test
