// Parents whose keys are texts or UUIDs: a foreign key member that was given nothing says nothing, in a literal as
// well.
#include "rules_support.hpp"
#include <rowan/types/uuid.hpp>

namespace rowan::rules {
namespace {

struct Land {
    std::string code{};
    std::string name{};

    static constexpr auto mapping() { return table<Land>("lands", column<&Land::code>(primary_key)); }
};

struct Device {
    Uuid id{};
    std::string name{};

    static constexpr auto mapping() { return table<Device>("devices", column<&Device::id>(primary_key)); }
};

struct Town {
    int id{};
    std::string land_code{};
    Uuid device_id{};
    std::optional<std::string> twin_code{};
    one<Land> land{};
    one<Device> device{};
    one<Land> twin{};

    static constexpr auto mapping() {
        return table<Town>(
            "towns", column<&Town::id>(primary_key), column<&Town::land_code>(foreign_key("lands.code")),
            column<&Town::device_id>(foreign_key("devices.id")), column<&Town::twin_code>(foreign_key("lands.code")),
            relationship<&Town::land>(joined_by("land_code")), relationship<&Town::twin>(joined_by("twin_code")));
    }
};

class NaturalParent : public RulesTest {
protected:
    NaturalParent() { rowan::metadata<Land, Device, Town>().create_all(engine); }

    const Uuid number = Uuid::parse("6f0e5c3a-9a3b-4c7d-8d15-2f1b7a3c9e01");
};

TEST_F(NaturalParent, R6_2_IsGivenInALiteral) {
    Land& france = session.add(Land{.code = "fr", .name = "France"});
    Town& town = session.add(Town{
        .land = france, .device = Device{.id = number, .name = "pump"}, .twin = Land{.code = "de", .name = "Germany"}});
    EXPECT_EQ(town.land_code, "fr");
    EXPECT_EQ(town.device_id, number);
    session.commit();
    Session second(engine);
    const Town& found = second.get_one<Town>(town.id);
    EXPECT_EQ(found.land->name, "France");
    EXPECT_EQ(found.device->name, "pump");
    EXPECT_EQ(found.twin->name, "Germany");
}

TEST_F(NaturalParent, R6_2_IsRefusedBesideAnotherKey) {
    Land& france = session.add(Land{.code = "fr", .name = "France"});
    EXPECT_THROW(session.add(Town{.land_code = "de", .land = france}), ArgumentError);
    EXPECT_NO_THROW(session.add(Town{.land_code = "fr", .land = france, .device = Device{.id = number}}));
}

TEST_F(NaturalParent, R6_1_IsChanged) {
    Land& france = session.add(Land{.code = "fr", .name = "France"});
    Land& spain = session.add(Land{.code = "es", .name = "Spain"});
    Town& town = session.add(Town{.land = france, .device = Device{.id = number}});
    session.flush();
    town.land = spain;
    town.twin = france;
    session.flush();
    town.twin = nullptr;
    EXPECT_EQ(town.twin_code, std::nullopt);
    session.commit();
    EXPECT_EQ(session.get_one<Town>(town.id).land_code, "es");
}

}  // namespace
}  // namespace rowan::rules
