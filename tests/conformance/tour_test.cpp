// The tour's own lines, as they stand there: what it shows compiles, and does what it says. (examples/ has them as
// whole programs, with more around them.)
#include "scratch_database.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/statement_log.hpp>
#include <rowan/orm.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <iostream>
#include <sstream>

namespace app {

struct City;
struct Post;

struct User {
    int id{};
    std::string name{};
    std::string fullname{};
    std::optional<std::string> nickname{};
    std::optional<int> age{};
    std::optional<int> city_id{};
    rowan::one<City> city{};
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), column<&User::name>(String{50}, unique),
                           column<&User::nickname>("nick"), column<&User::age>(default_value(18), check("age >= 0")),
                           column<&User::city_id>(foreign_key("cities.id", {.on_delete = Action::set_null}), indexed),
                           relationship<&User::posts>(cascade_all_delete_orphan));
    }
};

struct State {
    int id{};
    std::string name{};

    static constexpr auto mapping() {
        return rowan::table<State>("states", rowan::column<&State::id>(rowan::primary_key));
    }
};

struct City {
    int id{};
    std::string name{};
    std::optional<int> state_id{};
    std::string note = "none";
    std::optional<std::int64_t> since{};
    std::optional<std::string> kind{};
    int cache{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<City>("cities", column<&City::id>(primary_key), column<&City::state_id>(foreign_key("states.id")),
                           column<&City::since>(default_value([] { return std::int64_t{1871}; })),
                           column<&City::kind>(String{20}, server_default(text("'town'"))), unmapped<&City::cache>);
    }
};

struct Comment {
    int id{};
    std::string words{};
    int post_id{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Comment>("comments", column<&Comment::id>(primary_key),
                              column<&Comment::post_id>(foreign_key("posts.id")));
    }
};

struct Post {
    int id{};
    std::string title{};
    int author_id{};
    rowan::one<User> author{};
    rowan::many<Comment> comments{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::author_id>(foreign_key("users.id")));
    }
};

struct Article {
    int id{};
    std::string title{};
    rowan::many<User> authors{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Article>("articles", column<&Article::id>(primary_key),
                              relationship<&Article::authors>(secondary("article_author")));
    }
};

struct Employee {
    int id{};
    std::string name{};
    std::optional<int> reports_to{};
};

/// A class with private members lists its columns.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string words) : words_(std::move(words)) {}
    const std::string& words() const { return words_; }
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Secret>("secrets", column<&Secret::id_>("id", primary_key), column<&Secret::words_>("words"));
    }

private:
    int id_ = 0;
    std::string words_{};
};

struct Stamped {
    std::int64_t created_at{};
};
struct Note : Stamped {
    int id{};
    std::string words{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Note>("notes", column<&Note::id>(primary_key), column<&Note::words>(),
                           column<&Note::created_at, Note>());
    }
};

}  // namespace app

template <>
inline constexpr auto rowan::mapping_of<app::Employee> =
    rowan::table<app::Employee>("employees", rowan::column<&app::Employee::id>(rowan::primary_key),
                                rowan::column<&app::Employee::reports_to>(rowan::foreign_key("employees.id")));

namespace app {
namespace {

using rowan::col, rowan::select, rowan::or_, rowan::and_, rowan::text, rowan::entity, rowan::insert, rowan::update,
    rowan::delete_from, rowan::selectinload, rowan::joinedload, rowan::Column, rowan::Integer, rowan::ForeignKey,
    rowan::primary_key;
namespace func = rowan::func;

class Tour : public ::testing::Test {
protected:
    void SetUp() override {
        if (!engine.dialect().capabilities().checks)
            GTEST_SKIP() << "this database has no CHECK";
        metadata.create_all(engine);
        session.add(State{.name = "Texas"});
        session.flush();
        session.add(City{.name = "Austin", .state_id = 1});
        session.add(User{.name = "ed", .fullname = "Ed Jones", .age = 31});
        session.commit();
    }

    rowan::test::ScratchDatabase database{};
    rowan::Engine engine = database.engine();
    rowan::MetaData metadata = rowan::metadata<State, City, User, Post, Comment, Article, Employee, Secret, Note>();
    rowan::Table article_author{"article_author", metadata,
                                Column("article_id", Integer{}, ForeignKey("articles.id"), primary_key),
                                Column("author_id", Integer{}, ForeignKey("users.id"), primary_key)};
    rowan::Session session{engine};
};

template <class Row>
std::string label_of(const Row& row) {
    return row.template get<"name_label">();
}

TEST_F(Tour, Section1) {
    City& dallas = session.add(City{.name = "Dallas", .cache = 7});
    session.add(Secret("hidden"));
    session.add<User>({.name = "braced"});
    Note& note = session.add(Note{});
    note.created_at = 5;
    std::vector<User> more = rowan::list(User{.name = "wendy"}, User{.name = "mary"});
    session.add_all(std::move(more));
    session.commit();
    EXPECT_EQ(dallas.note, "none");
    EXPECT_EQ(dallas.since, 1871);
    EXPECT_EQ(dallas.kind, "town");
    EXPECT_EQ(dallas.cache, 7);
    EXPECT_EQ(session.query<Secret>().one().words(), "hidden");
    const auto created_at = col<&Note::created_at, Note>;
    EXPECT_EQ(session.query<Note>().filter(created_at == 5).count(), 1);
    EXPECT_EQ(session.query<User>().filter(col<&User::age> == 18).count(), 3);
    const User copied = rowan::copy(session.query<User>().filter(col<&User::name> == "ed").one());
    EXPECT_EQ(copied.fullname, "Ed Jones");
}

TEST_F(Tour, Section2) {
    rowan::Engine echoing = rowan::create_engine("sqlite://", {.echo = false});
    EXPECT_THROW(rowan::create_engine("dbase:///x.dbf"), rowan::ArgumentError);
    User& ed = session.add(User{.name = "ed2", .fullname = "Ed Jones"});
    session.add_all(User{.name = "wendy"}, User{.name = "mary"}, User{.name = "fred"});
    session.commit();
    ed.nickname = "eddie";
    rowan::StatementLog log(engine);
    session.commit();
    EXPECT_EQ(rowan::test::with_marks(log.sql()),
              std::vector<std::string>{"UPDATE users SET nick = ? WHERE users.id = ?"});
    session.remove(ed);
    session.rollback();
    EXPECT_EQ(session.state(ed), rowan::ObjectState::persistent);

    EXPECT_EQ(session.get<User>(ed.id), session.get<User>(ed.id));
    EXPECT_EQ(session.get<User>(4711), nullptr);
    rowan::ObjectRef<User> ref = session.ref(ed);
    ed.age = 4;
    EXPECT_EQ(session.modified_columns(ed), std::vector<std::string>{"age"});
    EXPECT_EQ(session.dirty().size(), 1U);
    EXPECT_TRUE(session.pending().empty());
    EXPECT_TRUE(session.deleted().empty());
    EXPECT_FALSE(session.identity_map<User>().empty());
    session.refresh(ed);
    session.expire(ed);
    session.merge(User{.id = ed.id, .name = "ed2", .fullname = "Merged"});
    EXPECT_EQ(ed.fullname, "Merged");
    session.flush();
    {
        const rowan::NoAutoflush none = session.no_autoflush();
        rowan::Savepoint nested = session.begin_nested();
        nested.commit();
    }
    const User out = session.expunge(ed);
    EXPECT_FALSE(ref.is_valid());
    session.close();

    rowan::transaction(engine, [&](rowan::Session& inner) { inner.add(User{.name = "inner"}); }, {.retries = 3});
    rowan::Session second(engine);
    EXPECT_EQ(second.query<User>().filter(col<&User::name> == "inner").count(), 1);
}

TEST_F(Tour, Section3) {
    session.add(User{.name = "fakeuser", .fullname = "Ed Jones", .age = 40});
    std::ostringstream out;
    for (User& user : session.scalars(select<User>().where(col<&User::age> > 30).order_by(col<&User::id>)))
        out << user.name << '\n';
    EXPECT_EQ(out.str(), "ed\nfakeuser\n");

    EXPECT_EQ(session.query<User>().all().size(), 2U);
    EXPECT_NE(session.query<User>().filter(col<&User::name> == "ed", col<&User::fullname> == "Ed Jones").first(),
              nullptr);
    EXPECT_THROW(session.query<User>().filter_by(col<&User::fullname> = "Ed Jones").one(), rowan::MultipleResultsFound);
    EXPECT_THROW(session.query<User>().filter_by(col<&User::fullname> = "Nobody").one(), rowan::NoResultFound);
    EXPECT_EQ(session.query<User>().filter(col<&User::name>.in({"ed", "fakeuser"})).count(), 2);
    EXPECT_EQ(session.query<User>().filter(col<&User::name>.like("ed%") || col<&User::name>.ilike("ED%")).count(), 1);
    EXPECT_EQ(
        session.query<User>()
            .filter(or_(col<&User::name> == "ed", and_(col<&User::age>.is_null(), !(col<&User::name> != "wendy"))))
            .count(),
        1);
    EXPECT_EQ(rowan::Session(engine).query<User>().slice(5, 69).statement().to_sql(engine.dialect()).find("LIMIT") ==
                  std::string::npos,
              false);

    int rows = 0;
    for (const auto& [name, fullname] : session.query(col<&User::name>, col<&User::fullname>))
        rows += name.empty() || fullname.empty() ? 0 : 1;
    for (auto row : session.query(col<&User::name>.label<"name_label">()))
        rows += row.get<"name_label">() == label_of(row) ? 1 : 0;
    for (const auto& [n, name] :
         session.query(func::count(col<&User::name>), col<&User::name>).group_by(col<&User::name>))
        rows += n == 1 && !name.empty() ? 1 : 0;
    EXPECT_EQ(rows, 6);
    for (auto [state, city] : session.query<State, City>().join<City>(col<&State::id> == col<&City::state_id>))
        out << state.name << city.name;
    EXPECT_EQ(out.str(), "ed\nfakeuser\nTexasAustin");
    EXPECT_EQ(session.query<User>()
                  .from_statement(text("SELECT * FROM users WHERE name = :name"))
                  .params({{"name", "ed"}})
                  .all()
                  .size(),
              1U);

    auto manager = rowan::aliased<Employee>("manager");
    auto pairs = select(entity<Employee>, manager).join(manager, col<&Employee::reports_to> == manager[&Employee::id]);
    session.add(Employee{.id = 1, .name = "ann"});
    session.add(Employee{.id = 2, .name = "bob", .reports_to = 1});
    for (auto [employee, its_manager] : session.execute(pairs))
        EXPECT_EQ(employee.name + its_manager.name, "bobann");

    const std::string sql = "SELECT count(*) FROM users";
    EXPECT_EQ(session.scalar(text(rowan::unsafe(sql))).as<int>(), 2);
    EXPECT_EQ(session.query<User>().all().pointers().size(), 2U);
    EXPECT_EQ(session.query<User>().all().values().size(), 2U);
    EXPECT_EQ(session.query<User>().filter(col<&User::nickname> == std::nullopt).count(), 2);
    session.commit();

    rowan::MetaData found;
    found.reflect(engine);
    auto users = found.table("users");
    for (const rowan::Row& row : session.execute(select(users["name"]).where(users["age"] > 31)))
        EXPECT_EQ(row["name"].as<std::string>(), "fakeuser");
    session.commit();

    rowan::Connection connection = engine.connect();
    std::vector<User> plain = connection.fetch<User>(select<User>());
    EXPECT_EQ(plain.size(), 2U);
    for (User& user : plain) {
        user.id = 0;
        user.name += " again";
    }
    connection.execute(insert<User>(), plain);
    connection.execute(update<User>().where(col<&User::name> == "ed again").set(col<&User::age> = 1));
    connection.execute(delete_from<User>().where(col<&User::age> == 1));
    EXPECT_EQ(connection.execute(text("SELECT count(*) FROM users")).scalar().as<int>(), 3);
}

TEST_F(Tour, Section4) {
    User& jack = session.add(User{.name = "jack", .posts = {Post{.title = "first"}, Post{.title = "second"}}});
    Post& post = jack.posts.add(Post{.title = "third"});
    EXPECT_EQ(session.state(post), rowan::ObjectState::pending);
    EXPECT_EQ(post.author.get(), &jack);
    Article& article = session.add(Article{.title = "both"});
    article.authors.add(jack);
    session.commit();
    int posts = 0;
    for (User& user : session.scalars(select<User>()))
        for (Post& each : user.posts)
            posts += each.author == user ? 1 : 0;
    EXPECT_EQ(posts, 3);
    session.clear();
    const auto statement =
        select<User>().options(selectinload<&User::posts, &Post::comments>(), joinedload<&User::city>());
    const auto users = session.scalars(statement);
    const rowan::StatementLog log(engine);
    for (User& user : users)
        for (Post& each : user.posts)
            EXPECT_TRUE(each.comments.empty());
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    session.query<User>().options(rowan::subqueryload<&User::posts>(), rowan::raiseload<&User::city>()).all();
    session.query<User>().options(rowan::noload<&User::posts>()).all();
    EXPECT_EQ(session.query<Article>().one().authors.size(), 1U);
}

TEST_F(Tour, Section5) {
    rowan::MetaData found;
    found.reflect(engine);
    EXPECT_EQ(found.tables().size(), metadata.tables().size());
    EXPECT_FALSE(found.table("users")["name"].nullable());
    EXPECT_TRUE(found.table("users")["nick"].nullable());
    session.close();
    found.drop_all(engine);
    rowan::MetaData empty;
    empty.reflect(engine);
    EXPECT_TRUE(empty.tables().empty());
}

TEST_F(Tour, Section6And7) {
    session.commit();
    {
        rowan::Connection connection = engine.connect();
        auto result = connection.execute(text("select * from users where age > :age"), {{"age", 30}});
        for (const rowan::Row& row : result.fetch_all())
            EXPECT_EQ(row["name"].as<std::string>(), "ed");
    }
    engine.begin(
        [&](rowan::Connection& connection) { connection.execute(insert<State>().values(col<&State::name> = "Ohio")); });
    session.add(User{.name = "ed"});
    try {
        session.commit();
        ADD_FAILURE() << "the name is not unique";
    } catch (const rowan::IntegrityError& error) {
        EXPECT_FALSE(error.sql().empty());
        EXPECT_NE(std::string(error.what()).find("'ed'"), std::string::npos);
        EXPECT_TRUE(error.code() != 0 || error.sqlstate() == "23505");
    }
    EXPECT_THROW(session.flush(), rowan::PendingRollbackError);
    session.rollback();
    EXPECT_EQ(session.query<State>().count(), 2);
    EXPECT_EQ(session.query<User>().count(), 1);
}

}  // namespace
}  // namespace app
