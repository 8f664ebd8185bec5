// Classes that refer to each other, where not every foreign key of the circle may be NULL, and long chains.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

struct Song;

struct Band {
    int id{};
    std::string name{};
    std::optional<int> hit_id{};
    one<Song> hit{};
    many<Song> songs{};

    static constexpr auto mapping() {
        return table<Band>(
            "bands", column<&Band::id>(primary_key), column<&Band::hit_id>(foreign_key("songs.id")),
            relationship<&Band::hit>(joined_by("hit_id")),
            relationship<&Band::songs>(joined_by("band_id"), inverse("band"), cascade_all_delete_orphan));
    }
};

struct Song {
    int id{};
    std::string name{};
    int band_id{};
    one<Band> band{};

    static constexpr auto mapping() {
        return table<Song>("songs", column<&Song::id>(primary_key), column<&Song::band_id>(foreign_key("bands.id")),
                           relationship<&Song::band>(joined_by("band_id")));
    }
};

struct Link {
    int id{};
    std::optional<int> next_id{};
    one<Link> next{};

    static constexpr auto mapping() {
        return table<Link>("links", column<&Link::id>(primary_key),
                           column<&Link::next_id>(foreign_key("links.id"), indexed));
    }
};

class FlushCycles : public DatabaseTest {
protected:
    FlushCycles() { metadata<Band, Song, Link>().create_all(engine); }

    Band& band_with_hit() {
        Band& band = session.add(Band{.name = "The Rowans", .songs = {Song{.name = "Ash"}, Song{.name = "Elm"}}});
        band.hit = band.songs[1];
        return band;
    }
    std::int64_t rows() { return number("SELECT (SELECT count(*) FROM bands) + (SELECT count(*) FROM songs)"); }
};

TEST_F(FlushCycles, R4_2_the_foreign_key_that_may_be_null_waits_whichever_object_was_added_first) {
    Band& band = band_with_hit();
    session.commit();
    EXPECT_EQ(band.hit_id, band.songs[1].id);
    EXPECT_EQ(words("SELECT s.name FROM bands b JOIN songs s ON s.id = b.hit_id AND s.band_id = b.id"), "'Elm'");

    Song& first = session.add(Song{.name = "Oak"});
    Band& other = session.add(Band{.name = "Others", .hit = first});
    first.band = other;
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM bands b JOIN songs s ON s.id = b.hit_id AND s.band_id = b.id"), 2);
}

TEST_F(FlushCycles, R4_2_many_circles_are_written_in_batches) {
    for (int i = 0; i < 50; ++i)
        band_with_hit();
    const StatementLog log(engine);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM bands b JOIN songs s ON s.id = b.hit_id AND s.band_id = b.id"), 50);
    EXPECT_LE(log.count("INSERT"), 6U) << log.to_string();  // 100 rows, of 64 and fewer a statement
    EXPECT_EQ(log.count("UPDATE"), 1U) << log.to_string();
}

TEST_F(FlushCycles, R4_2_rows_in_a_circle_are_removed) {
    Band& band = band_with_hit();
    session.commit();
    session.remove(band);
    session.commit();
    EXPECT_EQ(rows(), 0);
}

TEST_F(FlushCycles, R6_6_a_parent_that_refers_to_a_child_which_is_not_loaded_is_removed) {
    band_with_hit();
    session.commit();
    session.clear();
    session.remove(*session.get<Band>(1));
    session.commit();
    EXPECT_EQ(rows(), 0);
}

TEST_F(FlushCycles, R4_2_a_chain_may_be_long) {
    constexpr int length = 20'000;
    Link* last = nullptr;
    for (int i = 0; i < length; ++i) {
        Link& link = session.add(Link{});
        if (last)
            last->next = link;
        last = &link;
    }
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM links WHERE next_id = id + 1 OR next_id = id - 1"), length - 1);
    for (Link& link : session.query<Link>().all())
        session.remove(link);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM links"), 0);
}

}  // namespace
}  // namespace rowan::rules
