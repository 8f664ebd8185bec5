// The peak memory of a whole process that reads 100 000 rows: into a plain vector, by the loop that one writes by hand,
// and as objects of a session. Each is a process of its own, for which this program starts itself again.
//
//     peak_memory                       all, with their ratios to the vector
//     peak_memory vector <database>     one, in this process
#include "raw_sqlite.hpp"
#include "tables.hpp"
#include <rowan/orm.hpp>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using bench::User;

constexpr int row_count = 100'000;

/// VmHWM, in KiB.
long peak() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stol(line.substr(6));
    throw std::runtime_error("/proc/self/status has no VmHWM");
}

/// In a file, so that the database's own memory is its small cache for all.
void fill(const std::string& file) {
    bench::RawDatabase database(file.c_str());
    database.run(bench::schema);
    database.run("BEGIN");
    bench::fill_users(database, row_count);
    database.run("COMMIT");
}

std::size_t read_into_vector(const std::string& file) {
    const bench::RawDatabase database(file.c_str());
    std::vector<User> users;
    bench::RawStatement select(database, bench::select_users);
    while (select.step())
        bench::read_user(select, users.emplace_back());
    return users.size();
}

template <class Session>
std::size_t read_as_objects(const std::string& file) {
    const rowan::Engine engine = rowan::create_engine("sqlite:///" + file);
    Session session(engine);
    return session.scalars(rowan::select<User>()).size();
}

std::size_t fetch(const std::string& file) {
    const rowan::Engine engine = rowan::create_engine("sqlite:///" + file);
    return engine.connect().fetch<User>(rowan::select<User>()).size();
}

struct Mode {
    std::string_view name;
    std::size_t (*read)(const std::string& file);
};
constexpr Mode modes[] = {
    {"vector", read_into_vector},
    {"fetch", fetch},
    {"session", read_as_objects<rowan::Session>},
    {"read_session", read_as_objects<rowan::ReadSession>},
};

int run(std::string_view name, const std::string& file) {
    for (const Mode& mode : modes) {
        if (mode.name != name)
            continue;
        if (mode.read(file) != row_count)
            return EXIT_FAILURE;
        std::printf("%ld\n", peak());
        return EXIT_SUCCESS;
    }
    std::fprintf(stderr, "there is no mode %s\n", std::string(name).c_str());
    return EXIT_FAILURE;
}

/// What the mode says in a process of its own.
long measure(std::string_view name, const std::string& program, const std::string& file) {
    const std::string command = "'" + program + "' " + std::string(name) + " '" + file + "'";
    FILE* const output = ::popen(command.c_str(), "r");
    long kibibytes = 0;
    const bool read = output && std::fscanf(output, "%ld", &kibibytes) == 1;
    if (!output || ::pclose(output) != EXIT_SUCCESS || !read)
        throw std::runtime_error("failed: " + command);
    return kibibytes;
}

}  // namespace

int main(int count, char** arguments) {
    // `./dev bench` and ctest may give options of Google Benchmark.
    if (count == 3 && arguments[1][0] != '-')
        return run(arguments[1], arguments[2]);
    const std::string program = std::filesystem::read_symlink("/proc/self/exe");
    const std::string file =
        std::filesystem::temp_directory_path() / ("rowan_peak_memory_" + std::to_string(::getpid()) + ".db");
    fill(file);
    long plain = 0;
    for (const Mode& mode : modes) {
        const long kibibytes = measure(mode.name, program, file);
        plain = plain == 0 ? kibibytes : plain;
        std::printf("%-14s %7ld KiB  %.2f\n", std::string(mode.name).c_str(), kibibytes,
                    static_cast<double>(kibibytes) / static_cast<double>(plain));
    }
    std::filesystem::remove(file);
    return EXIT_SUCCESS;
}
