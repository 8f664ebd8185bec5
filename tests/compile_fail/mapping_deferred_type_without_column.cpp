// expect: rowan: deferred<T> is for what a column can hold: text, bytes, numbers, JSON ..., or a std::optional
#include <rowan/orm.hpp>

struct Pixels {
    int* data{};
};
struct Document {
    int id{};
    rowan::deferred<Pixels> scan{};
    static constexpr auto mapping() {
        return rowan::table<Document>("documents", rowan::column<&Document::id>(rowan::primary_key));
    }
};
auto use() { return rowan::metadata<Document>(); }
