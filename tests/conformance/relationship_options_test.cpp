// What a mapping may say of a relationship: ignore_duplicates (SEMANTICS 6.7), view_only, passive_deletes and what is
// left to the foreign key's ON DELETE (6.6), no_save_update.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

struct Song;
struct Band;

struct Playlist {
    int id{};
    std::string name{};
    many<Song> songs{};
    many<Song> strict_songs{};

    static constexpr auto mapping() {
        return table<Playlist>("playlists", column<&Playlist::id>(primary_key),
                               relationship<&Playlist::songs>(secondary("playlist_song"), ignore_duplicates),
                               relationship<&Playlist::strict_songs>(secondary("strict_song")));
    }
};

struct Song {
    int id{};
    std::string title{};
    std::optional<int> band_id{};
    one<Band> band{};
    many<Playlist> playlists{};
    many<Playlist> strict_playlists{};

    static constexpr auto mapping() {
        return table<Song>("songs", column<&Song::id>(primary_key),
                           column<&Song::band_id>(foreign_key("bands.id", {.on_delete = Action::set_null})),
                           relationship<&Song::band>(inverse("songs")),
                           relationship<&Song::playlists>(secondary("playlist_song")),
                           relationship<&Song::strict_playlists>(secondary("strict_song")));
    }
};

struct Gig {
    int id{};
    std::string place{};
    int band_id{};
    one<Band> band{};

    static constexpr auto mapping() {
        return table<Gig>("gigs", column<&Gig::id>(primary_key),
                          column<&Gig::band_id>(foreign_key("bands.id", {.on_delete = Action::cascade})));
    }
};

/// Refers to its band, and the database does nothing about it.
struct Fan {
    int id{};
    std::optional<int> band_id{};
    one<Band> band{};

    static constexpr auto mapping() {
        return table<Fan>("fans", column<&Fan::id>(primary_key), column<&Fan::band_id>(foreign_key("bands.id")));
    }
};

/// The only one of its band, which the database takes along.
struct Manager {
    int id{};
    std::optional<int> band_id{};
    one<Band> band{};

    static constexpr auto mapping() {
        return table<Manager>(
            "managers", column<&Manager::id>(primary_key),
            column<&Manager::band_id>(unique, foreign_key("bands.id", {.on_delete = Action::cascade})));
    }
};

struct Band {
    int id{};
    std::string name{};
    one<Manager> manager{};
    many<Song> songs{};
    many<Song> by_title{};
    many<Gig> gigs{};
    many<Fan> fans{};

    static constexpr auto mapping() {
        return table<Band>("bands", column<&Band::id>(primary_key),
                           relationship<&Band::by_title>(view_only, ordered_by("title")),
                           relationship<&Band::gigs>(cascade_all_delete_orphan, passive_deletes),
                           relationship<&Band::fans>(passive_deletes, no_save_update));
    }
};

class RelationshipOptions : public DatabaseTest {
protected:
    RelationshipOptions() { metadata.create_all(engine); }

    MetaData metadata = rowan::metadata<Playlist, Song, Band, Gig, Fan, Manager>();
    Table playlist_song{"playlist_song", metadata,
                        Column("playlist_id", Integer{}, ForeignKey("playlists.id"), primary_key),
                        Column("song_id", Integer{}, ForeignKey("songs.id"), primary_key)};
    Table strict_song{"strict_song", metadata,
                      Column("playlist_id", Integer{}, ForeignKey("playlists.id"), primary_key),
                      Column("song_id", Integer{}, ForeignKey("songs.id"), primary_key)};
};

// --- ignore_duplicates

TEST_F(RelationshipOptions, R6_7_ignore_duplicates_takes_a_pair_that_others_inserted_whichever_end_says_it) {
    Playlist& first = session.add(Playlist{.name = "first"});
    Playlist& second = session.add(Playlist{.name = "second"});
    Song& song = session.add(Song{.title = "song"});
    session.commit();
    run("INSERT INTO playlist_song VALUES (1, 1), (2, 1); INSERT INTO strict_song VALUES (1, 1)");
    first.songs.add(song);
    song.playlists.add(second);
    EXPECT_NO_THROW(session.commit());
    EXPECT_EQ(number("SELECT count(*) FROM playlist_song"), 2);
    EXPECT_EQ(first.songs.size(), 1U);
    EXPECT_EQ(song.playlists.size(), 2U);
    first.strict_songs.add(song);
    EXPECT_THROW(session.commit(), IntegrityError) << "where it is not said";
}

TEST_F(RelationshipOptions, R6_7_ignore_duplicates_ignores_nothing_else) {
    Playlist& playlist = session.add(Playlist{.name = "first"});
    Song& song = session.add(Song{.title = "song"});
    session.commit();
    run("DELETE FROM songs");
    playlist.songs.add(song);
    EXPECT_THROW(session.commit(), IntegrityError) << "a song that is gone is no duplicate";
}

// --- view_only

TEST_F(RelationshipOptions, ViewOnlyIsReadAndNeverWritten) {
    Band& band =
        session.add(Band{.name = "band", .songs = {Song{.title = "c"}, Song{.title = "a"}, Song{.title = "b"}}});
    session.commit();
    Session second(engine);
    Band& read = second.get_one<Band>(band.id);
    std::string order;
    for (Song& song : read.by_title) {
        order += song.title;
        EXPECT_EQ(song.band.get(), &read);
    }
    EXPECT_EQ(order, "abc");
    Song& song = read.by_title[0];
    EXPECT_THROW(read.by_title.add(Song{.title = "d"}), ArgumentError);
    EXPECT_THROW(read.by_title.add(song), ArgumentError);
    EXPECT_THROW(read.by_title.remove(song), ArgumentError);
    EXPECT_THROW(read.by_title.clear(), ArgumentError);
    EXPECT_THROW(read.by_title = {}, ArgumentError);
    EXPECT_THROW(second.add(Band{.name = "x", .by_title = {Song{.title = "d"}}}), ArgumentError);
    EXPECT_FALSE(second.has_changes());
    EXPECT_EQ(second.counts().pending, 0U);
    EXPECT_EQ(read.by_title.count(), 3);
}

TEST_F(RelationshipOptions, ViewOnlyFollowsWhatTheOtherRelationshipSavesAtItsNextLoad) {
    Band& band = session.add(Band{.name = "band", .songs = {Song{.title = "b"}}});
    session.commit();
    Band& again = session.get_one<Band>(band.id);
    ASSERT_EQ(again.by_title.size(), 1U);
    session.remove(again.by_title[0]);
    EXPECT_EQ(again.by_title.size(), 0U) << "a removed object is nobody's";
    again.songs.add(Song{.title = "a"});
    session.commit();
    EXPECT_EQ(session.get_one<Band>(band.id).by_title.size(), 1U) << "a new transaction reads it again";
    EXPECT_EQ(session.identity_map<Song>().size(), 1U);
}

TEST_F(RelationshipOptions, ViewOnlyTakesNoPartInARemoval) {
    Band& band = session.add(Band{.name = "band", .songs = {Song{.title = "b"}}});
    session.commit();
    ASSERT_EQ(session.get_one<Band>(band.id).by_title.size(), 1U);
    Song& song = band.by_title[0];
    StatementLog log(engine);
    session.remove(band);
    session.commit();
    EXPECT_EQ(log.count("UPDATE songs"), 1U) << "by songs alone: " << log.to_string();
    EXPECT_EQ(number("SELECT count(*) FROM songs WHERE band_id IS NULL"), 1);
    EXPECT_EQ(session.get<Song>(song.id), &song);
    EXPECT_EQ(song.band_id, std::nullopt);
}

// --- passive_deletes, ON DELETE

TEST_F(RelationshipOptions, R6_6_passive_deletes_leaves_what_is_not_loaded_to_the_database) {
    session.add(Band{.name = "band", .gigs = {Gig{.place = "a"}, Gig{.place = "b"}}});
    session.commit();
    Session second(engine);
    second.remove(second.get_one<Band>(1));
    const StatementLog log(engine);
    second.commit();
    EXPECT_EQ(log.count(), 1U) << log.to_string();
    EXPECT_EQ(number("SELECT count(*) FROM gigs"), 0);
}

TEST_F(RelationshipOptions, R6_6_passive_deletes_does_what_is_loaded_itself) {
    session.add(Band{.name = "band", .gigs = {Gig{.place = "a"}, Gig{.place = "b"}}});
    session.commit();
    Session second(engine);
    Band& band = second.get_one<Band>(1);
    Gig& gig = band.gigs[0];
    second.remove(band);
    EXPECT_EQ(second.state(gig), ObjectState::removed);
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM gigs"), 0);
    EXPECT_EQ(second.identity_map<Gig>().size(), 0U);
}

TEST_F(RelationshipOptions, R6_6_passive_deletes_over_a_key_without_an_action_is_the_databases_to_refuse) {
    session.add(Band{.name = "band", .fans = {Fan{}}});
    session.commit();
    Session second(engine);
    Band& band = second.get_one<Band>(1);
    second.remove(band);
    EXPECT_THROW(second.commit(), IntegrityError);
    second.rollback();
    EXPECT_EQ(second.state(band), ObjectState::persistent);
    EXPECT_EQ(band.fans.size(), 1U);
}

TEST_F(RelationshipOptions, R6_6_objects_that_the_databases_action_reaches_follow_it_at_the_flush) {
    session.add(Band{.name = "band", .songs = {Song{.title = "a"}}, .gigs = {Gig{.place = "a"}}});
    session.add(Song{.title = "of nobody"});
    session.commit();
    Session second(engine);
    Song& song = second.get_one<Song>(1);
    Song& other = second.get_one<Song>(2);
    Gig& gig = second.get_one<Gig>(1);
    second.remove(second.get_one<Band>(1));
    second.flush();
    const StatementLog log(engine);
    EXPECT_EQ(second.get<Gig>(1), nullptr) << "ON DELETE CASCADE";
    EXPECT_EQ(second.state(gig), ObjectState::deleted);
    EXPECT_EQ(second.get<Song>(1), &song);
    EXPECT_EQ(song.band_id, std::nullopt) << "ON DELETE SET NULL";
    EXPECT_EQ(log.count(), 1U) << "they followed at the flush";
    EXPECT_EQ(second.get<Song>(2), &other);
    EXPECT_EQ(log.count(), 1U) << "what it did not reach is as it was read";
    second.rollback();
    EXPECT_EQ(second.get<Gig>(1), &gig);
    EXPECT_EQ(song.band_id, 1);
    EXPECT_EQ(song.band->name, "band");
}

TEST_F(RelationshipOptions, R6_6_the_partner_of_one_to_one_follows_the_keys_on_delete_as_children_do) {
    Band& band = session.add(Band{.name = "band", .manager = Manager{}});
    session.add(Band{.name = "other", .manager = Manager{}});
    session.commit();
    Manager& manager = *band.manager.get();
    session.remove(band);
    EXPECT_EQ(session.state(manager), ObjectState::removed);
    session.restore(band);
    EXPECT_EQ(session.state(manager), ObjectState::persistent);
    EXPECT_EQ(band.manager.get(), &manager);
    EXPECT_EQ(manager.band_id, band.id);
    session.remove(band);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM managers"), 1);

    Session second(engine);
    second.remove(second.get_one<Band>(2));
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM managers"), 0) << "not loaded: the database's";
}

// --- no_save_update

TEST_F(RelationshipOptions, RestoreBringsBackWhatAnObjectHoldsUnlessNoSaveUpdateSaysOtherwise) {
    Band& band = session.add(Band{.name = "band", .songs = {Song{.title = "a"}}, .fans = {Fan{}}});
    Song& song = band.songs[0];
    Fan& fan = band.fans[0];
    session.flush();
    session.rollback();
    session.restore(band);
    EXPECT_EQ(session.state(song), ObjectState::pending);
    EXPECT_EQ(session.state(fan), ObjectState::transient);
    session.commit();
    EXPECT_EQ(number("SELECT (SELECT count(*) FROM songs) * 10 + (SELECT count(*) FROM fans)"), 10);
}

}  // namespace
}  // namespace rowan::rules
