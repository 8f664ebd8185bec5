#include <rowan/orm/internal/relation_lists.hpp>

#include <rowan/orm/internal/make_room.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <cassert>
#include <unordered_set>

namespace rowan::detail {

using Contents = ManyState::Contents;

std::string spell(const RelationshipInfo& relationship) {
    return std::string(relationship.owner->name()) + "." + std::string(relationship.member);
}

void require_writable(const RelationshipInfo& relationship) {
    if (relationship.view_only)
        throw ArgumentError(spell(relationship) + " is view_only; change the relationship at its other end");
}

bool is_living(const ObjectHeader& object) noexcept {
    return object.phase == ObjectPhase::pending || object.phase == ObjectPhase::persistent;
}

void require_living(const ObjectHeader& object, const RelationshipInfo& relationship) {
    if (is_living(object))
        return;
    throw ArgumentError(spell(relationship) + ": " + describe(object) +
                        (object.phase == ObjectPhase::kept ? " is not pending any more; restore() it first"
                                                           : " is being removed; restore() it first"));
}

ObjectList& edit_list(Contents& contents) {
    contents.looked_at = 0;
    if (!contents.objects)
        contents.objects = std::make_shared<ObjectList>();
    else if (contents.objects.use_count() > 1)
        contents.objects = std::make_shared<ObjectList>(*contents.objects);
    return *contents.objects;
}

void append_missing(ObjectList& list, const ObjectSet& objects) {
    if (objects.empty())
        return;
    std::unordered_set<const void*> known(list.begin(), list.end());
    for (ObjectHeader* object : objects)
        if (known.insert(object->object()).second)
            list.push_back(object->object());
}

namespace {

/// Whether an unsaved change that is taken back leaves nothing to be saved. Of a set of pairs that is not loaded nobody
/// knows whether the pair has a row, so that the last word has to be written.
bool takes_back(const Contents& contents, const RelationshipInfo& relationship) {
    return relationship.direction != Direction::many_to_many || contents.is == Contents::Is::loaded;
}

}  // namespace

bool list_add(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    Contents& contents = many_at(owner, relationship).make_contents();
    contents.added.make_room();
    ObjectList* const loaded = contents.is == Contents::Is::loaded ? &edit_list(contents) : nullptr;
    if (loaded)
        make_room(*loaded);
    const bool takes_removal_back = takes_back(contents, relationship) && contents.removed.erase(&member);
    // An object that is quite new need not be searched for, and one that was just put in stands last, so that many are
    // added as fast as few.
    const bool may_stand_there = member.phase != ObjectPhase::pending || member.has(ObjectHeader::listed);
    member.set(ObjectHeader::listed);
    if (loaded) {
        assert(may_stand_there || std::find(loaded->begin(), loaded->end(), member.object()) == loaded->end());
        if (may_stand_there && std::find(loaded->rbegin(), loaded->rend(), member.object()) != loaded->rend())
            return false;
        loaded->push_back(member.object());
    } else if (contents.added.contains(&member)) {
        return false;
    }
    if (!takes_removal_back)
        contents.added.push_back(&member);
    return true;
}

bool list_remove(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    Contents& contents = many_at(owner, relationship).make_contents();
    contents.removed.make_room();
    ObjectList* const loaded = contents.is == Contents::Is::loaded ? &edit_list(contents) : nullptr;
    const bool unsaved_addition = contents.added.erase(&member);
    if (loaded) {
        const auto at = std::find(loaded->begin(), loaded->end(), member.object());
        if (at == loaded->end())
            return false;
        loaded->erase(at);
    } else if (!unsaved_addition && contents.removed.contains(&member)) {
        return false;
    }
    if (!contents.removed.contains(&member) && !(unsaved_addition && takes_back(contents, relationship)))
        contents.removed.push_back(&member);
    return true;
}

}  // namespace rowan::detail
