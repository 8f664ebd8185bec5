// What a mapping says is always loaded is loaded also with what a touch loads.
#include "scratch_database.hpp"
#include <rowan/orm.hpp>

#include <gtest/gtest.h>

#include <string>

namespace mapped_loading_test {

using namespace rowan;

struct Album;
struct Track;
struct Artist {
    int id{};
    std::string name{};
    rowan::many<Album> albums{};

    static constexpr auto mapping() { return table<Artist>("artists", column<&Artist::id>(primary_key)); }
};
struct Label {
    int id{};
    std::string name{};

    static constexpr auto mapping() { return table<Label>("labels", column<&Label::id>(primary_key)); }
};
struct Album {
    int id{};
    int artist_id{};
    int label_id{};
    rowan::one<Artist> artist{};
    rowan::one<Label> label{};
    rowan::many<Track> tracks{};

    static constexpr auto mapping() {
        return table<Album>(
            "albums", column<&Album::id>(primary_key), column<&Album::artist_id>(foreign_key("artists.id")),
            column<&Album::label_id>(foreign_key("labels.id")), relationship<&Album::artist>(joined_load),
            relationship<&Album::label>(joined_load), relationship<&Album::tracks>(select_in_load));
    }
};
struct Track {
    int id{};
    int album_id{};
    rowan::one<Album> album{};

    static constexpr auto mapping() {
        return table<Track>("tracks", column<&Track::id>(primary_key),
                            column<&Track::album_id>(foreign_key("albums.id")),
                            relationship<&Track::album>(raise_load));
    }
};

class MappedLoading : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<Artist, Label, Album, Track>().create_all(made);
        Session writer(made);
        Label& label = writer.add(Label{.name = "blue"});
        for (int i = 0; i < 5; ++i)
            writer.add(Artist{.albums = {Album{.label = label, .tracks = {Track{}, Track{}}}, Album{.label = label}}});
        writer.commit();
        return made;
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    Session session = Session(engine);
};

TEST_F(MappedLoading, ATouchBringsWhatTheMappingBrings) {
    const auto artists = session.query<Artist>().order_by(col<&Artist::id>).all();
    auto before = engine.statement_count();
    EXPECT_EQ(artists[0].albums.size(), 2U);
    EXPECT_EQ(engine.statement_count(), before + 3) << "albums of all artists, their labels, their tracks";
    before = engine.statement_count();
    std::size_t tracks = 0;
    for (const Artist& artist : artists)
        for (const Album& album : artist.albums) {
            EXPECT_TRUE(album.label.is_loaded());
            EXPECT_EQ(album.label->name, "blue");
            EXPECT_EQ(&*album.artist, &artist);
            EXPECT_TRUE(album.tracks.is_loaded());
            tracks += album.tracks.size();
        }
    EXPECT_EQ(tracks, 10U);
    EXPECT_EQ(engine.statement_count(), before);
}

TEST_F(MappedLoading, AQueryBringsItAsItDid) {
    const auto before = engine.statement_count();
    const auto albums = session.query<Album>().all();
    EXPECT_EQ(engine.statement_count(), before + 2) << "artists and labels by joins, tracks apart";
    EXPECT_EQ(albums[0].label->name, "blue");
    EXPECT_EQ(albums[0].tracks.size(), 2U);
    EXPECT_EQ(engine.statement_count(), before + 2);
}

}  // namespace mapped_loading_test
