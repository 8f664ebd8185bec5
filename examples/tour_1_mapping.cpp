// The tour, part 1: plain structs, mapped.
#include "linkedout.hpp"
#include <rowan/orm.hpp>

#include <iostream>

namespace elsewhere {

// A struct that can't be touched …
struct Country {
    std::string code{};
    std::string name{};
};

}  // namespace elsewhere

// … is mapped from outside.
template <>
inline constexpr auto rowan::mapping_of<elsewhere::Country> = rowan::table<elsewhere::Country>(
    "countries", rowan::column<&elsewhere::Country::code>(rowan::primary_key, rowan::String{2}));

// A class that is no plain aggregate lists its columns.
class Account {
public:
    Account() = default;
    explicit Account(std::string owner) : owner_(std::move(owner)) {}
    const std::string& owner() const { return owner_; }
    void pay_in(int cents) { cents_ += cents; }
    int cents() const { return cents_; }

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Account>("accounts", column<&Account::id_>("id", primary_key), column<&Account::owner_>("owner"),
                              column<&Account::cents_>("cents", check("cents >= 0")));
    }

private:
    int id_ = 0;
    std::string owner_;
    int cents_ = 0;
};

struct Address {
    std::string street{};
    std::string zip{};
};

enum class Kind { shop, museum, station };

// An embedded struct, an enum, a member that the table does not have, and a rule for the names of columns.
struct Building {
    int building_id{};
    Kind kind{};
    Address address{};
    int visitors_today{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Building>("Building", columns_named(pascal_case), column<&Building::building_id>(primary_key),
                               composite<&Building::address>("Address"), unmapped<&Building::visitors_today>);
    }
};

int main(int argc, char** argv) {
    auto metadata = rowan::metadata<City, User, Post, elsewhere::Country, Account, Building>();
    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite://");
    metadata.create_all(engine);

    for (const rowan::Table& table : metadata.unsorted_tables()) {
        std::cout << table.name() << ':';
        for (const rowan::ColumnData& column : table.columns())
            std::cout << ' ' << column.name;
        std::cout << '\n';
    }

    rowan::Session session(engine);
    Account& account = session.add(Account("ed"));
    account.pay_in(500);
    session.add(elsewhere::Country{.code = "NO", .name = "Norway"});
    session.add(Building{.kind = Kind::museum, .address = {.street = "Main Street", .zip = "0150"}});
    session.commit();

    session.close();
    rowan::Session later(engine);
    std::cout << later.get<Account>(1)->owner() << " has " << later.get<Account>(1)->cents() << '\n';
    std::cout << later.get<elsewhere::Country>("NO")->name << '\n';
    const Building& building = *later.get<Building>(1);
    std::cout << building.address.street << ' ' << building.address.zip
              << (building.kind == Kind::museum ? " museum" : "") << '\n';

    auto people = rowan::list(User{.name = "ed"}, User{.name = "wendy"});  // users move, they do not copy
    std::cout << people.size() << ' ' << rowan::copy(people[0]).name << '\n';
}
