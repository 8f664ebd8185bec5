// Children whose parent's struct knows nothing of them (SEMANTICS 6.6): what the foreign key's ON DELETE does to their
// rows happens to the objects as well.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

struct Shop {
    int id{};
    std::string name{};

    static constexpr auto mapping() { return table<Shop>("shops", column<&Shop::id>(primary_key)); }
};

struct Till {
    int id{};
    std::optional<int> shop_id{};
    int revision{};
    one<Shop> shop{};

    static constexpr auto mapping() {
        return table<Till>("tills", column<&Till::id>(primary_key), column<&Till::revision>(version),
                           column<&Till::shop_id>(foreign_key("shops.id", {.on_delete = Action::set_null})));
    }
};

/// Nothing but a column.
struct Shelf {
    int id{};
    int shop_id{};
    std::string place{};

    static constexpr auto mapping() {
        return table<Shelf>("shelves", column<&Shelf::id>(primary_key),
                            column<&Shelf::shop_id>(foreign_key("shops.id", {.on_delete = Action::cascade})));
    }
};

struct Clerk {
    int id{};
    std::optional<int> shop_id{};
    one<Shop> shop{};

    static constexpr auto mapping() {
        return table<Clerk>("clerks", column<&Clerk::id>(primary_key),
                            column<&Clerk::shop_id>(foreign_key("shops.id")));
    }
};

class LoneReferences : public DatabaseTest {
protected:
    LoneReferences() { rowan::metadata<Shop, Till, Shelf, Clerk>().create_all(engine); }

    Shop& add_shop() {
        Shop& shop = session.add(Shop{.name = "corner"});
        session.commit();
        return shop;
    }
};

TEST_F(LoneReferences, R6_6_a_child_loses_a_removed_parent_that_does_not_know_it) {
    Shop& shop = add_shop();
    Till& till = session.add(Till{.shop = shop});
    session.commit();
    session.remove(shop);
    session.flush();
    EXPECT_EQ(till.shop_id, std::nullopt);
    EXPECT_EQ(till.shop.get(), nullptr);
    session.commit();
    EXPECT_TRUE(session.dirty<Till>().empty());
    EXPECT_EQ(number("SELECT count(*) FROM tills WHERE shop_id IS NULL"), 1);
}

TEST_F(LoneReferences, R6_6_a_child_over_a_mere_column_goes_with_its_parent) {
    Shop& shop = add_shop();
    Shelf& shelf = session.add(Shelf{.shop_id = shop.id, .place = "left"});
    session.commit();
    session.remove(shop);
    session.flush();
    EXPECT_EQ(session.state(shelf), ObjectState::deleted);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM shelves"), 0);
}

TEST_F(LoneReferences, R6_6_a_rollback_gives_the_children_back) {
    Shop& shop = add_shop();
    Till& till = session.add(Till{.shop = shop});
    Shelf& shelf = session.add(Shelf{.shop_id = shop.id, .place = "left"});
    session.commit();
    const int key = shop.id;
    session.remove(shop);
    session.flush();
    session.rollback();
    EXPECT_EQ(till.shop_id, key);
    EXPECT_EQ(till.shop.get(), &shop);
    EXPECT_EQ(session.state(shelf), ObjectState::persistent);
    shelf.place = "right";
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM shelves WHERE place = 'right'"), 1);
}

TEST_F(LoneReferences, R6_6_a_child_that_was_given_away_stays_with_whom_it_has_now) {
    Shop& shop = add_shop();
    Shop& other = session.add(Shop{.name = "mall"});
    Till& till = session.add(Till{.shop = shop});
    Shelf& shelf = session.add(Shelf{.shop_id = shop.id, .place = "left"});
    session.commit();
    till.shop = other;
    shelf.shop_id = other.id;
    session.remove(shop);
    session.commit();
    EXPECT_EQ(till.shop_id, other.id);
    EXPECT_EQ(number("SELECT count(*) FROM tills WHERE shop_id IS NULL"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM shelves"), 1);
}

TEST_F(LoneReferences, R6_6_a_successor_of_the_same_key_does_not_take_the_children) {
    Shop& shop = add_shop();
    Till& till = session.add(Till{.shop = shop});
    Shelf& shelf = session.add(Shelf{.shop_id = shop.id, .place = "left"});
    session.commit();
    const int key = shop.id;
    session.remove(shop);
    session.add(Shop{.id = key, .name = "new"});
    session.flush();
    EXPECT_EQ(till.shop_id, std::nullopt);
    EXPECT_EQ(session.state(shelf), ObjectState::deleted);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM tills WHERE shop_id IS NULL"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM shelves"), 0);
}

TEST_F(LoneReferences, R6_6_a_successor_of_the_same_key_takes_the_children_that_it_was_given) {
    Shop& shop = add_shop();
    Till& till = session.add(Till{.shop = shop});
    Till& given = session.add(Till{.shop = shop});
    session.commit();
    const int key = shop.id;
    session.remove(shop);
    given.shop = session.add(Shop{.id = key, .name = "new"});
    session.commit();
    EXPECT_EQ(till.shop_id, std::nullopt);
    EXPECT_EQ(given.shop_id, key);
    EXPECT_EQ(number("SELECT count(*) FROM tills WHERE shop_id IS NULL"), 1);
    EXPECT_EQ(number("SELECT id FROM tills WHERE shop_id IS NOT NULL"), given.id);
    EXPECT_EQ(number("SELECT revision FROM tills WHERE shop_id IS NOT NULL"), given.revision);
    given.shop = nullptr;
    EXPECT_NO_THROW(session.commit()) << "the version is that of the row";
}

TEST_F(LoneReferences, R6_6_what_the_foreign_key_says_nothing_about_is_the_databases_to_refuse) {
    Shop& shop = add_shop();
    Clerk& clerk = session.add(Clerk{.shop = shop});
    session.commit();
    session.remove(shop);
    EXPECT_THROW(session.commit(), IntegrityError);
    session.rollback();
    EXPECT_EQ(clerk.shop_id, shop.id);
}

TEST_F(LoneReferences, R6_6_a_child_that_is_not_in_memory_is_left_to_the_database) {
    Shop& shop = add_shop();
    run("INSERT INTO tills (id, shop_id, revision) VALUES (1, " + std::to_string(shop.id) + ", 1)");
    const StatementLog log(engine);
    session.remove(shop);
    session.commit();
    EXPECT_EQ(log.count("UPDATE"), 0U) << log.to_string();
    EXPECT_EQ(number("SELECT count(*) FROM tills WHERE shop_id IS NULL"), 1);
}

}  // namespace
}  // namespace rowan::rules
