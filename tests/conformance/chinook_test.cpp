// The Chinook database, read whole through the mapping of examples/chinook.
#include "../../examples/chinook/model.hpp"
#include "data_directory.hpp"
#include "scratch_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace chinook_test {

using namespace chinook;
using rowan::col, rowan::select;
using rowan::selectinload, rowan::joinedload;
using testing::ElementsAre;

class Chinook : public testing::Test {
protected:
    void SetUp() override {
        const auto data = rowan::test::data_directory();
        if (!data || !std::filesystem::exists(*data / "chinook/Chinook_Sqlite.sqlite"))
            GTEST_SKIP() << rowan::test::no_data;
        file_ = "sqlite:///" + (*data / "chinook/Chinook_Sqlite.sqlite").string() + "?mode=ro";
        engine_.emplace(rowan::create_engine(file_));
        if (!rowan::test::is_tested_on("sqlite"))
            move_to_the_server();
        session_.emplace(*engine_);
        before_ = engine_->statement_count();
    }

    void move_to_the_server() {
        const rowan::Engine file = *std::exchange(engine_, database_.emplace().engine());
        tables_.create_all(*engine_);
        rowan::Connection from = file.connect();
        engine_->begin([&](rowan::Connection& to) {
            copy<Artist, Genre, MediaType, Album, Track, Playlist, PlaylistTrack, Employee, Customer, Invoice,
                 InvoiceLine>(from, to);
        });
    }
    template <class... T>
    static void copy(rowan::Connection& from, rowan::Connection& to) {
        (to.execute(rowan::insert<T>(), from.fetch<T>(select<T>())), ...);
    }

    std::uint64_t statements() const { return engine_->statement_count() - before_; }

    template <class T>
    std::size_t rows() {
        return session_->scalars(select<T>()).size();
    }

    template <class... T>
    void copy_objects(rowan::Session& to) {
        const auto copy_all = [&]<class One>(std::type_identity<One>) {
            for (const One& each : session_->scalars(select<One>()))
                to.add(rowan::copy(each));
        };
        (copy_all(std::type_identity<T>()), ...);
        to.commit();
    }
    /// How many rows of the one are not those of the other, column by column; -1 if one has more of them.
    template <class T, class... Key>
    static int different_rows(rowan::Connection& one, rowan::Connection& other, Key T::*... key) {
        const auto key_of = [=](const T& row) { return std::make_tuple(row.*key...); };
        std::vector<T> left = one.fetch<T>(select<T>());
        std::vector<T> right = other.fetch<T>(select<T>());
        std::ranges::sort(left, {}, key_of);
        std::ranges::sort(right, {}, key_of);
        if (left.size() != right.size())
            return -1;
        int different = 0;
        for (std::size_t i = 0; i < left.size(); ++i)
            different += rowan::same_columns(left[i], right[i]) ? 0 : 1;
        return different;
    }

    std::string file_;
    rowan::MetaData tables_ = tables();
    std::optional<rowan::test::ScratchDatabase> database_;
    std::optional<rowan::Engine> engine_;
    std::optional<rowan::Session> session_;
    std::uint64_t before_ = 0;
};

TEST_F(Chinook, TheMappingSaysWhatTheFileHas) {
    rowan::MetaData found;
    found.reflect(*engine_);
    ASSERT_EQ(found.tables().size(), 11U);
    for (const rowan::Table& there : found.tables()) {
        SCOPED_TRACE(there.name());
        const rowan::Table said = tables_.table(there.name());
        ASSERT_EQ(said.columns().size(), there.columns().size());
        for (const rowan::ColumnData& column : there.columns()) {
            SCOPED_TRACE(column.name);
            const auto same = std::ranges::find(said.columns(), column.name, &rowan::ColumnData::name);
            ASSERT_NE(same, said.columns().end());
            EXPECT_EQ(same->nullable, column.nullable);
            EXPECT_EQ(same->primary_key, column.primary_key);
        }
        const auto keys_of = [](const rowan::Table& table) {
            std::vector<std::string> keys;
            for (const rowan::ForeignKey& key : table.foreign_keys())
                keys.push_back(key.columns.at(0) + " -> " + key.referred_table + "." + key.referred_columns.at(0));
            return keys;
        };
        EXPECT_THAT(keys_of(said), testing::UnorderedElementsAreArray(keys_of(there)));
    }
}

TEST_F(Chinook, EveryRowOfEveryTableIsReadAndNothingOfItIsFoundChanged) {
    EXPECT_EQ(rows<Artist>(), 275U);
    EXPECT_EQ(rows<Album>(), 347U);
    EXPECT_EQ(rows<Genre>(), 25U);
    EXPECT_EQ(rows<MediaType>(), 5U);
    EXPECT_EQ(rows<Track>(), 3503U);
    EXPECT_EQ(rows<Playlist>(), 18U);
    EXPECT_EQ(rows<PlaylistTrack>(), 8715U);
    EXPECT_EQ(rows<Employee>(), 8U);
    EXPECT_EQ(rows<Customer>(), 59U);
    EXPECT_EQ(rows<Invoice>(), 412U);
    EXPECT_EQ(rows<InvoiceLine>(), 2240U);
    EXPECT_EQ(session_->counts().persistent, 15607U);
    EXPECT_FALSE(session_->has_changes());
    EXPECT_EQ(statements(), 11U);
    session_->flush();
    EXPECT_EQ(statements(), 11U);
}

TEST_F(Chinook, ComesBackObjectByObjectAsItWas) {
    rowan::Engine back = rowan::create_engine("sqlite://");
    tables_.create_all(back);
    rowan::Session writer(back);
    copy_objects<Artist, Genre, MediaType, Album, Track, Playlist, PlaylistTrack, Employee, Customer, Invoice,
                 InvoiceLine>(writer);
    writer.close();
    rowan::Connection was = rowan::create_engine(file_).connect();
    rowan::Connection is = back.connect();
    EXPECT_EQ(different_rows(was, is, &Artist::artist_id), 0);
    EXPECT_EQ(different_rows(was, is, &Genre::genre_id), 0);
    EXPECT_EQ(different_rows(was, is, &MediaType::media_type_id), 0);
    EXPECT_EQ(different_rows(was, is, &Album::album_id), 0);
    EXPECT_EQ(different_rows(was, is, &Track::track_id), 0);
    EXPECT_EQ(different_rows(was, is, &Playlist::playlist_id), 0);
    EXPECT_EQ(different_rows(was, is, &PlaylistTrack::playlist_id, &PlaylistTrack::track_id), 0);
    EXPECT_EQ(different_rows(was, is, &Employee::employee_id), 0);
    EXPECT_EQ(different_rows(was, is, &Customer::customer_id), 0);
    EXPECT_EQ(different_rows(was, is, &Invoice::invoice_id), 0);
    EXPECT_EQ(different_rows(was, is, &InvoiceLine::invoice_line_id), 0);
}

TEST_F(Chinook, PricesAreExactAndTimesAreTimes) {
    using namespace std::chrono;
    Decimal total = 0;
    for (const Invoice& invoice : session_->scalars(select<Invoice>())) {
        Decimal lines = 0;
        for (const InvoiceLine& line : invoice.lines)
            lines += line.unit_price * line.quantity;
        EXPECT_EQ(lines, invoice.total) << invoice.invoice_id;
        total += invoice.total;
    }
    EXPECT_EQ(total, Decimal("2328.60"));
    EXPECT_EQ(statements(), 2U);
    EXPECT_EQ(session_->get_one<Invoice>(412).invoice_date, sys_days(2025y / 12 / 22));
    EXPECT_EQ(session_->get_one<Employee>(1).birth_date, sys_days(1962y / 2 / 18));
}

TEST_F(Chinook, WalkingFromAllArtistsToAllTracksIsThreeQueries) {
    std::size_t albums = 0, tracks = 0;
    for (Artist& artist : session_->scalars(select<Artist>())) {
        for (Album& album : artist.albums) {
            ++albums;
            EXPECT_EQ(album.artist.get(), &artist);
            tracks += album.tracks.size();
        }
    }
    EXPECT_EQ(albums, 347U);
    EXPECT_EQ(tracks, 3503U);
    EXPECT_EQ(statements(), 3U);
}

TEST_F(Chinook, WalkingFromAllTracksUpwardsAsksForEachParentOnce) {
    std::size_t named = 0;
    for (Track& track : session_->scalars(select<Track>().order_by(col<&Track::track_id>)))
        named += track.album->artist->name && track.genre->name && track.media_type->name ? 1U : 0U;
    EXPECT_EQ(named, 3503U);
    // SEMANTICS 9.3: for 1 000 peers, the next 2 000, the rest, so three at most for each of four relationships.
    EXPECT_LE(statements(), 1U + 4U * 3U);
    EXPECT_EQ(session_->identity_map<Album>().size(), 347U);
    const std::uint64_t walked = statements();
    for (Track& track : session_->identity_map<Track>())
        named -= track.album->artist->name ? 1U : 0U;
    EXPECT_EQ(named, 0U);
    EXPECT_EQ(statements(), walked);
}

TEST_F(Chinook, TheTracksOfAllPlaylistsAreTwoQueries) {
    std::size_t pairs = 0;
    for (Playlist& playlist : session_->scalars(select<Playlist>()))
        pairs += playlist.tracks.size();
    EXPECT_EQ(pairs, 8715U);
    EXPECT_EQ(statements(), 2U);

    std::size_t back = 0;
    for (Track& track : session_->scalars(select<Track>()))
        back += track.playlists.size();
    EXPECT_EQ(back, 8715U);
    // For the first 1 000 of the 3 503 tracks, the next 2 000, the rest.
    EXPECT_EQ(statements(), 2U + 1U + 3U);
}

TEST_F(Chinook, EmployeesKnowTheirManagersAndReports) {
    std::vector<std::string> managers;
    const auto employees = session_->scalars(select<Employee>().order_by(col<&Employee::employee_id>));
    for (Employee& employee : employees)
        managers.push_back(employee.manager ? employee.manager->last_name : "-");
    EXPECT_THAT(managers, ElementsAre("-", "Adams", "Edwards", "Edwards", "Edwards", "Adams", "Mitchell", "Mitchell"));
    EXPECT_EQ(statements(), 1U) << "they are all in the session already";

    std::vector<std::string> reports;
    for (Employee& employee : employees[1].reports)
        reports.push_back(employee.last_name);
    EXPECT_THAT(reports, ElementsAre("Peacock", "Park", "Johnson"));
    EXPECT_EQ(employees[5].reports.size(), 2U);
    EXPECT_EQ(employees[7].reports.size(), 0U);
    EXPECT_EQ(statements(), 2U);
}

TEST_F(Chinook, OptionsLoadAWholeTreeAtOnce) {
    const auto customers =
        session_->scalars(select<Customer>()
                              .order_by(col<&Customer::customer_id>)
                              .options(selectinload<&Customer::invoices, &Invoice::lines, &InvoiceLine::track>(),
                                       joinedload<&Customer::support_rep>()));
    const std::uint64_t loaded = statements();
    EXPECT_LE(loaded, 1U + 1U + 1U + 2U) << "1 984 tracks are asked for by 1 024 keys";
    std::size_t sold = 0;
    for (Customer& customer : customers) {
        EXPECT_TRUE(customer.support_rep);
        for (Invoice& invoice : customer.invoices)
            for (InvoiceLine& line : invoice.lines)
                sold += line.track->track_id == line.track_id ? 1U : 0U;
    }
    EXPECT_EQ(sold, 2240U);
    EXPECT_EQ(statements(), loaded);
}

}  // namespace chinook_test
