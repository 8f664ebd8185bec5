// The Chinook database: eleven tables mapped, ten questions answered, and the whole of it copied, object by object,
// into a new file, which is then compared with the old one.
//
//     ROWAN_TEST_DATA=…/data build/release/examples/bin/chinook
//
// Ends with 77, "skipped" to ctest, if the folder that ROWAN_TEST_DATA names (else ../data, ../shared/data or their
// like above) has no chinook/Chinook_Sqlite.sqlite.
#include "copy.hpp"
#include "questions.hpp"

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>

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
    search_by_name(session, "Aria");
}

int run() {
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
    }

    const std::filesystem::path copy_file = "chinook_copy.db";
    for (const char* end : {"", "-wal", "-shm"})
        std::filesystem::remove(copy_file.string() + end);
    rowan::Engine copy = rowan::create_engine("sqlite:///" + copy_file.string());
    metadata.create_all(copy);
    chinook::copy_all(original, copy);
    return chinook::compare_all(original, copy, metadata) ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main() {
    try {
        return run();
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
