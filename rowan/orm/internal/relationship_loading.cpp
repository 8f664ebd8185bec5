// Relationships loaded when they are touched: for the owner and for its peers, in one statement.
#include <rowan/dialects/dialect.hpp>
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/key_array.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/load_plan.hpp>
#include <rowan/orm/internal/owners_by_key.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/internal/statements.hpp>
#include <rowan/orm/internal/wanted_rows.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <bit>
#include <optional>
#include <unordered_map>

namespace rowan::detail {

namespace {

/// The keys of one statement: as many as a touch loads for at most.
constexpr std::size_t most_keys = 32'768;

/// Of so many columns.
std::size_t keys_at_once(const Connection& connection, std::size_t width) {
    const auto parameters = static_cast<std::size_t>(connection.dialect().capabilities().max_parameters);
    return std::max<std::size_t>(1, std::min(most_keys, parameters / width));
}

/// How many keys a statement takes: few different numbers, so that few statements are prepared.
std::size_t rounded_count(std::size_t wanted, std::size_t most) { return std::min(std::bit_ceil(wanted), most); }

}  // namespace

LoadStrategy SessionCore::strategy_of(const ObjectHeader& owner, const RelationshipInfo& relationship) const noexcept {
    return cohorts_.strategy(owner.cohort, relationship.index, relationship.strategy);
}

void SessionCore::require_loadable(const ObjectHeader& owner, const RelationshipInfo& relationship) const {
    require_usable();
    if (strategy_of(owner, relationship) == LoadStrategy::raise || options_.strict_loading)
        throw StateError(spell(relationship) + " of " + describe(owner) +
                         " is not loaded, and must not be loaded by a touch" +
                         (options_.strict_loading ? " (strict_loading)" : " (raise_load)") +
                         ": load it with the query, options(selectinload<&" + std::string(relationship.owner->name()) +
                         "::" + std::string(relationship.member) + ">())");
}

std::vector<ObjectHeader*> SessionCore::peers_lacking(ObjectHeader& owner, const RelationshipInfo& relationship) {
    std::vector<ObjectHeader*> lacking{&owner};
    if (owner.cohort == 0)
        return lacking;
    const std::size_t first = options_.peers > 0 ? options_.peers : relationship.peers;
    const std::size_t count = cohorts_.next_count(owner.cohort, relationship.index, first);
    const std::vector<ObjectHeader*>& members = cohorts_.members(owner.cohort);
    for (std::size_t i = owner.place + 1U; i < members.size() && lacking.size() < count; ++i) {
        ObjectHeader* peer = members[i];
        if (!peer || peer->phase != ObjectPhase::persistent)
            continue;
        if (relationship.many) {
            const ManyState& state = many_at(*peer, relationship);
            if (state.contents && state.contents->is != ManyState::Contents::Is::unloaded)
                continue;
        } else if (one_at(*peer, relationship).is != OneState::Is::unset) {
            continue;
        }
        lacking.push_back(peer);
    }
    return lacking;
}

namespace {

/// How the rows of `target` are read from column `first` on.
class RowColumns {
public:
    RowColumns(const EntityStore& target, int first, DeferredColumns columns) {
        options_.deferred = columns.loaded;
        options_.raises = columns.raises;
        if (columns.loaded == 0)
            return;
        const Mapper& mapper = target.mapper();
        runs_.push_back({first, slots_of(mapper, (mapper.all_columns() & ~mapper.deferred()) | columns.loaded)});
        options_.runs = runs_;
    }
    RowColumns(const RowColumns&) = delete;
    RowColumns& operator=(const RowColumns&) = delete;
    const LoadOptions& options() const noexcept { return options_; }

private:
    std::vector<ColumnRun> runs_{};
    LoadOptions options_{};
};

}  // namespace

void SessionCore::load_for(std::span<ObjectHeader* const> owners, const RelationshipInfo& relationship,
                           DeferredColumns columns) {
    if (owners.empty())
        return;
    const Noting noting(*this);
    if (relationship.direction == Direction::many_to_one)
        load_parents(owners, relationship, columns);
    else
        load_children(owners, relationship, columns);
}

// --- one ----------------------------------------------------------------------------------------------------------

/// A many-to-one by its foreign key, without SQL: stays unset if the parent is not in the session, or (unless
/// `any_reading` will do) was not read in this transaction.
void SessionCore::follow_foreign_key(ObjectHeader& owner, const RelationshipInfo& relationship, bool any_reading) {
    OneState& state = one_at(owner, relationship);
    const Mapper& mapper = owner.store->mapper();
    EntityStore& target = store(*relationship.target);
    ObjectHeader* found = nullptr;
    const driver::FieldSlot& slot = mapper.slots()[relationship.local[0]];
    if (target.mapper().integer_key() && is_plain_integer(slot)) {
        std::int64_t number = 0;
        if (!read_integer(slot, owner.object(), number)) {
            state.is = OneState::Is::loaded;
            state.object = nullptr;
            return;
        }
        found = target.find_key({number, {}});
    } else {
        ObjectHeader& spare = target.spare();
        for (std::size_t i = 0; i < relationship.local.size(); ++i) {
            const Value value = read_field(mapper.fields()[relationship.local[i]], owner.object());
            if (value.is_null()) {
                state.is = OneState::Is::loaded;
                state.object = nullptr;
                return;
            }
            assign_field(target.mapper().fields()[relationship.remote[i]], spare.object(), value);
        }
        found = target.find_key(target.key_of(spare.object()));
        if (!found)
            found = target.find_spelling(relationship.remote, key_text(mapper, relationship.local, owner.object()));
    }
    if (!found || found->phase == ObjectPhase::removed || found->phase == ObjectPhase::deleted)
        return;
    if (found->phase == ObjectPhase::persistent && found->epoch != epoch_ && !any_reading)
        return;
    state.is = OneState::Is::loaded;
    state.object = found->object();
    if (found->level != 0)  // a rollback makes it nobody's
        level().relations.push_back({&owner, relationship.offset});
}

/// Whether the foreign key of an owner whose parent is loaded is that parent's.
bool SessionCore::stands_by_key(ObjectHeader& owner, const RelationshipInfo& relationship) const {
    const OneState& state = one_at(owner, relationship);
    const ObjectHeader* target = state.object ? header_of(state.object) : nullptr;
    if (target && target->phase == ObjectPhase::persistent && relationship.local.size() == 1 &&
        is_plain_integer(owner.store->mapper().slots()[relationship.local[0]]) &&
        is_plain_integer(relationship.target->slots()[relationship.remote[0]])) {
        std::int64_t mine = 0;
        std::int64_t theirs = 0;
        if (read_integer(owner.store->mapper().slots()[relationship.local[0]], owner.object(), mine) &&
            read_integer(relationship.target->slots()[relationship.remote[0]], state.object, theirs) && mine == theirs)
            return true;
    }
    return foreign_key_agrees(owner, relationship.local, target, relationship.remote);
}

/// Whether a parent that is loaded is the one still: the foreign key may have been written since, and the last written
/// wins. If it is not, it is not loaded afterwards.
bool SessionCore::keeps_parent(ObjectHeader& child, const RelationshipInfo& relationship) {
    OneState& state = one_at(child, relationship);
    if (stands_by_key(child, relationship))
        return true;
    if (state.assigned)
        level().moved_by_key.push_back(&child);
    // Of a row, the flush tells where it stood.
    if ((state.assigned || child.phase == ObjectPhase::pending) && state.object && relationship.inverse)
        stand_in(*header_of(state.object), *relationship.inverse, child, false);
    state.is = OneState::Is::unset;
    state.object = nullptr;
    state.assigned = false;
    return false;
}

void SessionCore::load_one(ObjectHeader& owner, const RelationshipInfo& relationship) {
    OneState& state = one_at(owner, relationship);
    const bool outwards = relationship.direction == Direction::many_to_one;
    if (state.is == OneState::Is::loaded && (!outwards || keeps_parent(owner, relationship)))
        return;
    if (relationship.to_key) {
        follow_foreign_key(owner, relationship);
        if (state.is == OneState::Is::loaded)
            return;
    }
    if (strategy_of(owner, relationship) == LoadStrategy::none)
        return;
    if (owner.phase != ObjectPhase::persistent && !outwards)
        return;
    if (closed_)
        return;
    require_loadable(owner, relationship);
    const std::vector<ObjectHeader*> owners = peers_lacking(owner, relationship);
    load_for(owners, relationship);
    load_mapped_relations(*this, owners, relationship);
}

void SessionCore::read_wanted(EntityStore& home, std::span<const std::uint16_t> fields, WantedRows& wanted,
                              const driver::FieldSlot& first, DeferredColumns columns) {
    const std::span<WantedRow> rows = wanted.rows();
    Connection& open = connection(false);
    const std::size_t width = fields.size();
    const bool as_array = width == 1 && KeyArray::takes(open.dialect(), first);
    const std::size_t most = keys_at_once(open, width);
    const std::uint32_t cohort = cohorts_.begin();
    const RowColumns row_columns(home, 0, columns);
    bool other_spellings = false;
    for (std::size_t begin = 0; begin < rows.size(); begin += most) {
        const std::span<const WantedRow> some = rows.subspan(begin, std::min(rows.size() - begin, most));
        const std::size_t count = as_array ? any_number : rounded_count(some.size(), most);
        KeyArray array;  // outlives the execution, which tells its parameters to listeners at its end
        Execution execution(open, home.select_in(fields, count, {}, columns.loaded));
        if (as_array) {
            for (const WantedRow& row : some)
                array.add(row.key[0].as<std::int64_t>());
            array.bind(execution, 0);
        }
        for (std::size_t i = 0; i < count; ++i)  // the last one again, where there are fewer
            for (std::size_t j = 0; j < width; ++j)
                execution.bind(static_cast<int>(i * width + j), some[std::min(i, some.size() - 1)].key[j]);
        while (execution.step()) {
            ObjectHeader* const object = read_row(execution, home, 0, row_columns.options());
            cohorts_.join(cohort, object);
            if (WantedRow* const row = wanted.find(key_text(home.mapper(), fields, last_row_)))
                row->object = object;
            else
                other_spellings = true;
        }
    }
    cohorts_.end(cohort);
    if (other_spellings)
        for (WantedRow& row : rows)
            if (!row.object)
                row.object = ask_for_owner(home, fields, row.key);
}

void SessionCore::load_parents(std::span<ObjectHeader* const> owners, const RelationshipInfo& relationship,
                               DeferredColumns columns) {
    const Mapper& mapper = *relationship.owner;
    WantedRows parents;
    for (std::size_t i = 0; i < owners.size(); ++i) {
        ObjectHeader& owner = *owners[i];
        OneState& state = one_at(owner, relationship);
        if (state.is == OneState::Is::loaded)
            continue;
        if (relationship.to_key)
            follow_foreign_key(owner, relationship);
        if (state.is == OneState::Is::loaded)
            continue;
        std::string text = key_text(mapper, relationship.local, owner.object());
        if (text.empty()) {
            state.is = OneState::Is::loaded;
            state.object = nullptr;
            continue;
        }
        parents.add(std::move(text), i, [&] { return values_of(owner, relationship.local); });
    }
    if (parents.rows().empty())
        return;
    guarded([&] {
        read_wanted(store(*relationship.target), relationship.remote, parents, mapper.slots()[relationship.local[0]],
                    columns);
    });
    // When all rows are read: a parent's row may be that of a child as well, which then is not loaded any more.
    for (const WantedRow& parent : parents.rows())
        for (const std::size_t place : parent.places) {
            OneState& state = one_at(*owners[place], relationship);
            state.is = OneState::Is::loaded;
            state.object = parent.object && is_living(*parent.object) ? parent.object->object() : nullptr;
            // As the database is after a flush that may be rolled back.
            if (wrote_)
                level().relations.push_back({owners[place], relationship.offset});
        }
}

/// The object whose `fields` are, as the database compares them, these values. For keys that are equal in the database,
/// but not by their bytes: of another case, or padded.
ObjectHeader* SessionCore::ask_for_owner(EntityStore& home, std::span<const std::uint16_t> fields,
                                         std::span<const Value> values) {
    std::string text;
    for (const Value& value : values) {
        if (value.is_null())
            return nullptr;
        text += value.to_display(static_cast<std::size_t>(-1)) + '\x1f';
    }
    if (ObjectHeader* known = home.find_spelling(fields, text))
        return known;
    Execution execution(connection(false), home.select_in(fields, 1, {}));
    for (std::size_t i = 0; i < values.size(); ++i)
        execution.bind(static_cast<int>(i), values[i]);
    if (!execution.step())
        return nullptr;
    ObjectHeader* found = read_row(execution, home, 0, {});
    home.note_spelling(fields, text, found);
    return found;
}

// --- many ---------------------------------------------------------------------------------------------------------

void SessionCore::load_many(ObjectHeader& owner, const RelationshipInfo& relationship) {
    ManyState& state = many_at(owner, relationship);
    ManyState::Contents& contents = state.make_contents();
    if (contents.is == ManyState::Contents::Is::loaded)
        return;
    if (owner.phase != ObjectPhase::persistent || strategy_of(owner, relationship) == LoadStrategy::none) {
        finish_load(owner, relationship, std::make_shared<ObjectList>());
        return;
    }
    require_loadable(owner, relationship);
    const std::vector<ObjectHeader*> owners = peers_lacking(owner, relationship);
    load_for(owners, relationship);
    load_mapped_relations(*this, owners, relationship);
}

/// What a rollback of this level may make untrue is then not loaded.
void SessionCore::note_load(ObjectHeader& owner, const RelationshipInfo& relationship, const ObjectList& members,
                            bool all_settled) {
    const bool depends = levels_.size() > 1 || !level().removed.empty() ||
                         (!all_settled && std::any_of(members.begin(), members.end(),
                                                      [](void* member) { return header_of(member)->level != 0; }));
    if (depends)
        level().relations.push_back({&owner, relationship.offset});
}

void SessionCore::note_load_of_one(ObjectHeader& owner, const RelationshipInfo& relationship,
                                   const ObjectHeader* member) {
    if (wrote_ || levels_.size() > 1 || !level().removed.empty() || (member && member->level != 0))
        level().relations.push_back({&owner, relationship.offset});
}

namespace {

/// A pair that has a row needs no other, and one that has none is not to be deleted: now that it is known.
void drop_what_is_so(ObjectHeader& owner, const RelationshipInfo& relationship, const ObjectList& members) {
    ManyState::Contents& contents = many_at(owner, relationship).make_contents();
    const auto has_row = [&](const ObjectHeader* member) {
        return std::find(members.begin(), members.end(), member->object()) != members.end();
    };
    const auto other_end = [&](ObjectHeader& member) -> ManyState::Contents* {
        return relationship.inverse ? many_at(member, *relationship.inverse).contents.get() : nullptr;
    };
    contents.removed.erase_if([&](ObjectHeader* member) {
        if (has_row(member))
            return false;
        if (ManyState::Contents* const other = other_end(*member))
            other->removed.erase(&owner);
        return true;
    });
    contents.added.erase_if([&](ObjectHeader* member) {
        if (!has_row(member))
            return false;
        contents.removed.erase(member);
        if (ManyState::Contents* const other = other_end(*member)) {
            other->removed.erase(&owner);
            other->added.erase(&owner);
        }
        return true;
    });
}

}  // namespace

/// The members as the database has them, with unsaved additions and removals merged in.
void SessionCore::finish_load(ObjectHeader& owner, const RelationshipInfo& relationship,
                              std::shared_ptr<ObjectList> members, bool all_settled) {
    // As the database is after a flush that may be rolled back.
    if (wrote_)
        level().relations.push_back({&owner, relationship.offset});
    if (!relationship.many) {
        OneState& state = one_at(owner, relationship);
        if (state.is == OneState::Is::loaded)
            return;
        note_load(owner, relationship, *members, all_settled);
        state.is = OneState::Is::loaded;
        state.object = nullptr;
        for (void* member : *members)  // one that is removed may come back, and gives way to another
            if (!state.object || header_of(state.object)->phase == ObjectPhase::removed)
                state.object = member;
        return;
    }
    ManyState::Contents& contents = many_at(owner, relationship).make_contents();
    if (contents.is == ManyState::Contents::Is::loaded)
        return;
    note_load(owner, relationship, *members, all_settled);
    if (relationship.direction == Direction::many_to_many && owner.phase == ObjectPhase::persistent &&
        strategy_of(owner, relationship) != LoadStrategy::none)
        drop_what_is_so(owner, relationship, *members);
    for (const ObjectHeader* removed : contents.removed)  // unless it came back by its key
        if (relationship.direction != Direction::one_to_many ||
            !foreign_key_agrees(*removed, relationship.remote, &owner, relationship.local))
            std::erase(*members, removed->object());
    append_missing(*members, contents.added);
    contents.is = ManyState::Contents::Is::loaded;
    contents.objects = std::move(members);
    contents.living.reset();
    contents.looked_at = all_settled && contents.added.empty() ? phase_changes_ : 0;
}

OwnersByKey SessionCore::new_owners(const RelationshipInfo& relationship) const {
    OwnersByKey owners(relationship);
    for (ObjectHeader* added : pending_)
        if (&added->store->mapper() == relationship.owner && added->store->has_key(added->object()))
            owners.insert(added);
    const bool may_change =
        relationship.owner->key_may_change() || !std::ranges::equal(relationship.local, relationship.owner->key());
    for (const auto& home : stores_)
        if (may_change && &home->mapper() == relationship.owner)
            home->for_each([&](ObjectHeader* owner) {
                if (owner->phase == ObjectPhase::persistent && (home->changes(owner) & relationship.local_set) != 0)
                    owners.insert(owner, owner->object());
            });
    return owners;
}

/// New objects whose parent is given by its key have no row that could have been read.
void SessionCore::add_new_children(const RelationshipInfo& relationship, const OwnersByKey& owners,
                                   const std::unordered_map<ObjectHeader*, std::shared_ptr<ObjectList>>& lists) const {
    std::optional<OwnersByKey> successors;  // removed owners alone ask for them
    for (ObjectHeader* child : pending_) {
        if (&child->store->mapper() != relationship.target)
            continue;
        ObjectHeader* owner = owners.find(*relationship.target, relationship.remote, child->object());
        if (!owner)
            continue;
        if (!is_living(*owner)) {
            if (!successors)
                successors.emplace(new_owners(relationship));
            if (successors->find(*relationship.target, relationship.remote, child->object()))
                continue;
        }
        if (relationship.inverse) {
            const OneState& parent = one_at(*child, *relationship.inverse);
            if (parent.is == OneState::Is::loaded && parent.object != owner->object())
                continue;
        }
        ObjectList& list = *lists.at(owner);
        if (std::find(list.begin(), list.end(), child->object()) == list.end()) {
            child->set(ObjectHeader::listed);
            list.push_back(child->object());
        }
    }
}

void SessionCore::load_children(std::span<ObjectHeader* const> owners, const RelationshipInfo& relationship,
                                DeferredColumns columns) {
    EntityStore& target = store(*relationship.target);
    const Mapper& mapper = *relationship.owner;
    const bool over_secondary = relationship.direction == Direction::many_to_many;
    const std::size_t width = relationship.local.size();
    std::vector<ObjectHeader*> keyed;
    OwnersByKey by_key(relationship);
    for (ObjectHeader* owner : owners) {
        if (relationship.many) {
            const ManyState& state = many_at(*owner, relationship);
            if (state.contents && state.contents->is == ManyState::Contents::Is::loaded)
                continue;
        } else if (one_at(*owner, relationship).is == OneState::Is::loaded) {
            continue;
        }
        keyed.push_back(owner);
        by_key.insert(owner);
    }
    if (keyed.empty())
        return;
    std::unordered_map<ObjectHeader*, std::shared_ptr<ObjectList>> lists;
    lists.reserve(keyed.size());
    for (ObjectHeader* owner : keyed)
        lists.emplace(owner, std::make_shared<ObjectList>());

    bool all_settled = true;  // asked while each header is at hand: later each is a line of memory to wait for
    const auto is_settled = [](const ObjectHeader& member) {
        return member.level == 0 && member.phase == ObjectPhase::persistent;
    };
    const auto joins = [&](ObjectHeader& owner, ObjectHeader& member) {
        // One that is removed comes back with restore().
        if (member.phase == ObjectPhase::deleted || member.phase == ObjectPhase::kept)
            return false;
        if (relationship.inverse && !relationship.inverse->many) {
            OneState& parent = one_at(member, *relationship.inverse);
            if (parent.is == OneState::Is::loaded && parent.object != owner.object() &&
                keeps_parent(member, *relationship.inverse))
                return false;
            parent.is = OneState::Is::loaded;
            parent.object = owner.object();
        }
        return true;
    };
    guarded([&] {
        Connection& open = connection(false);
        const bool as_array = width == 1 && KeyArray::takes(open.dialect(), mapper.slots()[relationship.local[0]]);
        const std::size_t most = keys_at_once(open, width);
        const std::uint32_t cohort = cohorts_.begin();
        std::vector<Value> between(width);
        const int first_column = over_secondary ? static_cast<int>(width) : 0;
        const RowColumns row_columns(target, first_column, columns);
        struct Stray {
            std::vector<Value> key;
            ObjectHeader* member;
        };
        std::vector<Stray> strays;  // of an owner whose key is spelt otherwise
        // Rows of one owner mostly come one behind the other: so its list has the room that it needs from the start.
        ObjectHeader* last_owner = nullptr;
        ObjectList last_members;
        const auto end_list = [&] {
            if (!last_owner)
                return;
            ObjectList& list = *lists.find(last_owner)->second;
            list.insert(list.end(), last_members.begin(), last_members.end());
            last_members.clear();
        };
        for (std::size_t begin = 0; begin < keyed.size();) {
            const std::size_t used = std::min(keyed.size() - begin, most);
            const std::size_t count = as_array ? any_number : rounded_count(used, most);
            const CompiledStatement plan =
                over_secondary ? compile(make_select_over_secondary(relationship, count, columns.loaded))
                               : target.select_in(relationship.remote, count, relationship.order_by, columns.loaded);
            std::vector<Value> keys;
            keys.reserve(used * width);
            for (ObjectHeader* const owner : std::span(keyed).subspan(begin, used)) {
                const void* known = referred_columns(*owner, relationship);
                for (const std::uint16_t field : relationship.local)
                    keys.push_back(read_field(mapper.fields()[field], known));
            }
            KeyArray array;
            if (as_array)
                for (const Value& key : keys)
                    if (!key.is_null())
                        array.add(key.as<std::int64_t>());
            Execution execution(open, plan);
            if (as_array)
                array.bind(execution, 0);
            for (std::size_t i = 0; i < count * width; ++i)  // the last one again, where there are fewer
                execution.bind(static_cast<int>(i), keys[std::min(i, (used - 1) * width + i % width)]);
            bool has_row = execution.step();
            if (has_row)  // as many as came the last time, though hardly that many if it was for more owners
                target.reserve(target.identity_count() + std::min(execution.expected_rows(), used * 64));
            for (; has_row; has_row = execution.step()) {
                ObjectHeader* member = read_row(execution, target, first_column, row_columns.options());
                ObjectHeader* owner = nullptr;
                if (over_secondary) {
                    for (std::size_t i = 0; i < width; ++i)
                        between[i] = execution.value(static_cast<int>(i));
                    owner = by_key.find(between);
                } else {
                    owner = by_key.find(*relationship.target, relationship.remote, last_row_);
                }
                cohorts_.join(cohort, member);
                if (!owner) {
                    strays.push_back(
                        {over_secondary ? between : read_values(*relationship.target, relationship.remote, last_row_),
                         member});
                    continue;
                }
                if (!joins(*owner, *member)) {
                    level().relations.push_back({owner, relationship.offset});  // a rollback undoes why
                    continue;
                }
                if (owner != last_owner) {
                    end_list();
                    last_owner = owner;
                }
                last_members.push_back(member->object());
                all_settled = all_settled && is_settled(*member);
            }
            begin += used;
        }
        end_list();
        cohorts_.end(cohort);
        for (const Stray& stray : strays) {
            ObjectHeader* owner = ask_for_owner(store(mapper), relationship.local, stray.key);
            if (const auto list = owner ? lists.find(owner) : lists.end();
                list != lists.end() && joins(*owner, *stray.member)) {
                list->second->push_back(stray.member->object());
                all_settled = all_settled && is_settled(*stray.member);
            }
        }
    });
    if (!over_secondary && !pending_.empty()) {
        add_new_children(relationship, by_key, lists);
        all_settled = false;
    }
    for (ObjectHeader* owner : keyed)
        finish_load(*owner, relationship, std::move(lists[owner]), all_settled);
}

std::int64_t SessionCore::count_members(ObjectHeader& owner, const RelationshipInfo& relationship) {
    require_usable();
    if (owner.phase != ObjectPhase::persistent)
        return static_cast<std::int64_t>(many_at(owner, relationship).size());
    return guarded([&]() -> std::int64_t {
        Connection& open = connection(false);
        std::vector<Value> key;  // outlives the execution, which tells its parameters to listeners at its end
        Execution execution(open, compile(make_count(relationship)));
        for (const std::uint16_t field : relationship.local)
            key.push_back(read_field(owner.store->mapper().fields()[field], owner.object()));
        for (std::size_t i = 0; i < key.size(); ++i)
            execution.bind(static_cast<int>(i), key[i]);
        execution.step();
        return execution.value(0).as<std::int64_t>();
    });
}

}  // namespace rowan::detail
