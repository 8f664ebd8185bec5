// expect: rowan: this struct is not mapped: give it a public `static constexpr auto mapping()`, or specialise
#include <rowan/orm.hpp>

struct T {
    int id{};
};
void use(rowan::Session& session) { session.add(T{}); }
