// Values that are taken into a session: a graph is checked before any of it is taken over, then its relations become
// those of session objects.
#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

#include <utility>

namespace rowan::detail {

using Contents = ManyState::Contents;

/// Refuses a graph that can't be saved as it is before any of it is taken over: one that refers to strangers, has the
/// key of another object or one key twice, or says two things about a foreign key.
void SessionCore::check_graph(const Mapper& mapper, const void* value, NewKeys& keys) {
    const auto check = [&](const RelationshipInfo& relationship, void* object, bool owned) {
        require_writable(relationship);
        if (!owned)
            require_living(require(*relationship.target, object, spell(relationship)), relationship);
        if (relationship.direction == Direction::many_to_one)
            check_foreign_key(relationship, value, object);
        if (owned)
            check_node(*relationship.target, object, keys);
    };
    for (const RelationshipInfo& relationship : mapper.relationships()) {
        const auto* at = static_cast<const std::byte*>(value) + relationship.offset;
        if (relationship.many) {
            const auto& state = *reinterpret_cast<const ManyState*>(at);
            if (state.contents)
                for (const ManyState::Member& member : state.contents->given)
                    check(relationship, member.object, member.owned);
        } else {
            const auto& state = *reinterpret_cast<const OneState*>(at);
            if (state.is == OneState::Is::owned)
                check(relationship, state.object, true);
            else if (state.is == OneState::Is::referred && state.object)
                check(relationship, state.object, false);
        }
    }
}

void SessionCore::check_node(const Mapper& mapper, const void* value, NewKeys& keys) {
    require_free_key(mapper, value);
    require_deferred(mapper, value, mapper.deferred());
    if (mapper.relationships().empty() && keys.empty())
        return;
    if (EntityStore& home = store(mapper); home.has_final_key(value)) {
        const KeyView key = home.key_of(value);
        std::string name(mapper.name());
        name.append(1, '\0').append(mapper.integer_key() ? std::to_string(key.number) : std::string(key.bytes));
        if (!keys.insert(std::move(name)).second)
            throw ArgumentError("add: two objects of " + std::string(mapper.name()) +
                                " that were given together have the same key; give each its own, or leave one out");
    }
    check_graph(mapper, value, keys);
}

void SessionCore::check_given(const RelationshipInfo& relationship, std::span<const ManyState::Member> given) {
    NewKeys keys;
    for (const ManyState::Member& member : given) {
        if (member.owned)
            check_node(*relationship.target, member.object, keys);
        else
            require(*relationship.target, member.object, spell(relationship));
    }
}

/// Both given and different in one literal is a mistake.
void SessionCore::check_foreign_key(const RelationshipInfo& relationship, const void* value, const void* other) const {
    const Mapper& mapper = *relationship.owner;
    const Mapper& target = *relationship.target;
    for (std::size_t i = 0; i < relationship.local.size(); ++i) {
        const Value mine = read_field(mapper.fields()[relationship.local[i]], value);
        const Value theirs = read_field(target.fields()[relationship.remote[i]], other);
        // They would meet in a join, though one may be of a wider type.
        const bool is_same = key_part(mine, mapper.traits(relationship.local[i]).comparison) ==
                             key_part(theirs, target.traits(relationship.remote[i]).comparison);
        if (!is_same && !is_blank(mapper, relationship.local[i], value))
            throw ArgumentError(spell(relationship) + " is given " + std::string(target.name()) + "(" +
                                std::string(target.fields()[relationship.remote[i]].member) + "=" +
                                theirs.to_display() + "), but its foreign key " +
                                std::string(mapper.fields()[relationship.local[i]].member) + " is given " +
                                mine.to_display() + "; give one of the two");
    }
}

/// What the relations of a value hold becomes the session's: owned nodes are adopted, references checked.
void SessionCore::adopt_relations(ObjectHeader& object) {
    const Mapper& mapper = object.store->mapper();
    if (mapper.declared_relationships().empty())
        return;
    attach_relations(object);
    for (const RelationshipInfo& relationship : mapper.relationships()) {
        const Mapper& target = *relationship.target;
        if (!relationship.many) {
            OneState& state = one_at(object, relationship);
            if (state.is == OneState::Is::referred && !state.object)
                state.is = OneState::Is::unset;
            if (state.is == OneState::Is::unset)
                join_loaded_collection(object, relationship);
            if (state.is != OneState::Is::owned && state.is != OneState::Is::referred)
                continue;
            require_writable(relationship);
            const bool owned = state.is == OneState::Is::owned;
            void* const given = std::exchange(state.object, nullptr);
            state.is = OneState::Is::unset;
            ObjectHeader& other =
                owned ? adopt(relationship, header_of(given)) : require(target, given, spell(relationship));
            set_one(object, relationship, &other);
        } else {
            ManyState& state = many_at(object, relationship);
            if (!state.absent && (!state.contents || state.contents->is == Contents::Is::value)) {
                ManyState given;  // which destroys those of its own that are left in it
                given.contents = std::move(state.contents);
                Contents& contents = state.make_contents();
                contents.is = Contents::Is::loaded;  // a new object has no rows to load
                contents.objects = std::make_shared<ObjectList>();
                if (!given.contents)
                    continue;
                for (ManyState::Member& each : given.contents->given) {
                    require_writable(relationship);
                    ObjectHeader& member = std::exchange(each.owned, false)
                                               ? adopt(relationship, header_of(each.object))
                                               : require(target, each.object, spell(relationship));
                    add_member(object, relationship, member);
                }
            }
        }
    }
}

/// A new object whose parent is given by its key stands in the parent's collection at once, if that is loaded.
void SessionCore::join_loaded_collection(ObjectHeader& object, const RelationshipInfo& relationship) {
    if (relationship.direction != Direction::many_to_one || !relationship.to_key || !relationship.inverse)
        return;
    follow_foreign_key(object, relationship, true);
    OneState& state = one_at(object, relationship);
    if (state.is != OneState::Is::loaded || !state.object)
        return;
    ObjectHeader& parent = *header_of(state.object);
    stand_in(parent, *relationship.inverse, object, true);
    if (parent.phase != ObjectPhase::persistent || parent.epoch == epoch_)
        return;
    level().joined_by_key.push_back({&object, &parent, relationship.inverse});
    state.is = OneState::Is::unset;  // a touch reads the parent again
    state.object = nullptr;
}

}  // namespace rowan::detail
