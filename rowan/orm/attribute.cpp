#include <rowan/orm/attribute.hpp>

#include <rowan/orm/mapper.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>

namespace rowan::detail {

namespace {

std::uint32_t field_at(const Mapper& mapper, std::uint32_t offset) {
    const int field = mapper.find_offset(offset);
    if (field < 0)
        throw ArgumentError(
            "a member of " + std::string(mapper.name()) +
            " is used as a column, but it is unmapped, or a composite of which one member is to be named");
    return static_cast<std::uint32_t>(field);
}

}  // namespace

const sql::NodePtr& column_node(const Mapper& mapper, std::uint32_t offset) {
    return mapper.nodes().column(field_at(mapper, offset));
}

sql::NodePtr all_columns_node(const Mapper& mapper) { return mapper.nodes().all_columns(); }

sql::NodePtr all_columns_node(const Mapper& mapper, const sql::NodePtr& source) {
    return sql::all_columns(source, mapper.deferred());
}

sql::NodePtr aliased_source(const Mapper& mapper, std::string_view alias) {
    return sql::alias(mapper.nodes().source(), alias);
}

sql::NodePtr aliased_column(const sql::NodePtr& source, const Mapper& mapper, std::uint32_t offset) {
    return sql::column(source, field_at(mapper, offset));
}

}  // namespace rowan::detail
