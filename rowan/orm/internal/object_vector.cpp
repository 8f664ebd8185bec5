#include <rowan/orm/internal/object_vector.hpp>

#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/relation_state.hpp>
#include <rowan/orm/internal/row_store.hpp>
#include <rowan/orm/mapper.hpp>

namespace rowan::detail {

void* ObjectPointers::only_or_null() const {
    if (objects.size() > 1)
        throw_many_rows(origin.get());
    return first();
}

void* ObjectPointers::only() const {
    if (objects.empty())
        throw_no_row(origin.get());
    return only_or_null();
}

void copy_as_value(const Mapper& mapper, const void* from, void* to) {
    ColumnSet brought = 0;
    for (const DeferredMember& member : mapper.deferred_members())
        if (member.in(from).has_value())
            brought |= ColumnSet{1} << member.field;
    copy_columns(mapper, (mapper.all_columns() & ~mapper.deferred()) | brought, from, to);
    make_relations_absent(mapper, to);
    make_deferred_absent(mapper, to, brought);
}

}  // namespace rowan::detail
