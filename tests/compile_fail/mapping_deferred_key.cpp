// expect: rowan: a deferred<> member can't be a key, a foreign key, unique, or the version: these are always loaded
#include <rowan/orm.hpp>

struct Document {
    int id{};
    rowan::deferred<std::string> name{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Document>("documents", column<&Document::id>(primary_key), column<&Document::name>(unique));
    }
};
auto use() { return rowan::metadata<Document>(); }
