// expect: const
// expect-clang: no matching member function for call to 'append'
#include <rowan/orm.hpp>

struct Document {
    int id{};
    rowan::deferred<std::string> text{};
    static constexpr auto mapping() {
        return rowan::table<Document>("documents", rowan::column<&Document::id>(rowan::primary_key));
    }
};
void mistake(Document& document) { document.text->append("lost: edit() tells the session of it"); }
