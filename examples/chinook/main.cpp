// The Chinook database: eleven tables mapped, ten questions answered, and the whole of it copied, object by object,
// into a new database, which is then compared with the old one, and answers the same.
//
//     ROWAN_TEST_DATA=…/data build/release/examples/bin/chinook [<URL of an empty database>]
//
// Ends with 77, "skipped" to ctest, if the folder that ROWAN_TEST_DATA names (else ../data, ../shared/data or their
// like above) has no chinook/Chinook_Sqlite.sqlite.
#include "copy.hpp"
#include "questions.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr int skipped = 77;

std::filesystem::path find_database() {
    std::filesystem::path file = "chinook/Chinook_Sqlite.sqlite";
    if (const char* data = std::getenv("ROWAN_TEST_DATA"))
        return data / file;
    for (std::filesystem::path above = std::filesystem::current_path();; above = above.parent_path()) {
        for (const char* folder : {"data", "shared/data"})
            if (std::filesystem::exists(above / folder / file))
                return above / folder / file;
        if (above == above.parent_path())
            return file;
    }
}

void answer_questions(rowan::Session& session) {
    using namespace chinook;
    best_selling_artist_of_each_country(session);
    longest_chain_of_managers(session);
    playlists_and_their_length(session);
    revenue_of_genres_by_year(session);
    customers_of_every_kind_of_rock(session);
    tracks_never_sold(session);
    average_invoice_of_support_reps(session);
    longest_albums(session);
    best_customers(session);
}

/// The lines that they print, in an order of their own: databases sort names by their own alphabets.
std::vector<std::string> answers_of(const rowan::Engine& engine) {
    std::stringstream printed;
    std::streambuf* const screen = std::cout.rdbuf(printed.rdbuf());
    try {
        rowan::Session session(engine);
        answer_questions(session);
    } catch (...) {
        std::cout.rdbuf(screen);
        throw;
    }
    std::cout.rdbuf(screen);
    std::vector<std::string> lines;
    for (std::string line; std::getline(printed, line);)
        lines.push_back(line);
    std::ranges::sort(lines);
    return lines;
}

/// The URL of a file that is not there yet.
std::string new_file() {
    const std::filesystem::path file = "chinook_copy.db";
    for (const char* end : {"", "-wal", "-shm"})
        std::filesystem::remove(file.string() + end);
    return "sqlite:///" + file.string();
}

int run(const char* url) {
    std::filesystem::path file = find_database();
    if (!std::filesystem::exists(file)) {
        std::cout << "skipped: there is no " << file.string() << '\n';
        return skipped;
    }
    const rowan::MetaData metadata = chinook::tables();
    const rowan::Engine original =
        rowan::create_engine("sqlite:///" + std::filesystem::absolute(file).string() + "?mode=ro");
    {
        rowan::Session session(original);
        answer_questions(session);
        chinook::search_by_name(session, "Aria");
    }

    rowan::Engine copy = rowan::create_engine(url != nullptr ? url : new_file());
    metadata.create_all(copy);
    chinook::copy_all(original, copy);
    const bool is_equal = chinook::compare_all(original, copy, metadata);
    const bool answers_equally = answers_of(copy) == answers_of(original);
    std::cout << "The copy answers " << (answers_equally ? "as the original does\n" : "otherwise\n");
    return is_equal && answers_equally ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc > 1 ? argv[1] : nullptr);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
