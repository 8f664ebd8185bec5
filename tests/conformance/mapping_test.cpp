// Mappings (TOUR 1): what a struct says, and the table that comes of it; mistakes that show when metadata is made.
#include "rules_support.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/types/enum.hpp>

#include <chrono>

namespace rowan::rules {

enum class Color { red, green };
struct Email {
    std::string address{};
};
struct Outside {
    int id{};
    std::string name{};
};

}  // namespace rowan::rules

template <>
struct rowan::type_adapter<rowan::rules::Email> {
    using stored = std::string;
    static stored store(const rules::Email& email) { return email.address; }
    static rules::Email load(const stored& text) { return {text}; }
};
template <>
inline constexpr auto rowan::mapping_of<rowan::rules::Outside> =
    rowan::table<rowan::rules::Outside>("outsiders", rowan::column<&rowan::rules::Outside::id>(rowan::primary_key));

namespace rowan::rules {
namespace {

struct Place {
    std::string street{};
    std::string zip{};
};
struct Everything {
    int artist_id{};
    std::string full_name{};
    std::optional<Color> color{};
    std::chrono::year_month_day born{};
    Email email{};
    Place place{};
    std::vector<int> cache{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Everything>(
            "everything", columns_named(pascal_case), column<&Everything::artist_id>(primary_key),
            column<&Everything::full_name>("label", String{50}), composite<&Everything::place>("Place"),
            column<&Everything::place, &Place::zip>("postcode"), unmapped<&Everything::cache>,
            unique_together<&Everything::full_name, &Everything::born>(), index_on<&Everything::born>("by_birth"));
    }
};
struct Checked {
    int id{};
    std::string label{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Checked>("checked", column<&Checked::id>(primary_key), table_check("length(label) > 0"));
    }
};

struct Parcel {
    int id{};
    Place sent_to{};
    Place sent_from{};
    static constexpr auto mapping() {
        return table<Parcel>("parcels", columns_named(pascal_case), column<&Parcel::id>(primary_key),
                             composite<&Parcel::sent_to>(), composite<&Parcel::sent_from>("from_"));
    }
};

struct Timestamps {
    std::string created{};
};
class Closed : public Timestamps {
public:
    Closed() = default;
    explicit Closed(std::string secret) : secret_(std::move(secret)) {}
    int id() const { return id_; }
    const std::string& secret() const { return secret_; }
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Closed>("closed", column<&Closed::id_>("id", primary_key), column<&Closed::secret_>("secret"),
                             column<&Closed::created, Closed>());
    }

private:
    int id_{};
    std::string secret_{};
};

// Classes whose members are listed, and what they may forget.
struct Coded {  // a raw array
    int id{};
    char code[8]{};
    std::string name{};
    static constexpr auto mapping() {
        return table<Coded>("coded", column<&Coded::id>(primary_key), unmapped<&Coded::code>, column<&Coded::name>());
    }
};
struct CodedHalf {
    int id{};
    std::string name{};
    char code[8]{};
    static constexpr auto mapping() {
        return table<CodedHalf>("coded_half", column<&CodedHalf::id>(primary_key), unmapped<&CodedHalf::code>);
    }
};
struct Stamped : Timestamps {
    int id{};
    std::string name{};
    static constexpr auto mapping() {
        return table<Stamped>("stamped", column<&Stamped::id>(primary_key), column<&Stamped::name>());
    }
};
struct ForgetsTheLast : Timestamps {
    int id{};
    int last{};
    std::int64_t forgotten{};
    static constexpr auto mapping() {
        using T = ForgetsTheLast;
        return table<T>("forgets_the_last", column<&T::id>(primary_key), column<&T::last>(), column<&T::created, T>());
    }
};
class Animal {
public:
    virtual ~Animal() = default;
    std::int64_t weight{};
    std::int8_t letter{};
    int secret() const { return secret_; }

private:
    int secret_ = 7;
};
class Swimmer {
public:
    virtual ~Swimmer() = default;
    std::int8_t depth{};
};
class Duck : public Animal, public Swimmer {  // virtual functions, two bases, padding everywhere
public:
    int id{};
    bool young{};
    double size{};
    static constexpr auto mapping() {
        return table<Duck>("ducks", column<&Duck::id>(primary_key), column<&Duck::young>(), column<&Duck::size>(),
                           column<&Duck::weight, Duck>(), column<&Duck::letter, Duck>(), column<&Duck::depth, Duck>(),
                           rest_unmapped);
    }
};
struct Goose : Swimmer {
    int id{};
    bool young{};
    double size{};
    static constexpr auto mapping() {
        return table<Goose>("geese", column<&Goose::id>(primary_key), column<&Goose::young>(), column<&Goose::size>(),
                            unmapped<&Goose::depth, Goose>);
    }
};
struct AllOfIt {
    int id{};
    static constexpr auto mapping() {
        return table<AllOfIt>("all_of_it", column<&AllOfIt::id>(primary_key), rest_unmapped);
    }
};

class Mapping : public DatabaseTest {};

TEST_F(Mapping, names_types_and_options_become_a_table) {
    const Table& table = detail::mapper_of<Everything>().table();
    std::vector<std::string> names;
    for (const ColumnData& column : table.columns())
        names.push_back(column.name);
    EXPECT_EQ(names,
              (std::vector<std::string>{"ArtistId", "label", "Color", "Born", "Email", "PlaceStreet", "postcode"}));
    EXPECT_EQ(table.columns()[1].type.length, 50);
    EXPECT_FALSE(table.columns()[1].nullable);
    EXPECT_TRUE(table.columns()[2].nullable);
    EXPECT_EQ(table.uniques().size(), 1U);
    EXPECT_EQ(table.indexes().size(), 1U);
}

TEST_F(Mapping, every_kind_of_member_makes_a_round_trip) {
    using namespace std::chrono;
    metadata<Everything>().create_all(engine);
    session.add(Everything{.full_name = "ed",
                           .color = Color::green,
                           .born = 1990y / 5 / 17,
                           .email = {"ed@example.org"},
                           .place = {.street = "High Street", .zip = "123"},
                           .cache = {1, 2}});
    session.commit();
    EXPECT_EQ(words("SELECT \"Color\" || postcode || \"PlaceStreet\" FROM everything"), "'green123High Street'");
    Session second(engine);
    Everything& read = *second.get<Everything>(1);
    EXPECT_EQ(read.color, Color::green);
    EXPECT_EQ(read.born, 1990y / 5 / 17);
    EXPECT_EQ(read.email.address, "ed@example.org");
    EXPECT_EQ(read.place.zip, "123");
    EXPECT_TRUE(read.cache.empty());
    read.place.zip = "456";
    EXPECT_EQ(second.modified_columns(read), std::vector<std::string>{"place.zip"});
    second.commit();
    EXPECT_EQ(words("SELECT postcode FROM everything"), "'456'");
}

TEST_F(Mapping, a_check_of_the_table_is_the_databases) {
    if (!engine.dialect().capabilities().checks) {
        EXPECT_THROW(metadata<Checked>().create_all(engine), UnsupportedError);
        GTEST_SKIP() << "this database has no CHECK";
    }
    metadata<Checked>().create_all(engine);
    session.add(Checked{.label = "ed"});
    session.commit();
    session.add(Checked{});
    EXPECT_THROW(session.flush(), IntegrityError);
}

TEST_F(Mapping, private_members_and_bases_are_listed) {
    metadata<Closed>().create_all(engine);
    Closed value("hidden");
    value.created = "today";
    Closed& closed = session.add(std::move(value));
    session.commit();
    EXPECT_EQ(closed.id(), 1);
    Session second(engine);
    EXPECT_EQ(second.get<Closed>(1)->secret(), "hidden");
    EXPECT_EQ(second.get<Closed>(1)->created, "today");
}

TEST_F(Mapping, a_naming_rule_names_the_columns_of_a_composite) {
    std::vector<std::string> names;
    for (const ColumnData& column : detail::mapper_of<Parcel>().table().columns())
        names.push_back(column.name);
    EXPECT_EQ(names, (std::vector<std::string>{"Id", "SentToStreet", "SentToZip", "from_Street", "from_Zip"}));
}

// SEMANTICS 7.3: SQLite makes keys for an INTEGER PRIMARY KEY, and keeps NULL in one that was declared INT or BIGINT:
// there would be a row without a key, and an object with that of another.
TEST_F(Mapping, a_key_that_the_database_does_not_make_is_asked_for) {
    metadata<Outside>();
    for (const char* declared : {"INT PRIMARY KEY", "BIGINT PRIMARY KEY", "int8 PRIMARY KEY", "TEXT PRIMARY KEY",
                                 "INTEGER PRIMARY KEY DESC"}) {
        if (std::string_view(declared).ends_with("DESC") && !test::is_tested_on("sqlite"))
            continue;
        if (std::string_view(declared).starts_with("TEXT") && test::is_tested_on_mysql_family())
            continue;  // is in no key
        run(std::string("DROP TABLE IF EXISTS outsiders; CREATE TABLE outsiders (id ") + declared +
            ", name TEXT NOT NULL)");
        session.add(Outside{.name = "alone"});
        EXPECT_THROW(session.commit(), ArgumentError) << declared;
        session.rollback();
        session.add_all(Outside{.name = "one"}, Outside{.name = "two"});
        EXPECT_THROW(session.commit(), ArgumentError) << declared;
        session.rollback();
        EXPECT_THROW(engine.begin([](Connection& connection) {
            connection.execute(insert<Outside>(), std::vector<Outside>{{.name = "plain"}});
        }),
                     ArgumentError)
            << declared;
        EXPECT_EQ(number("SELECT count(*) FROM outsiders"), 0) << declared;
    }
    run(test::is_tested_on("sqlite")
            ? "DROP TABLE outsiders; CREATE TABLE outsiders (id INTEGER, name TEXT NOT NULL, PRIMARY KEY (id DESC))"
            : "DROP TABLE outsiders; CREATE TABLE outsiders (id SERIAL PRIMARY KEY, name TEXT NOT NULL)");
    session.add(Outside{.name = "as somebody else declares it"});
    session.commit();
    EXPECT_EQ(number("SELECT id FROM outsiders"), 1);
    session.clear();
    run("DROP TABLE outsiders; CREATE TABLE outsiders (id INT PRIMARY KEY, name TEXT NOT NULL)");
    session.add(Outside{.id = 7, .name = "with a key"});
    session.commit();
    EXPECT_EQ(number("SELECT id FROM outsiders"), 7);
}

TEST_F(Mapping, a_struct_is_mapped_from_outside) {
    metadata<Outside>().create_all(engine);
    session.add(Outside{.name = "x"});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM outsiders"), 1);
}

TEST_F(Mapping, naming_rules) {
    EXPECT_EQ(pascal_case("artist_id"), "ArtistId");
    EXPECT_EQ(camel_case("artist_id"), "artistId");
    EXPECT_EQ(snake_case("ArtistId"), "artist_id");
    EXPECT_EQ(snake_case("HTTPServer"), "http_server");
}

// --- mistakes

struct Home;
struct Ambiguous {
    int id{};
    std::optional<int> first{};
    std::optional<int> second{};
    one<Home> home{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Ambiguous>("ambiguous", column<&Ambiguous::id>(primary_key),
                                column<&Ambiguous::first>(foreign_key("homes.id")),
                                column<&Ambiguous::second>(foreign_key("homes.id")));
    }
};
struct Keyless {
    int id{};
    one<Home> home{};
    static constexpr auto mapping() { return table<Keyless>("keyless", column<&Keyless::id>(primary_key)); }
};
struct Unordered {
    int id{};
    std::optional<int> home_id{};
    many<Unordered> others{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Unordered>("unordered", column<&Unordered::id>(primary_key),
                                column<&Unordered::home_id>(foreign_key("unordered.id")),
                                relationship<&Unordered::others>(ordered_by("nothing")));
    }
};
struct Home {
    int id{};
    static constexpr auto mapping() { return table<Home>("homes", column<&Home::id>(primary_key)); }
};
struct TwoVersions {
    int id{};
    int a{};
    int b{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<TwoVersions>("two_versions", column<&TwoVersions::id>(primary_key),
                                  column<&TwoVersions::a>(version), column<&TwoVersions::b>(version));
    }
};
struct Paired {
    int id{};
    many<Home> homes{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Paired>("paired", column<&Paired::id>(primary_key),
                             relationship<&Paired::homes>(secondary("nowhere")));
    }
};

struct Lodger {
    int id{};
    int home_id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Lodger>("lodgers", column<&Lodger::id>(primary_key),
                             column<&Lodger::home_id>(foreign_key("homes.ident")));
    }
};

struct Painted {
    int id{};
    Color color{};
    static constexpr auto mapping() {
        return table<Painted>("painted", column<&Painted::id>(primary_key), column<&Painted::color>(Integer{}));
    }
};

struct Counted {
    int id{};
    int count{};
    static constexpr auto mapping() {
        return table<Counted>("counted", column<&Counted::id>(primary_key), column<&Counted::count>(String{5}));
    }
};

struct Spelt {
    int id{};
    std::string home_id{};
    static constexpr auto mapping() {
        return table<Spelt>("spelt", column<&Spelt::id>(primary_key), column<&Spelt::home_id>(foreign_key("homes.id")));
    }
};

struct Bound {
    int id{};
    int home_id{};
    static constexpr auto mapping() {
        return table<Bound>("bound", column<&Bound::id>(primary_key),
                            column<&Bound::home_id>(foreign_key("homes.id", {.on_delete = Action::set_null})));
    }
};

struct ToAName {
    int id{};
    std::optional<std::string> of{};
    static constexpr auto mapping() {
        return table<ToAName>("to_a_name", column<&ToAName::id>(primary_key),
                              column<&ToAName::of>(foreign_key("to_a_name.of")));
    }
};
struct ToAUniquePair {
    int id{};
    int a{};
    int b{};
    std::optional<int> of_a{};
    std::optional<int> of_b{};
    static constexpr auto mapping() {
        return table<ToAUniquePair>(
            "to_a_pair", column<&ToAUniquePair::id>(primary_key),
            unique_together<&ToAUniquePair::b, &ToAUniquePair::a>(),
            foreign_key_on<&ToAUniquePair::of_a, &ToAUniquePair::of_b>("to_a_pair.a, to_a_pair.b"));
    }
};
struct Unnamed {
    int id{};
    static constexpr auto mapping() { return table<Unnamed>("", column<&Unnamed::id>(primary_key)); }
};
std::string no_name(std::string_view) { return {}; }
struct UnnamedColumn {
    int id{};
    static constexpr auto mapping() {
        return table<UnnamedColumn>("unnamed", column<&UnnamedColumn::id>(primary_key), columns_named(no_name));
    }
};
struct TakesTheSame {
    int id{};
    static constexpr auto mapping() { return table<TakesTheSame>("twice", column<&TakesTheSame::id>(primary_key)); }
};
struct TakesTheSameToo {
    int id{};
    static constexpr auto mapping() {
        return table<TakesTheSameToo>("twice", column<&TakesTheSameToo::id>(primary_key));
    }
};
struct TakesNearlyTheSame {
    int id{};
    static constexpr auto mapping() {
        return table<TakesNearlyTheSame>("TWICE", column<&TakesNearlyTheSame::id>(primary_key));
    }
};
struct NumberedDocument {
    int id{};
    JsonText document{};
    static constexpr auto mapping() {
        return table<NumberedDocument>("numbered", column<&NumberedDocument::id>(primary_key),
                                       column<&NumberedDocument::document>(Integer{}));
    }
};
struct Twice {
    int id{};
    int x{};
    int y{};
    static constexpr auto mapping() {
        return table<Twice>("twice", column<&Twice::id>(primary_key), column<&Twice::x>("value"),
                            column<&Twice::y>("Value"));
    }
};

template <class Make>
std::string refusal(Make&& make) {
    try {
        make();
    } catch (const ArgumentError& error) {
        return error.what();
    }
    return "no error";
}

TEST_F(Mapping, mistakes_name_the_struct_the_member_and_the_remedy) {
    const std::string unknown = refusal([] { rowan::metadata<Home, Lodger>(); });
    EXPECT_NE(unknown.find("foreign key of Lodger, homes.ident"), std::string::npos) << unknown;
    const std::string ambiguous = refusal([] { rowan::metadata<Ambiguous, Home>(); });
    EXPECT_NE(ambiguous.find("Ambiguous.home"), std::string::npos) << ambiguous;
    EXPECT_NE(ambiguous.find("joined_by(\"first\")"), std::string::npos) << ambiguous;
    const std::string keyless = refusal([] { rowan::metadata<Keyless, Home>(); });
    EXPECT_NE(keyless.find("Keyless.home"), std::string::npos) << keyless;
    EXPECT_NE(keyless.find("foreign_key(\"homes.id\")"), std::string::npos) << keyless;
    const std::string unordered = refusal([] { rowan::metadata<Unordered>(); });
    EXPECT_NE(unordered.find("is ordered by nothing"), std::string::npos) << unordered;
    const std::string versions = refusal([] { rowan::metadata<TwoVersions>(); });
    EXPECT_NE(versions.find("two version columns"), std::string::npos) << versions;
    const std::string paired = refusal([&] {
        rowan::metadata<Paired, Home>().create_all(engine);
        session.add(Paired{});
    });
    EXPECT_NE(paired.find("Paired.homes"), std::string::npos) << paired;
    EXPECT_NE(paired.find("nowhere, which is not known"), std::string::npos) << paired;
}

struct BlindCode {
    std::string code{};

    static constexpr auto mapping() {
        return table<BlindCode>("blind_codes", column<&BlindCode::code>(primary_key, collate("NOCASE")));
    }
};

struct ToABlindCode {
    int id{};
    std::string code{};

    static constexpr auto mapping() {
        return table<ToABlindCode>("to_a_blind_code", column<&ToABlindCode::id>(primary_key),
                                   column<&ToABlindCode::code>(foreign_key("blind_codes.code")));
    }
};

TEST_F(Mapping, columns_that_can_only_disappoint_are_refused) {
    const std::string counted = refusal([] { rowan::metadata<Counted>(); });
    EXPECT_NE(counted.find("Counted.count is a number, but its column is given a type of text"), std::string::npos)
        << counted;
    const std::string spelt = refusal([] { rowan::metadata<Spelt, Home>(); });
    EXPECT_NE(spelt.find("foreign key of Spelt, homes.id: one of the two columns has numbers"), std::string::npos)
        << spelt;
    const std::string bound = refusal([] { rowan::metadata<Bound, Home>(); });
    EXPECT_NE(bound.find("Bound.home_id is set to NULL when its parent goes"), std::string::npos) << bound;
    const std::string twice = refusal([] { rowan::metadata<Twice>(); });
    EXPECT_NE(twice.find("'Value' and 'value'"), std::string::npos) << twice;
    const std::string named = refusal([] { rowan::metadata<ToAName>(); });
    EXPECT_NE(named.find("the foreign key ToAName.of (of) refers to to_a_name.of, which is not unique there"),
              std::string::npos)
        << named;
    EXPECT_NE(named.find("column<...>(unique)"), std::string::npos) << named;
    EXPECT_EQ(rowan::metadata<ToAUniquePair>().size(), 1U);
    const std::string blind = refusal([] { rowan::metadata<BlindCode, ToABlindCode>(); });
    EXPECT_NE(blind.find("a foreign key of ToABlindCode, blind_codes.code: one of the two columns compares texts by "
                         "NOCASE, the other does not: say collate(\"NOCASE\") of both"),
              std::string::npos)
        << blind;
    const std::string numbered = refusal([] { rowan::metadata<NumberedDocument>(); });
    EXPECT_NE(numbered.find("NumberedDocument.document is kept as text"), std::string::npos) << numbered;
}

TEST_F(Mapping, names_that_are_missing_or_taken_are_refused) {
    const std::string unnamed = refusal([] { rowan::metadata<Unnamed>(); });
    EXPECT_NE(unnamed.find("Unnamed is mapped to a table without a name"), std::string::npos) << unnamed;
    const std::string column = refusal([] { rowan::metadata<UnnamedColumn>(); });
    EXPECT_NE(column.find("UnnamedColumn.id has a column without a name"), std::string::npos) << column;
    const std::string same = refusal([] { rowan::metadata<TakesTheSame, TakesTheSameToo>(); });
    EXPECT_NE(same.find("TakesTheSame and TakesTheSameToo are both mapped to the table 'twice'"), std::string::npos)
        << same;
    const std::string nearly = refusal([] { rowan::metadata<TakesTheSame, TakesNearlyTheSame>(); });
    EXPECT_NE(nearly.find("differ by case at most, 'twice' and 'TWICE'"), std::string::npos) << nearly;
    const std::string listed = refusal([] { rowan::metadata<TakesTheSame, TakesTheSame>(); });
    EXPECT_NE(listed.find("TakesTheSame is listed twice"), std::string::npos) << listed;
}

TEST_F(Mapping, a_listed_class_that_forgets_a_member_is_refused) {
    const std::string half = refusal([] { rowan::metadata<CodedHalf>(); });
    EXPECT_NE(half.find("CodedHalf forgets a member: it lists none for the 36 bytes behind id"), std::string::npos)
        << half;
    EXPECT_NE(half.find("unmapped<&CodedHalf::member>"), std::string::npos) << half;
    const std::string base = refusal([] { rowan::metadata<Stamped>(); });
    EXPECT_NE(base.find("none for the 32 bytes at the beginning"), std::string::npos) << base;
    const std::string last = refusal([] { rowan::metadata<ForgetsTheLast>(); });
    EXPECT_NE(last.find("none for the 8 bytes behind last"), std::string::npos) << last;
    const std::string rest = refusal([] { rowan::metadata<AllOfIt>(); });
    EXPECT_NE(rest.find("in the place of rest_unmapped"), std::string::npos) << rest;
    const std::string painted = refusal([] { rowan::metadata<Painted>(); });
    EXPECT_NE(painted.find("Painted.color is kept as text"), std::string::npos) << painted;
    EXPECT_NE(painted.find("enum_by_number<E> = true"), std::string::npos) << painted;
}

TEST_F(Mapping, a_listed_class_may_leave_members_out) {
    metadata<Coded, Duck, Goose>().create_all(engine);
    session.add(Coded{.code = "abc", .name = "x"});
    Duck duck;
    duck.weight = 12;
    duck.young = true;
    duck.size = 0.5;
    session.add(std::move(duck));
    session.add(Goose{});
    session.commit();
    MetaData found;
    found.reflect(engine);
    EXPECT_EQ(found.table("coded").columns().size(), 2U);
    Session second(engine);
    EXPECT_EQ(second.get<Coded>(1)->name, "x");
    EXPECT_EQ(second.get<Duck>(1)->weight, 12);
    EXPECT_TRUE(second.get<Duck>(1)->young);
}

}  // namespace
}  // namespace rowan::rules
