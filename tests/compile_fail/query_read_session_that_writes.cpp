// expect: rowan: a ReadSession does not write; delete_() is for a Session
#include <rowan/orm.hpp>

struct User {
    int id{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key));
    }
};
void mistake(rowan::ReadSession& reader) { reader.query<User>().filter(rowan::col<&User::id> > 1).delete_(); }
