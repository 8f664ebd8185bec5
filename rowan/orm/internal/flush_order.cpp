// The order in which a flush writes: parents before children, children gone before parents, and rows that free a key or
// a unique value before rows that take it.
#include <rowan/dialects/dialect.hpp>
#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/object_order.hpp>
#include <rowan/orm/internal/referred_rows.hpp>
#include <rowan/orm/internal/unit_of_work.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <unordered_map>

namespace rowan::detail {

namespace {

bool refers(const Table& child, const Table& parent) {
    return std::any_of(child.foreign_keys().begin(), child.foreign_keys().end(), [&](const ForeignKey& key) {
        return key.referred_table == parent.name() && key.referred_schema == parent.schema();
    });
}

/// Classes ranked so that each stands behind those that it refers to; classes in one cycle share a rank, no others do.
std::unordered_map<const Mapper*, std::size_t> rank(const std::vector<const Mapper*>& classes) {
    const std::size_t n = classes.size();
    std::vector<std::vector<bool>> reaches(
        n, std::vector<bool>(n, false));  // reaches[i][j]: i refers to j, directly or not
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            reaches[i][j] = refers(classes[i]->table(), classes[j]->table());
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < n; ++i)
            if (reaches[i][k])
                for (std::size_t j = 0; j < n; ++j)
                    if (reaches[k][j])
                        reaches[i][j] = true;
    std::unordered_map<const Mapper*, std::size_t> ranks;
    for (std::size_t i = 0; i < n; ++i) {
        // How many classes must come first: so a class always outranks those that it refers to.
        std::size_t below = 0;
        std::size_t first_of_cycle = i;
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j || !reaches[i][j])
                continue;
            if (!reaches[j][i])
                ++below;
            else
                first_of_cycle = std::min(first_of_cycle, j);
        }
        ranks[classes[i]] = below * n + first_of_cycle;
    }
    return ranks;
}

std::vector<const Mapper*> classes_of(const std::vector<ObjectHeader*>& objects) {
    std::vector<const Mapper*> classes;
    for (const ObjectHeader* object : objects)
        if (std::find(classes.begin(), classes.end(), &object->store->mapper()) == classes.end())
            classes.push_back(&object->store->mapper());
    return classes;
}

/// Whether a row can't be deleted as long as one refers to it by this key.
bool holds_parent(const ForeignKey& key) {
    return (key.on_delete == Action::no_action || key.on_delete == Action::restrict) && !key.initially_deferred;
}

/// The object with the values of its row; valid until the next call for its class.
const void* as_known(const ObjectHeader& object) { return object.store->as_known(object); }

/// Whether the database may find texts equal that are not the same.
bool has_loose_texts(const SessionCore& session) { return session.engine().dialect().capabilities().loose_texts; }

/// What no two rows have: the unique set of a class that stands at this place, with the values of these columns. Empty
/// if one of them is NULL.
std::string unique_value(const ObjectHeader& object, std::size_t set, std::span<const std::uint16_t> fields,
                         const void* columns) {
    const Mapper& mapper = object.store->mapper();
    const std::string values = key_text(mapper, fields, columns, has_loose_texts(object.store->session()));
    return values.empty() ? values : mapper.table().full_name() + '/' + std::to_string(set) + '/' + values;
}

}  // namespace

std::vector<Operation> UnitOfWork::order() {
    const std::vector<ObjectHeader*> inserts = order_inserts();
    const std::vector<ObjectHeader*> removals = order_removals();
    release_cycles(removals);
    std::vector<Operation> sequence;
    if (values_change_hands()) {
        sequence = order_by_values(inserts, removals);
    } else {
        sequence.reserve(inserts.size() + updates_.size() + removals.size());
        for (ObjectHeader* object : inserts)
            sequence.push_back({Operation::Kind::insert, object, 0});
        sequence.insert(sequence.end(), updates_.begin(), updates_.end());
        for (ObjectHeader* object : removals)
            sequence.push_back({Operation::Kind::remove, object, 0});
    }
    if (!postponed_.empty())
        for (ObjectHeader* object : inserts)
            if (const auto found = postponed_.find(object); found != postponed_.end())
                sequence.push_back({Operation::Kind::update, object, found->second});
    return sequence;
}

/// Whether the child of a cycle is inserted without this parent, and gets it by an UPDATE when all are there.
bool UnitOfWork::is_postponed(const ObjectHeader& child, std::span<const std::uint16_t> fields) const {
    const auto found = postponed_.find(&child);
    return found != postponed_.end() && (found->second & column_set(fields)) != 0;
}

/// Parents first: by class, and within classes that refer to each other or to themselves object by object.
std::vector<ObjectHeader*> UnitOfWork::order_inserts() {
    const std::vector<const Mapper*> classes = classes_of(inserts_);
    if (classes.empty())
        return {};
    const auto ranks = rank(classes);
    std::map<std::size_t, std::vector<ObjectHeader*>> by_rank;
    std::map<std::size_t, std::vector<const Mapper*>> classes_of_rank;
    for (const Mapper* mapper : classes)
        classes_of_rank[ranks.at(mapper)].push_back(mapper);
    for (ObjectHeader* object : inserts_)
        by_rank[ranks.at(&object->store->mapper())].push_back(object);

    std::vector<ObjectHeader*> ordered;
    ordered.reserve(inserts_.size());
    for (auto& [number, objects] : by_rank) {
        const std::vector<const Mapper*>& members = classes_of_rank[number];
        bool inside = false;
        for (const Mapper* a : members)
            for (const Mapper* b : members)
                inside = inside || refers(a->table(), b->table());
        if (!inside) {
            // Objects of one class together, so that they go in batches.
            for (const Mapper* mapper : members)
                for (ObjectHeader* object : objects)
                    if (&object->store->mapper() == mapper)
                        ordered.push_back(object);
            continue;
        }
        order_cycle(objects, members, ordered);
    }
    return ordered;
}

/// New rows of classes that refer to each other: object by object, by their links and by foreign keys that the program
/// wrote itself.
void UnitOfWork::order_cycle(const std::vector<ObjectHeader*>& objects, const std::vector<const Mapper*>& classes,
                             std::vector<ObjectHeader*>& ordered) {
    const ReferredRows references(classes, has_loose_texts(session_));
    std::unordered_map<const ObjectHeader*, std::size_t> place;
    std::unordered_map<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        place.emplace(objects[i], i);
        if (objects[i]->store->has_key(objects[i]->object()))
            for (std::string& name : references.names(objects[i]->store->mapper(), objects[i]->object()))
                by_name.emplace(std::move(name), i);
    }
    Needs needs(objects.size());
    std::vector<std::vector<ColumnSet>> emptied(objects.size());  // of each need, what is NULL while it waits
    std::vector<std::size_t> stores;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const ObjectHeader& object = *objects[i];
        const Mapper& mapper = object.store->mapper();
        stores.push_back(object.store->index());
        const auto add = [&](std::size_t parent, std::span<const std::uint16_t> fields, bool is_deferred) {
            needs[i].push_back({parent, is_deferred || may_be_without_parent(mapper, fields)});
            emptied[i].push_back(is_deferred ? 0 : emptied_fields(mapper, fields));
        };
        const auto [begin, end] = links_of_.equal_range(&object);
        for (auto link = begin; link != end; ++link) {
            const auto parent = place.find(links_[link->second].parent);
            if (parent != place.end() && !(parent->second == i && object.store->has_key(object.object())))
                add(parent->second, links_[link->second].child_fields, false);
        }
        for (const ForeignKey& key : mapper.table().foreign_keys()) {
            const auto parent = by_name.find(references.parent_name(mapper, key, object.object()));
            if (parent != by_name.end() && parent->second != i)
                add(parent->second, fields_of(mapper, key.columns), key.initially_deferred);
        }
    }
    if (const auto closed = open_circles(needs))
        throw ArgumentError("flush: new objects refer to each other in a cycle (" + describe(*objects[closed->thing]) +
                            " and " + describe(*objects[needs[closed->thing][closed->need].on]) +
                            "), and no foreign key in it may be NULL: make one a std::optional");
    for (std::size_t i = 0; i < objects.size(); ++i)
        for (std::size_t n = 0; n < needs[i].size(); ++n)
            if (needs[i][n].waits && emptied[i][n] != 0)
                postponed_[objects[i]] |= emptied[i][n];
    for (const std::size_t i : in_order(needs, stores))
        ordered.push_back(objects[i]);
}

std::vector<ObjectHeader*> UnitOfWork::order_removals() const {
    const std::vector<const Mapper*> classes = classes_of(removals_);
    if (classes.empty())
        return {};
    const auto ranks = rank(classes);
    std::map<std::size_t, std::vector<ObjectHeader*>, std::greater<>> by_rank;
    for (ObjectHeader* object : removals_)
        by_rank[ranks.at(&object->store->mapper())].push_back(object);
    std::vector<ObjectHeader*> ordered;
    ordered.reserve(removals_.size());
    for (const auto& [number, objects] : by_rank) {
        const std::vector<const Mapper*> members = classes_of(objects);
        const bool inside = std::any_of(members.begin(), members.end(), [&](const Mapper* a) {
            return std::any_of(members.begin(), members.end(),
                               [&](const Mapper* b) { return refers(a->table(), b->table()); });
        });
        if (inside) {
            order_removed_cycle(objects, members, ordered);
            continue;
        }
        // Objects of one class together, so that they go in batches.
        for (const Mapper* mapper : members)
            for (ObjectHeader* object : objects)
                if (&object->store->mapper() == mapper)
                    ordered.push_back(object);
    }
    return ordered;
}

/// Removed rows of classes that refer to each other: each behind those that its row is a parent of.
void UnitOfWork::order_removed_cycle(const std::vector<ObjectHeader*>& objects,
                                     const std::vector<const Mapper*>& classes,
                                     std::vector<ObjectHeader*>& ordered) const {
    const ReferredRows references(classes, has_loose_texts(session_));
    std::unordered_map<std::string, std::size_t> by_name;
    std::vector<std::size_t> stores;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        stores.push_back(objects[i]->store->index());
        for (std::string& name : references.names(objects[i]->store->mapper(), as_known(*objects[i])))
            by_name.emplace(std::move(name), i);
    }
    Needs needs(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const Mapper& mapper = objects[i]->store->mapper();
        for (const ForeignKey& key : mapper.table().foreign_keys()) {
            const auto parent = by_name.find(references.parent_name(mapper, key, as_known(*objects[i])));
            if (parent == by_name.end() || parent->second == i)
                continue;
            needs[parent->second].push_back(
                {i, !holds_parent(key) || may_be_without_parent(mapper, fields_of(mapper, key.columns))});
        }
    }
    if (const auto closed = open_circles(needs))
        throw ArgumentError("flush: removed objects refer to each other in a cycle (" +
                            describe(*objects[closed->thing]) + " and " +
                            describe(*objects[needs[closed->thing][closed->need].on]) +
                            "), and no foreign key in it may be NULL: make one a std::optional, or give it an "
                            "on_delete action");
    for (const std::size_t i : in_order(needs, stores))
        ordered.push_back(objects[i]);
}

/// Foreign keys of removed rows to rows that are deleted before them, where a cycle was opened; and to themselves,
/// where the database would refuse that.
void UnitOfWork::release_cycles(const std::vector<ObjectHeader*>& removals) {
    const bool deletes_self_references = session_.engine().dialect().capabilities().deletes_self_references;
    if (removals.size() < (deletes_self_references ? 2 : 1))
        return;
    const std::vector<const Mapper*> classes = classes_of(removals);
    if (std::none_of(classes.begin(), classes.end(),
                     [](const Mapper* mapper) { return !mapper->table().foreign_keys().empty(); }))
        return;
    const ReferredRows references(classes, has_loose_texts(session_));
    std::unordered_map<std::string, std::size_t> place;
    for (std::size_t i = 0; i < removals.size(); ++i)
        for (std::string& name : references.names(removals[i]->store->mapper(), as_known(*removals[i])))
            place.emplace(std::move(name), i);
    for (std::size_t i = 0; i < removals.size(); ++i) {
        ObjectHeader& object = *removals[i];
        const Mapper& mapper = object.store->mapper();
        for (const ForeignKey& key : mapper.table().foreign_keys()) {
            if (!holds_parent(key))
                continue;
            const auto parent = place.find(references.parent_name(mapper, key, as_known(object)));
            if (parent == place.end() || parent->second > i)
                continue;
            const auto fields = fields_of(mapper, key.columns);
            if (parent->second == i && (deletes_self_references || !may_be_without_parent(mapper, fields)))
                continue;
            released_.push_back({&object, &key, emptied_fields(mapper, fields)});
        }
    }
}

/// Whether a unique value that one row gives up may be taken by another in this flush, or referred to.
bool UnitOfWork::values_change_hands() const {
    const auto touches_unique = [](const Changes& changes) {
        const auto sets = unique_sets(changes.home->mapper());
        return std::any_of(sets.begin(), sets.end(),
                           [&](const auto& set) { return (column_set(set) & changes.columns) != 0; });
    };
    const auto changes_keys = [](const Changes& changes) {
        const Mapper& mapper = changes.home->mapper();
        return mapper.key_may_change() && (column_set(mapper.key()) & changes.columns) != 0;
    };
    if (std::any_of(changes_.begin(), changes_.end(), changes_keys) && inserts_.size() + updates_.size() > 1)
        return true;
    if (removals_.empty() && std::none_of(changes_.begin(), changes_.end(), touches_unique))
        return false;
    std::unordered_map<const Mapper*, std::vector<std::vector<std::uint16_t>>> sets;
    std::unordered_map<std::string, std::size_t> freed;
    const auto sets_of = [&](const Mapper& mapper) -> const auto& {
        auto& known = sets[&mapper];
        if (known.empty())
            known = unique_sets(mapper);
        return known;
    };
    const auto each_changed_set = [&](const Operation& update, auto&& visit) {
        const auto& all = sets_of(update.object->store->mapper());
        for (std::size_t i = 0; i < all.size(); ++i)
            if ((column_set(all[i]) & update.columns) != 0)
                visit(i, all[i]);
    };
    for (ObjectHeader* object : removals_) {
        const auto& all = sets_of(object->store->mapper());
        for (std::size_t i = 0; i < all.size(); ++i)
            ++freed[unique_value(*object, i, all[i], as_known(*object))];
    }
    for (const Operation& update : updates_)
        each_changed_set(update, [&](std::size_t i, const auto& set) {
            ++freed[unique_value(*update.object, i, set, as_known(*update.object))];
        });
    if (freed.empty())
        return false;
    bool taken = false;
    for (const ObjectHeader* object : inserts_) {
        const auto& all = sets_of(object->store->mapper());
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::string value = unique_value(*object, i, all[i], object->object());
            taken = taken || (!value.empty() && freed.contains(value));
        }
    }
    for (const Operation& update : updates_)
        each_changed_set(update, [&](std::size_t i, const auto& set) {
            const std::string value = unique_value(*update.object, i, set, update.object->object());
            taken = taken || (!value.empty() && freed.contains(value));
        });
    return taken;
}

/// The general order, operation by operation: Kahn's algorithm over what must come first, the usual order where free.
std::vector<Operation> UnitOfWork::order_by_values(const std::vector<ObjectHeader*>& inserts,
                                                   const std::vector<ObjectHeader*>& removals) {
    std::vector<Operation> all;
    for (ObjectHeader* object : inserts)
        all.push_back({Operation::Kind::insert, object, 0});
    all.insert(all.end(), updates_.begin(), updates_.end());
    for (ObjectHeader* object : removals)
        all.push_back({Operation::Kind::remove, object, 0});

    std::unordered_map<const ObjectHeader*, std::size_t> place;
    std::vector<ObjectHeader*> objects;
    for (const Operation& operation : all)
        objects.push_back(operation.object);
    const ReferredRows references(classes_of(objects), has_loose_texts(session_));
    std::unordered_map<std::string, std::size_t> new_rows;  // by the names under which others refer to them
    std::unordered_map<std::string, std::size_t> gone_rows;
    std::unordered_map<std::string, std::size_t> former_names;  // of rows that get another
    std::unordered_map<std::string, std::size_t> freed;         // by table, unique set and value
    for (std::size_t i = 0; i < all.size(); ++i) {
        ObjectHeader& object = *all[i].object;
        const Mapper& mapper = object.store->mapper();
        place[&object] = i;
        if (all[i].kind == Operation::Kind::insert) {
            if (object.store->has_key(object.object()))
                for (std::string& name : references.names(mapper, object.object()))
                    new_rows[std::move(name)] = i;
        } else if (all[i].kind == Operation::Kind::remove) {
            for (std::string& name : references.names(mapper, as_known(object)))
                gone_rows[std::move(name)] = i;
        } else {
            const std::vector<std::string> names = references.names(mapper, object.object());
            const std::vector<std::string> former = references.names(mapper, as_known(object));
            for (const std::string& name : names)
                if (std::find(former.begin(), former.end(), name) == former.end())
                    new_rows[name] = i;
            for (const std::string& name : former)
                if (std::find(names.begin(), names.end(), name) == names.end())
                    former_names[name] = i;
        }
        if (all[i].kind == Operation::Kind::insert)
            continue;
        const auto sets = unique_sets(mapper);
        for (std::size_t s = 0; s < sets.size(); ++s)
            if (all[i].kind == Operation::Kind::remove || (column_set(sets[s]) & all[i].columns) != 0)
                freed[unique_value(object, s, sets[s], as_known(object))] = i;
    }

    std::vector<std::vector<std::size_t>> after(all.size());
    std::vector<std::size_t> waits(all.size(), 0);
    struct Giving {
        std::size_t from;
        std::size_t to;
        std::vector<std::uint16_t> fields;
    };
    std::vector<Giving> givings;  // unique values that change hands, and keys of parents that go
    const auto first_then = [&](std::size_t first, std::size_t then) {
        if (first == then)
            return;
        after[first].push_back(then);
        ++waits[then];
    };
    for (const Link& link : links_) {
        if (is_postponed(*link.child, link.child_fields))
            continue;
        const auto parent = place.find(link.parent);
        const auto child = place.find(link.child);
        if (parent != place.end() && child != place.end() && all[parent->second].kind == Operation::Kind::insert)
            first_then(parent->second, child->second);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        ObjectHeader& object = *all[i].object;
        const Mapper& mapper = object.store->mapper();
        for (const ForeignKey& key : mapper.table().foreign_keys()) {
            if (all[i].kind != Operation::Kind::remove && !is_postponed(object, fields_of(mapper, key.columns))) {
                const std::string parent = references.parent_name(mapper, key, object.object());
                const auto former = former_names.find(parent);
                if (const auto row = new_rows.find(parent); row != new_rows.end())
                    first_then(row->second, i);
                else if (former != former_names.end())
                    first_then(i, former->second);
            }
            const bool released = std::any_of(released_.begin(), released_.end(), [&](const Released& each) {
                return each.object == &object && each.key == &key;
            });
            if (all[i].kind != Operation::Kind::insert && !released)
                if (const auto row = gone_rows.find(references.parent_name(mapper, key, as_known(object)));
                    row != gone_rows.end()) {
                    first_then(i, row->second);
                    if (all[i].kind == Operation::Kind::update)
                        givings.push_back({i, row->second, fields_of(mapper, key.columns)});
                }
        }
        if (all[i].kind == Operation::Kind::remove)
            continue;
        const auto sets = unique_sets(mapper);
        for (std::size_t s = 0; s < sets.size(); ++s) {
            if (all[i].kind == Operation::Kind::update && (column_set(sets[s]) & all[i].columns) == 0)
                continue;
            const std::string value = unique_value(object, s, sets[s], object.object());
            if (value.empty())
                continue;
            const auto giver = freed.find(value);
            if (giver == freed.end() || giver->second == i)
                continue;
            first_then(giver->second, i);
            givings.push_back({giver->second, i, sets[s]});
        }
    }

    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (waits[i] == 0)
            ready.push(i);
    std::vector<Operation> ordered;
    const auto drain = [&] {
        while (!ready.empty()) {
            const std::size_t i = ready.top();
            ready.pop();
            ordered.push_back(all[i]);
            for (const std::size_t next : after[i])
                if (--waits[next] == 0)
                    ready.push(next);
        }
    };
    drain();
    // A circle of updates is opened by a value that may be NULL for a moment: its row gives it up first, and gets its
    // own at its turn.
    for (const Giving& giving : givings) {
        if (waits[giving.from] == 0 || waits[giving.to] == 0 || all[giving.from].kind != Operation::Kind::update)
            continue;
        const Mapper& mapper = all[giving.from].object->store->mapper();
        const auto field = std::find_if(giving.fields.begin(), giving.fields.end(),
                                        [&](std::uint16_t each) { return mapper.fields()[each].nullable(); });
        if (field == giving.fields.end())
            continue;
        const ColumnSet column = ColumnSet{1} << *field;
        ordered.push_back({Operation::Kind::give_up, all[giving.from].object, column});
        all[giving.from].columns |= column;
        std::vector<std::size_t>& next = after[giving.from];
        next.erase(std::find(next.begin(), next.end(), giving.to));
        if (--waits[giving.to] == 0)
            ready.push(giving.to);
        drain();
    }
    const auto is_own = [](const Operation& operation) { return operation.kind != Operation::Kind::give_up; };
    if (static_cast<std::size_t>(std::count_if(ordered.begin(), ordered.end(), is_own)) < all.size()) {
        std::string names;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (waits[i] > 0)
                names += (names.empty() ? "" : ", ") + describe(*all[i].object);
        throw ArgumentError(
            "flush: these objects exchange unique values or keys in a circle, so that none can be written "
            "first: " +
            names + "; flush one of them with another value in between");
    }
    return ordered;
}

}  // namespace rowan::detail
