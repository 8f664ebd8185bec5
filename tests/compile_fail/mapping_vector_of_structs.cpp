// expect: rowan::many<Post>
#include <rowan/orm.hpp>

#include <vector>

struct Post {
    int id{};
};
struct T {
    int id{};
    std::vector<Post> posts{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
