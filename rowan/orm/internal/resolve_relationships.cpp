#include <rowan/orm/internal/resolve_relationships.hpp>

#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/internal/mapper_registry.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/schema/known_tables.hpp>
#include <rowan/schema/table_column.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <string>

namespace rowan::detail {

std::vector<std::string> split_at_commas(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view part = text.substr(0, comma);
        while (!part.empty() && part.front() == ' ')
            part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ')
            part.remove_suffix(1);
        parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

namespace {

std::string_view option_text(const RelationshipInfo& info, RelationOption::Kind kind) {
    for (const RelationOption& option : info.options)
        if (option.kind == kind)
            return option.text;
    return {};
}

std::string spell(const RelationshipInfo& info) {
    return std::string(info.owner->name()) + "." + std::string(info.member);
}

[[noreturn]] void refuse(const RelationshipInfo& info, const std::string& what) {
    throw ArgumentError("the relationship " + spell(info) + " " + what);
}

bool leads_to(const ForeignKey& key, const Table& table) {
    return key.referred_table == table.name() && key.referred_schema == table.schema();
}

std::vector<std::string> referred_columns(const ForeignKey& key, const Table& table) {
    return key.referred_columns.empty() ? table.primary_key().columns : key.referred_columns;
}

std::vector<const ForeignKey*> keys_between(const Table& from, const Table& to, const std::vector<std::string>& only) {
    std::vector<const ForeignKey*> found;
    for (const ForeignKey& key : from.foreign_keys())
        if (leads_to(key, to) && (only.empty() || key.columns == only))
            found.push_back(&key);
    return found;
}

std::vector<std::uint16_t> fields_of(const RelationshipInfo& info, const Mapper& mapper,
                                     const std::vector<std::string>& columns) {
    std::vector<std::uint16_t> fields;
    for (const std::string& column : columns) {
        const int field = mapper.find_column(column);
        if (field < 0)
            refuse(info, "is joined by the column " + mapper.table().name() + "." + column + ", which " +
                             std::string(mapper.name()) + " does not map");
        fields.push_back(static_cast<std::uint16_t>(field));
    }
    return fields;
}

std::vector<std::uint16_t> columns_of(const Table& table, const std::vector<std::string>& columns) {
    std::vector<std::uint16_t> indexes;
    for (const std::string& column : columns)
        indexes.push_back(static_cast<std::uint16_t>(table.column(column).index));
    return indexes;
}

std::string list_columns(const std::vector<const ForeignKey*>& keys) {
    std::string text;
    for (const ForeignKey* key : keys) {
        text += text.empty() ? "" : " or ";
        for (std::size_t i = 0; i < key->columns.size(); ++i)
            text += (i ? ", " : "") + key->columns[i];
    }
    return text;
}

/// Among several keys, the one whose column is the member's name and "_id", if there is just one.
const ForeignKey* choose(const RelationshipInfo& info, const std::vector<const ForeignKey*>& keys, const Table& table) {
    if (keys.size() == 1)
        return keys.front();
    const ForeignKey* by_name = nullptr;
    for (const ForeignKey* key : keys)
        if (key->columns.size() == 1 && key->columns[0] == std::string(info.member) + "_id") {
            if (by_name)
                return nullptr;
            by_name = key;
        }
    if (by_name)
        return by_name;
    refuse(info, "could be joined by more than one foreign key of " + table.name() + " (" + list_columns(keys) +
                     "): say relationship<&" + std::string(info.owner->name()) + "::" + std::string(info.member) +
                     ">(joined_by(\"" + keys.front()->columns[0] + "\"))");
}

void join_over_secondary(RelationshipInfo& info, std::string_view name, const std::vector<std::string>& only) {
    if (!info.many)
        refuse(info, "goes over the table " + std::string(name) + ", so it must be a rowan::many<...>");
    const auto known = find_known_table(name);
    if (!known)
        refuse(info, "goes over the table " + std::string(name) + ", which is not known: define rowan::Table(\"" +
                         std::string(name) + "\", metadata, ...) with a foreign key to " + info.owner->table().name() +
                         " and one to " + info.target->table().name() + " before the first use of a session");
    info.direction = Direction::many_to_many;
    info.secondary = std::make_shared<Table>(known);
    const Table& secondary = *info.secondary;
    std::vector<const ForeignKey*> here = keys_between(secondary, info.owner->table(), {});
    std::vector<const ForeignKey*> there = keys_between(secondary, info.target->table(), {});
    const ForeignKey* local = nullptr;
    const ForeignKey* remote = nullptr;
    for (const ForeignKey* key : here)
        if (!only.empty() && key->columns == only)
            local = key;
    if (!local && only.empty() && !here.empty())
        local = here.front();
    for (const ForeignKey* key : there)
        if (key != local && !remote)
            remote = key;
    if (!local || !remote)
        refuse(info, "goes over the table " + secondary.name() + ", which lacks a foreign key to " +
                         (local ? info.target->table().name() : info.owner->table().name()));
    if (here.size() > 1 && only.empty() && info.owner != info.target)
        refuse(info, "goes over the table " + secondary.name() + ", which has several foreign keys to " +
                         info.owner->table().name() + " (" + list_columns(here) + "): say joined_by(\"...\")");
    info.secondary_local = columns_of(secondary, local->columns);
    info.secondary_remote = columns_of(secondary, remote->columns);
    info.local = fields_of(info, *info.owner, referred_columns(*local, info.owner->table()));
    info.remote = fields_of(info, *info.target, referred_columns(*remote, info.target->table()));
}

void join_by_foreign_key(RelationshipInfo& info, const std::vector<std::string>& only) {
    const Table& mine = info.owner->table();
    const Table& theirs = info.target->table();
    std::vector<const ForeignKey*> out;
    if (!info.many)
        out = keys_between(mine, theirs, only);
    std::vector<const ForeignKey*> in;
    if (out.empty())
        in = keys_between(theirs, mine, only);
    if (out.empty() && in.empty())
        refuse(info, std::string(info.many ? "needs a foreign key of " + theirs.name() + " to " + mine.name()
                                           : "needs a foreign key between " + mine.name() + " and " + theirs.name()) +
                         (only.empty() ? "" : " over the columns that joined_by() names") + ": say column<&" +
                         std::string(info.many ? info.target->name() : info.owner->name()) + "::...>(foreign_key(\"" +
                         (info.many ? mine.name() : theirs.name()) + ".id\"))");
    const bool outwards = !out.empty();
    const ForeignKey* key = outwards ? choose(info, out, mine) : choose(info, in, theirs);
    if (!key)
        refuse(info, "could be joined in more than one way: say joined_by(\"...\")");
    info.direction = outwards ? Direction::many_to_one : Direction::one_to_many;
    info.on_delete = key->on_delete;
    const Mapper& child = outwards ? *info.owner : *info.target;
    const Mapper& parent = outwards ? *info.target : *info.owner;
    const auto child_fields = fields_of(info, child, key->columns);
    const auto parent_fields = fields_of(info, parent, referred_columns(*key, parent.table()));
    info.foreign_key_nullable = may_be_without_parent(child, child_fields);
    info.local = outwards ? child_fields : parent_fields;
    info.remote = outwards ? parent_fields : child_fields;
    info.to_key =
        outwards && std::equal(info.remote.begin(), info.remote.end(), parent.key().begin(), parent.key().end());
}

void resolve_join(RelationshipInfo& info) {
    info.target = mapper_of_slot(*info.target_slot);
    if (!info.target)
        refuse(info, "leads to " + std::string(short_name(info.target_slot->name)) +
                         ", which is in no metadata: list it in rowan::metadata<...>()");
    const auto only = split_at_commas(option_text(info, RelationOption::Kind::joined_by));
    const std::string_view secondary = option_text(info, RelationOption::Kind::secondary);
    if (secondary.empty())
        join_by_foreign_key(info, only);
    else
        join_over_secondary(info, secondary, only);
    info.local_set = column_set(info.local);
}

bool mirrors(const RelationshipInfo& a, const RelationshipInfo& b) {
    if (a.owner != b.target || a.target != b.owner || a.local != b.remote || a.remote != b.local)
        return false;
    if (a.direction == Direction::many_to_many)
        return b.direction == Direction::many_to_many && a.secondary->full_name() == b.secondary->full_name() &&
               a.secondary_local == b.secondary_remote && a.secondary_remote == b.secondary_local;
    return b.direction != Direction::many_to_many && a.direction != b.direction;
}

/// Tries each relationship of the target that leads back; one that can't be joined is its own mapper's to refuse.
void find_inverse(RelationshipInfo& info) {
    info.inverse = nullptr;
    const std::string_view named = option_text(info, RelationOption::Kind::inverse);
    for (const RelationshipInfo& candidate : info.target->declared_relationships()) {
        if (candidate.target_slot != &info.owner->slot())
            continue;
        if (candidate.owner == info.owner && candidate.offset == info.offset)
            continue;
        if (!named.empty() && candidate.member != named)
            continue;
        RelationshipInfo joined = candidate;
        try {
            resolve_join(joined);
        } catch (const ArgumentError&) {
            continue;
        }
        if (!mirrors(info, joined))
            continue;
        if (info.inverse)
            refuse(info, "has more than one other end (" + std::string(info.inverse->member) + " and " +
                             std::string(candidate.member) + " of " + std::string(info.target->name()) +
                             "): say inverse(\"" + std::string(candidate.member) + "\")");
        info.inverse = &candidate;
    }
    if (!named.empty() && !info.inverse)
        refuse(info, "names " + std::string(named) + " as its other end, but " + std::string(info.target->name()) +
                         " has no such relationship that is joined by the same columns");
}

void resolve_order(RelationshipInfo& info) {
    info.order_by.clear();
    for (std::string column : split_at_commas(option_text(info, RelationOption::Kind::ordered_by))) {
        bool descending = false;
        if (column.size() > 5 && column.ends_with(" desc")) {
            descending = true;
            column.resize(column.size() - 5);
        }
        int field = info.target->find_column(column);
        if (field < 0)
            field = info.target->find_member(column);
        if (field < 0)
            refuse(info, "is ordered by " + column + ", which " + std::string(info.target->name()) + " does not map");
        info.order_by.push_back({static_cast<std::uint16_t>(field), descending});
    }
}

}  // namespace

void resolve_relationship(RelationshipInfo& relationship) {
    resolve_join(relationship);
    find_inverse(relationship);
    resolve_order(relationship);
}

bool needs_secondary(const RelationshipInfo& relationship) noexcept {
    return !option_text(relationship, RelationOption::Kind::secondary).empty();
}

}  // namespace rowan::detail
