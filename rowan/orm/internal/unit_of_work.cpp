#include <rowan/orm/internal/unit_of_work.hpp>

#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/lone_references.hpp>
#include <rowan/orm/internal/owners_by_key.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan::detail {

namespace {

using Contents = ManyState::Contents;

}  // namespace

void UnitOfWork::collect() {
    settle_orphans();
    follow_removals();
    // Removing may touch and remove more; the lists grow while they are read.
    for (std::size_t i = 0; i < session_.touched_.size(); ++i)
        collect_relations(*session_.touched_[i]);
    inserts_ = session_.pending_;
    removals_ = session_.removed_;
    collect_updates();
}

void UnitOfWork::settle_orphans() {
    std::vector<ObjectHeader*> orphans;
    const auto look = [&](ObjectHeader* object) {
        if (object->has(ObjectHeader::orphaned) && is_living(*object))
            orphans.push_back(object);
    };
    for (ObjectHeader* object : session_.pending_)
        look(object);
    for (const auto& home : session_.stores()) {
        const auto deletes_orphans = [&](const RelationshipInfo& relationship) {
            return relationship.target == &home->mapper();
        };
        bool possible = false;
        for (const auto& other : session_.stores())
            for (const RelationshipInfo& relationship : other->mapper().relationships())
                possible = possible || (relationship.delete_orphan && deletes_orphans(relationship));
        if (possible)
            home->for_each([&](ObjectHeader* object) {
                if (object->phase == ObjectPhase::persistent)
                    look(object);
            });
    }
    for (ObjectHeader* object : orphans) {
        object->clear(ObjectHeader::orphaned);
        if (is_living(*object) && is_orphan(*object)) {
            orphans_.push_back(object);
            session_.remove(*object);
        }
    }
}

/// Not if the program has given it another parent by its key since.
bool UnitOfWork::is_orphan(const ObjectHeader& object) const {
    for (const auto& home : session_.stores())
        for (const RelationshipInfo& relationship : home->mapper().relationships())
            if (relationship.delete_orphan && relationship.target == &object.store->mapper() &&
                session_.foreign_key_agrees(object, relationship.remote, nullptr, {}))
                return true;
    return false;
}

/// What the removals mean for objects that no loaded collection of theirs told of. Removing them removes more.
void UnitOfWork::follow_removals() {
    for (std::size_t begin = 0; begin < session_.removed_.size();) {
        const std::size_t end = session_.removed_.size();
        for (std::size_t i = begin; i < end; ++i)
            load_cascade(*session_.removed_[i]);
        release_members(begin, end);
        begin = end;
    }
}

/// Members of a removed owner that the cascade reaches but that are not in memory: loaded if something depends on them
/// in turn; otherwise one statement does (see release_children).
void UnitOfWork::load_cascade(ObjectHeader& owner) {
    for (const RelationshipInfo& relationship : owner.store->mapper().relationships()) {
        if (!relationship.cascade_delete || relationship.passive_deletes || relationship.view_only ||
            relationship.direction == Direction::many_to_one)
            continue;
        const bool database_does = relationship.on_delete == Action::cascade;
        bool leads_on = relationship.direction == Direction::many_to_many;
        for (const RelationshipInfo& further : relationship.target->relationships())
            leads_on = leads_on || further.direction != Direction::many_to_one || further.cascade_delete;
        // A row that refers to its own child has to let go of it first.
        for (const ForeignKey& key : owner.store->mapper().table().foreign_keys())
            leads_on = leads_on || (key.referred_table == relationship.target->table().name() &&
                                    key.referred_schema == relationship.target->table().schema());
        if (database_does || !leads_on)
            continue;
        const auto go = [&](ObjectHeader& member) {
            if (is_living(member) && !session_.is_given_away(member, relationship, owner))
                session_.remove(member);
        };
        ObjectHeader* const one_owner = &owner;
        session_.load_for({&one_owner, 1}, relationship);
        if (relationship.many) {
            const std::shared_ptr<const ObjectList> members = many_at(owner, relationship).make_contents().objects;
            if (!members)
                continue;
            for (void* member : *members)
                go(*header_of(member));
        } else if (void* member = one_at(owner, relationship).object) {
            go(*header_of(member));
        }
    }
}

/// Whether the program meant this new owner, whose key is that of a removed one: a child that stood with the removed
/// one, and that nobody gave away, did not change.
bool UnitOfWork::is_given_to(ObjectHeader& child, ObjectHeader& owner, const RelationshipInfo& relationship) const {
    if (child.phase == ObjectPhase::pending || (child.store->changes(&child) & column_set(relationship.remote)) != 0)
        return true;
    if (relationship.inverse) {
        const OneState& state = one_at(child, *relationship.inverse);
        // One that is not assigned was found by the key, which is that of both.
        return state.is == OneState::Is::loaded && state.assigned && state.object == owner.object();
    }
    if (is_lone_reference(relationship))
        return false;
    if (!relationship.many)
        return one_at(owner, relationship).object == child.object();
    const auto& contents = many_at(owner, relationship).contents;
    return contents && contents->added.contains(&child);
}

/// Those of its own, and the lone references of the classes in the session.
std::vector<const RelationshipInfo*> UnitOfWork::relationships_to_children(const Mapper& parent) {
    std::vector<const RelationshipInfo*> found;
    for (const RelationshipInfo& relationship : parent.relationships())
        if (relationship.direction == Direction::one_to_many && !relationship.view_only)
            found.push_back(&relationship);
    for (const auto& home : session_.stores())
        for (RelationshipInfo& reference : lone_references(parent, home->mapper()))
            found.push_back(&lone_references_.emplace_back(std::move(reference)));
    return found;
}

/// Objects in memory whose foreign key leads to one of these removed objects follow the cascade, or lose their parent.
void UnitOfWork::release_members(std::size_t begin, std::size_t end) {
    std::unordered_map<const Mapper*, std::vector<const RelationshipInfo*>> to_children;
    std::unordered_map<const RelationshipInfo*, std::unique_ptr<OwnersByKey>> owners;
    for (std::size_t i = begin; i < end; ++i) {
        const Mapper& mapper = session_.removed_[i]->store->mapper();
        const auto [known, is_new] = to_children.try_emplace(&mapper);
        if (is_new)
            known->second = relationships_to_children(mapper);
        for (const RelationshipInfo* relationship : known->second) {
            std::unique_ptr<OwnersByKey>& parents = owners[relationship];
            if (!parents)
                parents = std::make_unique<OwnersByKey>(*relationship);
            parents->insert(session_.removed_[i]);
        }
    }
    for (const auto& [relationship, parents] : owners) {
        const OwnersByKey successors = session_.new_owners(*relationship);
        std::vector<ObjectHeader*> children;
        for (const auto& home : session_.stores())
            if (&home->mapper() == relationship->target)
                home->for_each([&](ObjectHeader* child) {
                    const void* columns = child->object();
                    if (!is_living(*child) || !parents->find(*relationship->target, relationship->remote, columns))
                        return;
                    ObjectHeader* successor = successors.find(*relationship->target, relationship->remote, columns);
                    if (!successor || !is_given_to(*child, *successor, *relationship))
                        children.push_back(child);
                });
        for (ObjectHeader* child : children) {
            if (!is_living(*child))
                continue;
            if (relationship->cascade_delete || relationship->on_delete == Action::cascade) {
                session_.remove(*child);
            } else if (relationship->on_delete == Action::set_default) {
                child->epoch = 0;  // only the database knows what it writes
            } else {
                require_parent(*child, *relationship);
                left_.push_back({child, relationship, values_of(*child, relationship->remote)});
                session_.leave_parent(*child, *relationship);
            }
        }
    }
}

void UnitOfWork::collect_relations(ObjectHeader& object) {
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.view_only)
            continue;
        if (relationship.many)
            collect_many(object, relationship);
        else
            collect_one(object, relationship);
    }
}

void UnitOfWork::add_link(ObjectHeader& child, ObjectHeader& parent, const RelationshipInfo& relationship) {
    const bool outwards = relationship.direction == Direction::many_to_one;
    links_of_.emplace(&child, links_.size());
    links_.push_back({&child, &parent, outwards ? relationship.local : relationship.remote,
                      outwards ? relationship.remote : relationship.local});
}

void UnitOfWork::require_parent(const ObjectHeader& child, const RelationshipInfo& relationship) const {
    if (relationship.foreign_key_nullable || !is_living(child))
        return;
    const bool outwards = relationship.direction == Direction::many_to_one;
    const Mapper& mapper = child.store->mapper();
    const std::uint16_t field = (outwards ? relationship.local : relationship.remote)[0];
    throw ArgumentError(describe(child) + " is left without " + spell(relationship) + ", but its foreign key " +
                        std::string(mapper.name()) + "." + std::string(mapper.fields()[field].member) +
                        " can't be NULL: give it another, remove() it, make the member a std::optional, or map the "
                        "relationship with cascade_all_delete_orphan");
}

/// Whether a relationship that the program set still stands: not if it assigned the foreign key afterwards.
bool UnitOfWork::stands(const ObjectHeader& child, const ObjectHeader& parent,
                        const RelationshipInfo& relationship) const {
    const bool outwards = relationship.direction == Direction::many_to_one;
    const auto& child_fields = outwards ? relationship.local : relationship.remote;
    const auto& parent_fields = outwards ? relationship.remote : relationship.local;
    if (session_.foreign_key_agrees(child, child_fields, &parent, parent_fields))
        return true;
    const Mapper& mapper = parent.store->mapper();
    if (parent.phase == ObjectPhase::pending) {
        if (!mapper.generated_key())
            return true;
        throw ArgumentError(describe(child) + ": " + spell(relationship) + " leads to a new " +
                            std::string(mapper.name()) +
                            ", but then its foreign key was assigned, too; give one of the two");
    }
    return mapper.key_may_change();
}

void UnitOfWork::collect_one(ObjectHeader& object, const RelationshipInfo& relationship) {
    const OneState& state = one_at(object, relationship);
    if (state.is != OneState::Is::loaded || !state.assigned || !is_living(object))
        return;
    if (relationship.direction == Direction::many_to_one) {
        if (!state.object) {
            if (session_.foreign_key_agrees(object, relationship.local, nullptr, {}))
                require_parent(object, relationship);
            else
                session_.level().moved_by_key.push_back(&object);
            return;
        }
        ObjectHeader& parent = *header_of(state.object);
        if (!stands(object, parent, relationship)) {
            if (relationship.inverse)
                session_.stand_in(parent, *relationship.inverse, object, false);
            session_.level().moved_by_key.push_back(&object);
            return;
        }
        if (is_living(parent))
            add_link(object, parent, relationship);
        else if (parent.phase == ObjectPhase::kept)
            throw ArgumentError(describe(object) + ": " + spell(relationship) + " is " + describe(parent) +
                                ", which is not pending; restore() it");
        else
            require_parent(object, relationship);
    } else if (state.object && is_living(*header_of(state.object))) {
        add_link(*header_of(state.object), object, relationship);
    }
}

void UnitOfWork::collect_many(ObjectHeader& object, const RelationshipInfo& relationship) {
    const ManyState& state = many_at(object, relationship);
    if (!state.contents)
        return;
    const Contents& contents = *state.contents;
    if (relationship.direction == Direction::many_to_many) {
        for (ObjectHeader* member : contents.added)
            if (is_living(object) && is_living(*member))
                add_pair(new_pairs_, relationship, object, *member);
        for (ObjectHeader* member : contents.removed)
            if (object.snapshot && member->snapshot)
                add_pair(gone_pairs_, relationship, object, *member);
        return;
    }
    for (ObjectHeader* member : contents.added)
        if (is_living(object) && is_living(*member)) {
            if (stands(*member, object, relationship)) {
                add_link(*member, object, relationship);
            } else {
                session_.stand_in(object, relationship, *member, false);
                session_.level().moved_by_key.push_back(member);
            }
        }
    for (ObjectHeader* member : contents.removed) {
        if (!is_living(*member))
            continue;
        if (session_.foreign_key_agrees(*member, relationship.remote, &object, relationship.local)) {
            session_.stand_in(object, relationship, *member, true);  // its key was assigned since
            continue;
        }
        if (relationship.inverse) {
            const OneState& parent = one_at(*member, *relationship.inverse);
            if (parent.is == OneState::Is::loaded && parent.object)
                continue;
        } else if (links_of_.contains(member)) {
            continue;
        }
        if (session_.foreign_key_agrees(*member, relationship.remote, nullptr, {}))
            require_parent(*member, relationship);
    }
}

void UnitOfWork::add_pair(PairList& to, const RelationshipInfo& relationship, ObjectHeader& owner,
                          ObjectHeader& member) {
    // One pair is one row, whichever end was written: the end of the lower mapper stands for both.
    if (relationship.inverse && relationship.inverse < &relationship)
        to.add({relationship.inverse, &member, &owner});
    else
        to.add({&relationship, &owner, &member});
}

void UnitOfWork::refuse_moved_from(ObjectHeader& object) const {
    if (was_moved_from(object))
        throw ArgumentError("flush: " + describe(object) +
                            " was moved from, or assigned over as a whole: roll back; an object of a session is taken "
                            "out with session.expunge(), copied with rowan::copy(), and given other columns with "
                            "session.assign()");
}

bool UnitOfWork::gets_other_key(const ObjectHeader& object) const {
    const Mapper& mapper = object.store->mapper();
    return mapper.key_may_change() && object.phase == ObjectPhase::persistent &&
           (object.store->changes(&object) & column_set(mapper.key())) != 0;
}

/// A key that may change must lead to one that is free, or that its object gives up in the same flush.
void UnitOfWork::refuse_taken_key(ObjectHeader& object) const {
    EntityStore& home = *object.store;
    const ObjectHeader* other = home.find_key(home.key_of(object.object()));
    if (!other || other == &object || (other->phase != ObjectPhase::pending && other->phase != ObjectPhase::persistent))
        return;
    if (other->phase == ObjectPhase::persistent && key_text(home.mapper(), home.mapper().key(), other->object()) !=
                                                       key_text(home.mapper(), home.mapper().key(), object.object()))
        return;
    throw ArgumentError("flush: an object was given the key of another in the session, " + describe(*other) +
                        ": remove() that one, or give it another key and flush first");
}

void UnitOfWork::collect_updates() {
    for (const auto& home : session_.stores()) {
        const Mapper& mapper = home->mapper();
        const ColumnSet key = column_set(mapper.key());
        const std::size_t known = updates_.size();
        ColumnSet all_changed = 0;
        home->for_each([&](ObjectHeader* object) {
            if (object->phase != ObjectPhase::persistent)
                return;
            if (!mapper.declared_relationships().empty() || mapper.deferred() != 0)
                refuse_moved_from(*object);
            ColumnSet changed = home->changes(object);
            bool linked = false;
            if (!links_.empty()) {
                const auto [begin, end] = links_of_.equal_range(object);
                for (auto link = begin; link != end; ++link)
                    linked = linked || links_[link->second].parent->phase == ObjectPhase::pending ||
                             gets_other_key(*links_[link->second].parent);
            }
            if (changed == 0 && !linked)
                return;
            if ((changed & key) != 0 && mapper.key_may_change())
                refuse_taken_key(*object);
            if ((changed & key) != 0 && !mapper.key_may_change())
                throw ArgumentError(
                    "flush: the key of " + describe(*object) +
                    " was changed; a key stays as it is, unless it is mapped with primary_key(may_change)");
            if (mapper.version_field() >= 0 && (changed >> mapper.version_field() & 1) != 0)
                throw ArgumentError("flush: the version of " + describe(*object) + " was changed; rowan counts it");
            updates_.push_back({Operation::Kind::update, object, changed});
            all_changed |= changed;
        });
        if (updates_.size() > known)
            changes_.push_back({home.get(), all_changed});
    }
    for (ObjectHeader* object : inserts_)
        if (!object->store->mapper().declared_relationships().empty() || object->store->mapper().deferred() != 0)
            refuse_moved_from(*object);
}

namespace {

/// Those at the beginning that one function writes.
std::span<const Operation> first_batch(std::span<const Operation> operations) {
    const Operation& first = operations.front();
    const auto joins = [&](const Operation& operation) {
        return operation.kind == first.kind &&
               (operation.kind == Operation::Kind::update || operation.object->store == first.object->store);
    };
    const auto end = std::find_if_not(operations.begin(), operations.end(), joins);
    return {operations.begin(), end};
}

std::vector<ObjectHeader*> objects_of(std::span<const Operation> operations) {
    std::vector<ObjectHeader*> objects;
    objects.reserve(operations.size());
    for (const Operation& operation : operations)
        objects.push_back(operation.object);
    return objects;
}

}  // namespace

void UnitOfWork::execute() {
    bool may_have_sent = false;
    std::vector<Operation> told;
    try {
        prepare_values();
        const std::vector<Operation> operations = order();
        told = told_operations(operations);
        tell(told, true);
        session_.connection(true);
        session_.wrote_ = true;
        may_have_sent = true;
        if (!released_.empty())
            empty_released_keys();
        for (std::span<const Operation> rest = operations; !rest.empty();) {
            const std::span<const Operation> batch = first_batch(rest);
            rest = rest.subspan(batch.size());
            switch (batch.front().kind) {
                case Operation::Kind::insert:
                    insert_batch(objects_of(batch));
                    break;
                case Operation::Kind::update:
                    update_batch(batch);
                    break;
                case Operation::Kind::remove:
                    remove_batch(objects_of(batch));
                    break;
                case Operation::Kind::give_up:
                    for (const Operation& operation : batch)
                        give_up(operation);
                    break;
            }
        }
        write_pairs();
        read_back();
        follow_foreign_keys();
        if (!updates_.empty())
            follow_changed_keys();
        take_snapshots();
    } catch (...) {
        take_back();
        if (may_have_sent)
            session_.note_failure(std::current_exception());
        throw;
    }
    try {
        finish();
    } catch (...) {
        session_.note_failure(std::current_exception());  // the rows are written, but the objects do not agree
        throw;
    }
    tell(told, false);
}

/// What listeners of rows are told of: each object once, in the order of the statements.
std::vector<Operation> UnitOfWork::told_operations(std::span<const Operation> operations) const {
    std::vector<Operation> told;
    if (session_.row_listeners.empty())
        return told;
    for (const Operation& operation : operations)
        if (operation.kind != Operation::Kind::give_up &&
            (operation.kind != Operation::Kind::update || operation.object->phase == ObjectPhase::persistent))
            told.push_back(operation);
    return told;
}

void UnitOfWork::tell(const std::vector<Operation>& operations, bool before) {
    for (const Operation& operation : operations) {
        switch (operation.kind) {
            case Operation::Kind::insert:
                session_.tell(before ? RowEvent::before_insert : RowEvent::after_insert, *operation.object);
                break;
            case Operation::Kind::update:
                session_.tell(before ? RowEvent::before_update : RowEvent::after_update, *operation.object);
                break;
            case Operation::Kind::remove:
                session_.tell(before ? RowEvent::before_delete : RowEvent::after_delete, *operation.object);
                break;
            case Operation::Kind::give_up:
                break;
        }
    }
}

void UnitOfWork::take_back() noexcept {
    try {
        restore_collected();
    } catch (...) {
        session_.note_failure(std::current_exception());  // a rollback does it
    }
}

/// What the program wrote stays.
void UnitOfWork::restore_collected() {
    for (ObjectHeader* object : keyed_) {
        object->clear(ObjectHeader::generated_key);
        reset_key(*object);
    }
    keyed_.clear();
    std::vector<Level::Written>& written = session_.level().written;
    for (; written.size() > written_mark_; written.pop_back())
        detail::take_back(written.back());
    for (const LeftParent& left : left_) {
        const std::span<const Field> fields = left.child->store->mapper().fields();
        for (std::size_t i = 0; i < left.key.size(); ++i)
            assign_field(fields[left.relationship->remote[i]], left.child->object(), left.key[i]);
        if (left.relationship->inverse)
            session_.unload_relation(*left.child, *left.relationship->inverse);
    }
    left_.clear();
    while (session_.removed_.size() > removed_mark_)
        session_.restore(*session_.removed_.back());
    while (session_.kept_.size() > kept_mark_)
        session_.restore(*session_.kept_.back());
    for (ObjectHeader* object : orphans_)
        object->set(ObjectHeader::orphaned);
    orphans_.clear();
}

/// Two rows of one flush have two keys, unless the database replaced one by the other, or does not tell its keys.
void UnitOfWork::refuse_shared_key(const ObjectHeader& before, const ObjectHeader& object) const {
    const auto end = std::find(inserts_.begin(), inserts_.end(), &object);
    if (std::find(inserts_.begin(), end, &before) != end)
        throw OperationalError("flush: two new objects got one key, " + describe(object) +
                               ": a trigger, a rule or an ON CONFLICT REPLACE of " +
                               object.store->mapper().table().name() +
                               " put one row in the place of another; insert only one of them");
}

/// Of what was written. An adapter may refuse, so this comes while all can be taken back.
void UnitOfWork::take_snapshots() {
    try {
        for (ObjectHeader* object : inserts_)
            object->store->take_snapshot(object);
    } catch (...) {
        for (ObjectHeader* object : inserts_)
            object->store->drop_snapshot(object);
        throw;
    }
    for (const Operation& update : updates_) {
        ObjectHeader* object = update.object;
        if (object->level != session_.depth()) {
            session_.level().earlier.push_back({object, object->snapshot, object->epoch});
            object->snapshot = nullptr;
        }
        object->store->take_snapshot(object);
    }
}

/// Everything is in the database: the session's picture of it follows.
void UnitOfWork::finish() {
    const bool keys_change = std::any_of(changes_.begin(), changes_.end(), [](const Changes& changes) {
        return (changes.columns & column_set(changes.home->mapper().key())) != 0;
    });
    const auto gets_key = [&](const Operation& update) {
        return keys_change && (update.columns & column_set(update.object->store->mapper().key())) != 0;
    };
    // Keys that go from one to the next are given up by all before they are taken.
    if (keys_change)
        for (const Operation& update : updates_)
            if (gets_key(update))
                update.object->store->erase_identity(update.object);
    for (ObjectHeader* object : removals_) {
        object->store->erase_identity(object);
        object->phase = ObjectPhase::deleted;
        session_.cohorts_.leave(object);
    }
    for (ObjectHeader* object : inserts_) {
        EntityStore& home = *object->store;
        if (object->has(ObjectHeader::identified)) {
            object->clear(ObjectHeader::identified);
            if (home.find_key(home.key_of(object->object())) != object)
                home.erase_identity(object);
        }
        const KeyView key = home.key_of(object->object());
        if (ObjectHeader* other = home.insert_key(key, object); other != object) {
            refuse_shared_key(*other, *object);
            // Its row is gone, or the key would not have been free.
            home.erase_key(key, other);
            home.insert_key(key, object);
            if (other->phase == ObjectPhase::persistent) {
                other->phase = ObjectPhase::deleted;
                ++session_.phase_changes_;
            }
        }
        object->phase = ObjectPhase::persistent;
        object->set(ObjectHeader::listed);
        object->epoch = session_.epoch();
        const ColumnSet filled = home.mapper().read_back() | (home.mapper().defaulted() & ~nulls_on_purpose(*object));
        session_.settle_deferred(*object, filled);
    }
    for (const Operation& update : updates_) {
        ObjectHeader* object = update.object;
        EntityStore& home = *object->store;
        if (gets_key(update))
            home.insert_key(home.key_of(object->object()), object);
        object->epoch = session_.epoch();
        session_.settle_deferred(*object, home.mapper().read_back());
    }
    const auto settle = [&](ObjectHeader* object) {
        for (const RelationshipInfo& relationship : object->store->mapper().declared_relationships()) {
            if (!relationship.many) {
                one_at(*object, relationship).assigned = false;
            } else if (const auto& contents = many_at(*object, relationship).contents) {
                contents->added.clear();
                contents->removed.clear();
            }
        }
    };
    for (ObjectHeader* object : session_.touched_) {
        settle(object);
        object->clear(ObjectHeader::touched);
    }
    session_.touched_.clear();
    session_.nulls_.clear();
    session_.pending_.clear();
    session_.removed_.clear();
}

}  // namespace rowan::detail
