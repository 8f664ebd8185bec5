// expect: rowan: undefer<> names members of type rowan::deferred<...>; all others are loaded anyway
#include <rowan/orm.hpp>

struct Document {
    int id{};
    std::string title{};
    static constexpr auto mapping() {
        return rowan::table<Document>("documents", rowan::column<&Document::id>(rowan::primary_key));
    }
};
void mistake(rowan::Session& session) { session.query<Document>().options(rowan::undefer<&Document::title>()); }
