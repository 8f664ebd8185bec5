#include <rowan/orm/internal/deferred_state.hpp>

#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

#include <string>

namespace rowan::detail {

void DeferredState::note_assigned() noexcept {
    raises = false;
    if (!owner) {
        is = Is::value;
        field = nullptr;
        return;
    }
    is = Is::assigned;
    epoch = owner->store->session().epoch();
}

DeferredState DeferredState::of_copy() const noexcept {
    DeferredState copy;
    if (!has_value()) {
        copy.is = Is::absent;
        copy.field = field;
    }
    return copy;
}

DeferredState DeferredState::of_moved() noexcept {
    const DeferredState moved = of_copy();
    if (owner) {
        is = Is::unloaded;
        moved_from = true;
    }
    return moved;
}

void DeferredState::load() const {
    if (is == Is::absent)
        throw DetachedError(absent_message(*field));
    owner->store->session().load_deferred(*owner, *this);
}

std::string absent_message(const Field& field) {
    const std::string name = std::string(field.entity) + "::" + std::string(field.member);
    return name +
           " is not there: this value was read, copied or taken out of its session without it. Ask for it with "
           "the query, options(undefer<&" +
           name + ">()), copy it by name, rowan::copy<&" + name + ">(object), or assign it";
}

void require_deferred(const Mapper& mapper, const void* object, ColumnSet columns) {
    for (const DeferredMember& member : mapper.deferred_members())
        if ((columns >> member.field & 1) != 0)
            member.in(object).require_value();
}

void make_deferred_absent(const Mapper& mapper, void* object, ColumnSet but) noexcept {
    for (const DeferredMember& member : mapper.deferred_members()) {
        if ((but >> member.field & 1) != 0)
            continue;
        DeferredState& state = member.in(object);
        state.is = DeferredState::Is::absent;
        state.field = &mapper.fields()[member.field];
    }
}

void copy_columns(const Mapper& mapper, ColumnSet which, const void* from, void* to) {
    for (std::size_t i = 0; i < mapper.row_slots().size(); ++i)
        if ((which >> i & 1) != 0)
            mapper.fields()[i].ops->copy(mapper.fields()[i].in(to), mapper.fields()[i].in(from));
    for (const DeferredMember& member : mapper.deferred_members()) {
        if ((which >> member.field & 1) == 0 || member.in(from).is == DeferredState::Is::absent)
            continue;
        member.in(from).require_value();
        const Field& field = mapper.fields()[member.field];
        field.ops->copy(field.in(to), field.in(from));
        member.in(to).note_assigned();
    }
}

}  // namespace rowan::detail
