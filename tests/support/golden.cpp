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

void expect_section(std::string_view page, std::string_view name, std::string_view actual) {
    const std::filesystem::path file = std::filesystem::path(ROWAN_GOLDEN_DIRECTORY) / ".." / ".." / page;
    std::ifstream stream(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const std::string begin = "<!-- " + std::string(name) + " -->\n";
    const std::string end = "<!-- end of " + std::string(name) + " -->";
    const std::size_t from = text.find(begin);
    const std::size_t to = text.find(end);
    if (from == std::string::npos || to == std::string::npos || to < from) {
        ADD_FAILURE() << file.string() << " has no section " << begin;
        return;
    }
    const std::size_t inside = from + begin.size();
    if (updating())
        std::ofstream(file, std::ios::binary) << text.substr(0, inside) << actual << text.substr(to);
    else
        EXPECT_EQ(text.substr(inside, to - inside), actual)
            << "the section differs in " << file.string() << "; ROWAN_UPDATE_GOLDEN=1 rewrites it";
}

}  // namespace rowan::test
