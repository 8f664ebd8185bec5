// The tour, part 4: relationships.
#include "linkedout.hpp"
#include <rowan/orm.hpp>

#include <iostream>

struct Writer;

struct Article {
    int id{};
    std::string title{};
    rowan::many<Writer> authors{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Article>("articles", column<&Article::id>(primary_key),
                              relationship<&Article::authors>(secondary("article_author")));
    }
};

struct Writer {
    int id{};
    std::string name{};
    rowan::many<Article> articles{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Writer>("writers", column<&Writer::id>(primary_key),
                             relationship<&Writer::articles>(secondary("article_author")));
    }
};

int main(int argc, char** argv) {
    using rowan::col, rowan::select, rowan::selectinload, rowan::joinedload;
    auto metadata = rowan::metadata<City, User, Post, Article, Writer>();
    rowan::Table article_author(
        "article_author", metadata,
        rowan::Column("article_id", rowan::Integer{}, rowan::ForeignKey("articles.id"), rowan::primary_key),
        rowan::Column("writer_id", rowan::Integer{}, rowan::ForeignKey("writers.id"), rowan::primary_key));
    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite://");
    metadata.create_all(engine);

    rowan::Session session(engine);
    User& jack =
        session.add(User{.name = "jack", .posts = {Post{.title = "first"}, Post{.title = "second"}}});  // a graph
    Post& post = jack.posts.add(Post{.title = "third"});  // pending by cascade; post.author is jack at once
    std::cout << post.author->name << " has written " << jack.posts.size() << '\n';
    jack.city = City{.name = "Bergen"};
    session.commit();
    std::cout << "the third post's user_id is " << post.user_id << '\n';

    User& jill = session.add(User{.name = "jill"});
    jill.posts.add(post);  // moves it
    std::cout << jack.posts.size() << " and " << jill.posts.size() << '\n';
    session.commit();

    jack.posts.remove(jack.posts[0]);  // delete-orphan: a post can't be without its author
    session.commit();
    std::cout << session.query<Post>().count() << " posts are left\n";

    Article& article =
        session.add(Article{.title = "On rowans", .authors = {Writer{.name = "Ada"}, Writer{.name = "Bo"}}});
    session.commit();
    std::cout << article.authors[0].articles[0].title << '\n';
    session.close();

    // A relationship is loaded when touched, for all that came from the same query.
    rowan::Session reader(engine);
    const std::uint64_t before = engine.statement_count();
    for (User& user : reader.scalars(select<User>().order_by(col<&User::name>)))
        for (Post& each : user.posts)
            std::cout << user.name << ": " << each.title << '\n';
    std::cout << engine.statement_count() - before << " statements\n";
    reader.close();  // a database in memory has one connection

    rowan::Session eager(engine);
    for (User& user : eager.scalars(select<User>()
                                        .order_by(col<&User::name>)
                                        .options(selectinload<&User::posts>(), joinedload<&User::city>())))
        std::cout << user.name << ' ' << user.posts.size() << ' ' << (user.city ? user.city->name : "nowhere") << '\n';
}
