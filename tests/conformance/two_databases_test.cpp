// One struct in two databases, of which only one has what leads to it.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

struct Member {
    int id{};
    std::string name{};
    static constexpr auto mapping() { return table<Member>("members", column<&Member::id>(primary_key)); }
};
struct Club {
    int id{};
    many<Member> members{};
    static constexpr auto mapping() {
        return table<Club>("clubs", column<&Club::id>(primary_key),
                           relationship<&Club::members>(secondary("club_members")));
    }
};

TEST(TwoDatabases, TheOnesPairsAreNoMatterOfTheOthers) {
    MetaData all = rowan::metadata<Member, Club>();
    Table("club_members", all, Column("club_id", Integer{}, ForeignKey("clubs.id"), primary_key),
          Column("member_id", Integer{}, ForeignKey("members.id"), primary_key));
    const ScratchDatabase one;
    Engine with_clubs = one.engine();
    all.create_all(with_clubs);
    const ScratchDatabase another;
    Engine without = another.engine();
    rowan::metadata<Member>().create_all(without);

    {
        Session session(without);
        Member& ed = session.add(Member{.name = "ed"});
        session.commit();
        session.remove(ed);
        session.commit();
        EXPECT_EQ(session.query<Member>().count(), 0);
    }
    Session session(with_clubs);
    Club& club = session.add(Club{});
    Member& ed = club.members.add(Member{.name = "ed"});
    session.commit();
    session.expire(club);
    session.remove(ed);
    session.commit();
    EXPECT_EQ(session.connection().exec_driver_sql("SELECT count(*) FROM club_members").scalar().as<int>(), 0);
}

}  // namespace
}  // namespace rowan::rules
