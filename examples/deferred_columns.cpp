// Large columns that are loaded when they are touched, and queries that say what they load.
#include <rowan/orm.hpp>

#include <iostream>

struct Document {
    int id{};
    std::string title{};
    rowan::deferred<std::string> body{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Document>("documents", column<&Document::id>(primary_key));
    }
};

int main(int argc, char** argv) {
    using rowan::col, rowan::select;
    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite://");
    rowan::metadata<Document>().create_all(engine);
    rowan::Session session(engine);
    session.add_all(Document{.title = "Report", .body = "It rained."},
                    Document{.title = "Plan", .body = "It may rain."});
    session.commit();
    session.clear();

    std::cout << session.query<Document>().to_sql() << '\n';
    for (Document& document : session.query<Document>().order_by(col<&Document::id>))
        if (document.title == "Report")
            std::cout << *document.body << '\n';  // one more statement, for this document alone

    Document& plan = session.query<Document>().filter_by(col<&Document::title> = "Plan").one();
    plan.body = "It will rain.";  // saved without being loaded
    session.commit();
    plan.body.edit() += " Bring umbrellas.";
    session.commit();

    const auto before = engine.statement_count();
    for (Document& document : session.query<Document>().options(rowan::undefer<&Document::body>()).all())
        std::cout << document.title << ": " << *document.body << '\n';
    std::cout << engine.statement_count() - before << " statement\n";

    // Values that nobody tracks may lack any column.
    session.rollback();
    rowan::Connection connection = engine.connect();
    for (const Document& document :
         connection.fetch<Document>(select<Document>().options(rowan::load_only<&Document::title>())))
        std::cout << document.title << (document.body.is_loaded() ? "" : ", without its body") << '\n';
}
