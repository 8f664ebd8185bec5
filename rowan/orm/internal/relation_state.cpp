#include <rowan/orm/internal/relation_state.hpp>

#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan::detail {

namespace {

const RelationshipInfo& relationship_at(const ObjectHeader& owner, const void* state) {
    const auto offset = static_cast<const std::byte*>(state) - static_cast<const std::byte*>(owner.object());
    const RelationshipInfo* relationship = owner.store->mapper().find_relationship(static_cast<std::uint32_t>(offset));
    if (!relationship)
        throw StateError("a relationship of " + describe(owner) +
                         " is used that is not mapped (say nothing of it in mapping(), or leave it alone)");
    return *relationship;
}

/// `owner`: null for a relation of a value, which does not know its own name.
[[noreturn]] void refuse_absent(const ObjectHeader* owner, const void* state) {
    if (!owner)
        throw DetachedError(
            "this object was taken out of its session (or copied) without this relationship; load it before, or name "
            "it: rowan::copy<&T::member>(object)");
    const RelationshipInfo& relationship = relationship_at(*owner, state);
    const std::string member(relationship.member);
    throw DetachedError(
        spell(relationship) + " of " + describe(*owner) +
        " is absent: the object was copied, or taken out of a session, without it, and added so. Bring it "
        "along, rowan::copy<&" +
        std::string(relationship.owner->name()) + "::" + member +
        ">(object), or say that there is none before add(): copy." + member + " = {}");
}

[[noreturn]] void refuse_assignment(const ObjectHeader& owner, const RelationshipInfo& relationship,
                                    std::string_view meant) {
    const std::string member(relationship.member);
    throw StateError("an object of a session can't be assigned to as a whole, which would lose the " + member + " of " +
                     describe(owner) + ": use session.assign(), or assign its members; if only " + member +
                     " is to be emptied, say " + member + std::string(meant) +
                     "; what was assigned before is undone by a rollback");
}

bool is_being_removed(const ObjectHeader& object) {
    return object.phase == ObjectPhase::removed || object.phase == ObjectPhase::deleted;
}

bool is_tracked(const ObjectHeader& owner) {
    return owner.phase == ObjectPhase::pending || owner.phase == ObjectPhase::persistent ||
           owner.phase == ObjectPhase::kept;
}

}  // namespace

// --- one ----------------------------------------------------------------------------------------------------------

OneState::OneState(OneState&& other) noexcept {
    if (other.owner) {
        is = Is::absent;
        other.moved_from = true;
        return;
    }
    object = std::exchange(other.object, nullptr);
    is = std::exchange(other.is, Is::unset);
}

// NOLINTNEXTLINE(performance-noexcept-move-constructor): the session may refuse
OneState& OneState::operator=(OneState&& other) {
    if (this == &other)
        return *this;
    if (owner && (other.owner || other.is == Is::unset))
        refuse_whole(other);
    if (other.owner) {
        drop();
        is = Is::absent;
        other.moved_from = true;
        return *this;
    }
    const Is given = std::exchange(other.is, Is::unset);
    void* const taken = std::exchange(other.object, nullptr);
    if (!owner) {
        drop();
        is = given;
        object = taken;
        return *this;
    }
    if (given == Is::owned)
        set_node(header_of(taken));
    else if (given == Is::absent)
        refuse_absent(owner, this);
    else
        set(taken);
    return *this;
}

OneState::~OneState() { drop(); }

void OneState::drop() noexcept {
    if (is == Is::owned)
        destroy_owned(header_of(object));
    object = nullptr;
    is = Is::unset;
}

bool OneState::is_loaded() const noexcept {
    return is == Is::loaded || is == Is::owned || is == Is::referred || !owner;
}

void* OneState::get() const {
    if (is == Is::absent)
        refuse_absent(owner, this);
    if (!owner)
        return object;
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    owner->store->session().load_one(*owner, relationship);
    if (!object)
        return nullptr;
    // A removed object is nobody's; restore() brings it back.
    return is_being_removed(*header_of(object)) ? nullptr : object;
}

std::optional<void*> OneState::known() const {
    if (is == Is::absent)
        refuse_absent(owner, this);
    if (!owner)
        return object;
    if (is != Is::loaded)
        return std::nullopt;
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    // The foreign key may have been written since: the last written wins.
    if (relationship.direction == Direction::many_to_one &&
        !owner->store->session().stands_by_key(*owner, relationship))
        return std::nullopt;
    return object && is_being_removed(*header_of(object)) ? nullptr : object;
}

bool OneState::leads_to(const void* target) const {
    if (const std::optional<void*> mine = known())
        return *mine == target;
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    const ObjectHeader* other = owner->store->session().find(*relationship.target, target);
    if (!other || is_being_removed(*other))
        return false;
    const std::string key = key_text(*relationship.owner, relationship.local, owner->object());
    return !key.empty() && (key == key_text(*relationship.target, relationship.remote, other->object()) ||
                            (relationship.direction == Direction::many_to_one &&
                             is_spelling_of(*owner, relationship.local, *other, relationship.remote)));
}

bool OneState::leads_where(const OneState& other) const {
    if (this == &other)
        return true;
    const std::optional<void*> mine = known();
    const std::optional<void*> theirs = other.known();
    if (mine && theirs)
        return *mine == *theirs;
    if (mine)
        return *mine ? other.leads_to(*mine) : other.is_empty();
    if (theirs)
        return other.leads_where(*this);
    const RelationshipInfo& here = relationship_at(*owner, this);
    const RelationshipInfo& there = relationship_at(*other.owner, &other);
    if (&owner->store->session() != &other.owner->store->session())
        return is_empty() && other.is_empty();
    if (here.direction != Direction::many_to_one || there.direction != Direction::many_to_one ||
        here.remote != there.remote)
        return get() == other.get();
    return key_text(*here.owner, here.local, owner->object()) ==
           key_text(*there.owner, there.local, other.owner->object());
}

bool OneState::is_empty() const {
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    if (relationship.direction != Direction::many_to_one)
        return get() == nullptr;
    return key_text(*relationship.owner, relationship.local, owner->object()).empty();
}

/// The columns before this member have been assigned already: neither object is flushed as it is now.
void OneState::refuse_whole(OneState& other) {
    moved_from = true;
    other.moved_from = other.owner != nullptr;
    refuse_assignment(*owner, relationship_at(*owner, this), " = nullptr");
}

void OneState::set(void* given) {
    if (!owner) {
        drop();
        object = given;
        is = Is::referred;
        return;
    }
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    SessionCore& session = owner->store->session();
    ObjectHeader* target = nullptr;
    if (given)
        target = &session.require(*relationship.target, given,
                                  std::string(relationship.owner->name()) + "." + std::string(relationship.member));
    session.set_one(*owner, relationship, target);
}

void OneState::set_node(ObjectHeader* node) {
    if (!owner) {
        drop();
        object = node->object();
        is = Is::owned;
        return;
    }
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    SessionCore& session = owner->store->session();
    try {  // what asks the database comes first, while nothing is changed
        if (relationship.direction != Direction::many_to_one && owner->phase == ObjectPhase::persistent)
            session.load_one(*owner, relationship);
    } catch (...) {
        destroy_owned(node);
        throw;
    }
    ObjectHeader& target = session.adopt(relationship, node);
    session.changing([&] { session.set_one(*owner, relationship, &target); });
}

// --- many ---------------------------------------------------------------------------------------------------------

ManyState::ManyState(ManyState&& other) noexcept {
    if (other.owner) {
        absent = true;
        other.moved_from = true;
        return;
    }
    contents = std::move(other.contents);
    absent = other.absent;
}

// NOLINTNEXTLINE(performance-noexcept-move-constructor): the session may refuse
ManyState& ManyState::operator=(ManyState&& other) {
    if (this == &other)
        return *this;
    if (owner && (other.owner || (!other.contents && !other.absent)))
        refuse_whole(other);
    if (other.owner) {
        drop();
        absent = true;
        other.moved_from = true;
        return *this;
    }
    replace(std::move(other));
    return *this;
}

void ManyState::replace(ManyState&& given) {
    if (!owner) {
        drop();
        contents = std::move(given.contents);
        absent = given.absent;
        return;
    }
    if (given.absent)
        refuse_absent(owner, this);
    SessionCore& session = owner->store->session();
    if (given.contents)
        session.check_given(relationship_at(*owner, this), given.contents->given);
    clear();
    if (!given.contents)
        return;
    session.changing([&] {
        for (Member& member : given.contents->given) {
            if (std::exchange(member.owned, false))
                add_node(header_of(member.object));
            else
                add(member.object);
        }
    });
    given.contents.reset();
}

/// The columns before this member have been assigned already: neither object is flushed as it is now.
void ManyState::refuse_whole(ManyState& other) {
    moved_from = true;
    other.moved_from = other.owner != nullptr;
    refuse_assignment(*owner, relationship_at(*owner, this), ".clear() or = {}");
}

ManyState::~ManyState() { drop(); }

void ManyState::drop() noexcept {
    absent = false;
    if (!contents)
        return;
    for (const Member& member : contents->given)
        if (member.owned)
            destroy_owned(header_of(member.object));
    contents.reset();
}

ManyState::Contents& ManyState::make_contents() {
    if (!contents) {
        contents = std::make_unique<Contents>();
        contents->is = owner ? Contents::Is::unloaded : Contents::Is::value;
    }
    return *contents;
}

bool ManyState::is_loaded() const noexcept { return !owner || (contents && contents->is == Contents::Is::loaded); }

std::shared_ptr<const ObjectList> ManyState::members() const {
    if (absent)
        refuse_absent(owner, this);
    if (!owner) {
        auto list = std::make_shared<ObjectList>();
        if (contents)
            for (const Member& member : contents->given)
                list->push_back(member.object);
        return list;
    }
    SessionCore& session = owner->store->session();
    if (!contents || contents->is != Contents::Is::loaded)
        session.load_many(*owner, relationship_at(*owner, this));
    if (contents->looked_at != session.phase_changes()) {
        contents->looked_at = session.phase_changes();
        contents->living.reset();
        const auto is_gone = [](const void* object) { return is_being_removed(*header_of(object)); };
        if (std::any_of(contents->objects->begin(), contents->objects->end(), is_gone)) {
            contents->living = std::make_shared<ObjectList>(*contents->objects);
            std::erase_if(*contents->living, is_gone);
        }
    }
    return contents->living ? contents->living : contents->objects;
}

std::shared_ptr<const ObjectList> ManyState::walk() const {
    struct Walk {
        std::shared_ptr<const ObjectList> list;
        std::shared_ptr<void> pin;
    };
    std::shared_ptr<const ObjectList> list = members();
    if (!owner)
        return list;
    const ObjectList* const walked = list.get();
    auto walk = std::make_shared<Walk>(Walk{std::move(list), owner->store->session().pin()});
    return {std::move(walk), walked};
}

std::size_t ManyState::size() const { return members()->size(); }

void* ManyState::at(std::size_t index) const {
    const std::shared_ptr<const ObjectList> list = members();
    if (index >= list->size())
        throw ArgumentError("a relationship has " + std::to_string(list->size()) + " members; there is no number " +
                            std::to_string(index));
    return (*list)[index];
}

bool ManyState::contains(const void* object) const {
    const std::shared_ptr<const ObjectList> list = members();
    return std::find(list->begin(), list->end(), object) != list->end();
}

void* ManyState::add_node(ObjectHeader* node) {
    if (absent) {
        destroy_owned(node);
        refuse_absent(owner, this);
    }
    if (!owner) {
        try {
            make_contents().given.push_back({node->object(), true});
        } catch (...) {
            destroy_owned(node);
            throw;
        }
        return node->object();
    }
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    SessionCore& session = owner->store->session();
    try {
        require_living(*owner, relationship);
    } catch (...) {
        destroy_owned(node);
        throw;
    }
    ObjectHeader& member = session.adopt(relationship, node);
    session.add_member(*owner, relationship, member);
    return member.object();
}

void ManyState::add(void* object) {
    if (absent)
        refuse_absent(owner, this);
    if (!owner) {
        Contents& mine = make_contents();
        const auto is_it = [&](const Member& member) { return member.object == object; };
        if (std::none_of(mine.given.begin(), mine.given.end(), is_it))
            mine.given.push_back({object, false});
        return;
    }
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    SessionCore& session = owner->store->session();
    session.add_member(
        *owner, relationship,
        session.require(*relationship.target, object,
                        std::string(relationship.owner->name()) + "." + std::string(relationship.member)));
}

bool ManyState::remove(void* object) {
    if (absent)
        refuse_absent(owner, this);
    if (!owner) {
        if (!contents)
            return false;
        const auto found = std::find_if(contents->given.begin(), contents->given.end(),
                                        [&](const Member& member) { return member.object == object; });
        if (found == contents->given.end())
            return false;
        if (found->owned)
            destroy_owned(header_of(found->object));
        contents->given.erase(found);
        return true;
    }
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    SessionCore& session = owner->store->session();
    return session.remove_member(
        *owner, relationship,
        session.require(*relationship.target, object,
                        std::string(relationship.owner->name()) + "." + std::string(relationship.member)));
}

void ManyState::clear() {
    if (!owner) {
        drop();
        return;
    }
    const RelationshipInfo& relationship = relationship_at(*owner, this);
    SessionCore& session = owner->store->session();
    const std::shared_ptr<const ObjectList> list = members();
    if (list->empty())
        return;
    session.require_usable();
    require_writable(relationship);
    session.changing([&] {
        for (void* object : *list)
            session.remove_member(*owner, relationship, *header_of(object));
    });
}

std::int64_t ManyState::count() const {
    if (absent)
        refuse_absent(owner, this);
    if (!owner || !is_tracked(*owner))
        return static_cast<std::int64_t>(size());
    return owner->store->session().count_members(*owner, relationship_at(*owner, this));
}

// --- values ---------------------------------------------------------------------------------------------------------

void make_relations_absent(const Mapper& mapper, void* object) noexcept {
    for (const RelationshipInfo& relationship : mapper.declared_relationships()) {
        void* const at = static_cast<std::byte*>(object) + relationship.offset;
        if (relationship.many)
            static_cast<ManyState*>(at)->absent = true;
        else
            static_cast<OneState*>(at)->is = OneState::Is::absent;
    }
}

}  // namespace rowan::detail
