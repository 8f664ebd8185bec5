// Relationships as joins: those that a query names, and those that it loads with its own rows.
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/load_plan.hpp>
#include <rowan/orm/internal/owners_by_key.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <bit>

namespace rowan::detail {

namespace {

using sql::NodePtr;

NodePtr all_equal(const NodePtr& left, std::span<const std::uint16_t> left_columns, const NodePtr& right,
                  std::span<const std::uint16_t> right_columns) {
    std::vector<NodePtr> conditions;
    for (std::size_t i = 0; i < left_columns.size(); ++i)
        conditions.push_back(
            sql::binary(sql::Op::equal, sql::column(left, left_columns[i]), sql::column(right, right_columns[i])));
    return conditions.size() == 1 ? conditions.front() : sql::logical(sql::Op::and_, std::move(conditions));
}

void add_joins(SelectCore& select, sql::JoinKind kind, const RelationshipInfo& relationship, const NodePtr& owner,
               const NodePtr& between, const NodePtr& target) {
    if (relationship.direction == Direction::many_to_many) {
        select.add_join(kind, between, all_equal(owner, relationship.local, between, relationship.secondary_local));
        select.add_join(kind, target, all_equal(between, relationship.secondary_remote, target, relationship.remote));
    } else {
        select.add_join(kind, target, all_equal(owner, relationship.local, target, relationship.remote));
    }
}

/// How many columns an item gives; -1 if only the database knows.
int column_count(const sql::Node& item) {
    if (item.kind == sql::NodeKind::star || item.kind == sql::NodeKind::text)
        return -1;
    if (item.kind != sql::NodeKind::all_columns)
        return 1;
    const auto& all = sql::as<sql::AllColumnsNode>(item);
    if (all.source->kind != sql::NodeKind::table)
        return -1;
    return static_cast<int>(sql::as<sql::TableNode>(*all.source).table->columns.size()) - std::popcount(all.left_out);
}

int column_count(const sql::SelectNode& select) {
    int sum = 0;
    for (const NodePtr& item : select.items) {
        const int count = column_count(*item);
        if (count < 0)
            return -1;
        sum += count;
    }
    return sum;
}

/// Whether more rows or columns would change what the SELECT means.
bool is_grouped(const sql::SelectNode& select) {
    return !select.group_by.empty() || !select.having.empty() || !select.distinct_on.empty() ||
           select.lock.strength != sql::LockStrength::none;
}

}  // namespace

void join_relationship(SelectCore& select, sql::JoinKind kind, const Mapper& mapper, std::uint32_t offset) {
    static_cast<void>(mapper.relationships());
    const RelationshipInfo* relationship = mapper.find_relationship(offset);
    if (!relationship)
        throw ArgumentError("join: a member of " + std::string(mapper.name()) +
                            " is named that is no mapped relationship");
    if (relationship->target == &mapper)
        throw ArgumentError("join: " + std::string(mapper.name()) + "::" + std::string(relationship->member) +
                            " joins " + std::string(mapper.table().name()) +
                            " with itself, so one of the two needs a name: auto other = "
                            "aliased<" +
                            std::string(mapper.name()) + ">(\"other\"), then join(other, condition)");
    const NodePtr between = relationship->secondary ? sql::table(*relationship->secondary) : NodePtr();
    add_joins(select, kind, *relationship, mapper.nodes().source(), between, relationship->target->nodes().source());
}

// --- joined loads -------------------------------------------------------------------------------------------------

void JoinedLoads::add_to(SelectCore& select, SessionCore& session, std::size_t object, const NodePtr& source,
                         std::vector<LoadNode>& nodes, bool streamed) {
    if (items_.empty())
        repeats_ = !select.data().joins.empty();
    add_nodes(select, session, object, -1, source, nodes, streamed);
}

void JoinedLoads::add_nodes(SelectCore& select, SessionCore& session, std::size_t object, int parent,
                            const NodePtr& source, std::vector<LoadNode>& nodes, bool streamed) {
    for (LoadNode& node : nodes) {
        if (node.strategy != LoadStrategy::joined)
            continue;
        const RelationshipInfo& relationship = *node.relationship;
        const sql::SelectNode& now = select.data();
        const int column = column_count(now);
        const bool multiplies = relationship.direction != Direction::many_to_one;
        const bool whole =
            !streamed && now.items.size() - items_.size() == 1 && !now.limit && !now.offset && !now.distinct;
        if (!source || column < 0 || is_grouped(now) || (multiplies && (!whole || multiplies_))) {
            node.strategy = LoadStrategy::select_in;
            load_apart(node.next);
            continue;
        }
        const NodePtr target = sql::alias(relationship.target->nodes().source(), {});
        const NodePtr between =
            relationship.secondary ? sql::alias(sql::table(*relationship.secondary), {}) : NodePtr();
        add_joins(select, sql::JoinKind::left, relationship, source, between, target);
        const WantedColumns wanted = wanted_columns(*relationship.target, node.columns);
        select.add_item(sql::all_columns(target, relationship.target->deferred() & ~wanted.columns));
        for (const RelationshipInfo::Order& by : relationship.order_by)
            select.add_order(sql::ordered(sql::column(target, by.field), by.descending));
        Item item;
        item.object = object;
        item.parent = parent;
        item.relationship = &relationship;
        item.home = &session.store(*relationship.target);
        item.column = column;
        item.options.may_be_absent = true;
        item.options.deferred = wanted.columns & relationship.target->deferred();
        item.options.raises = wanted.raises;
        if (item.options.deferred != 0)
            item.runs.push_back({column, slots_of(*relationship.target, wanted.columns)});
        items_.push_back(std::move(item));
        if (multiplies) {
            multiplies_ = true;
            if (relationship.many)
                collection_ = &relationship;
        }
        add_nodes(select, session, object, static_cast<int>(items_.size()) - 1, target, node.next, streamed);
    }
}

void JoinedLoads::begin_batch(SessionCore& session, bool populate_existing) {
    for (Item& item : items_) {
        item.options.populate_existing = populate_existing;
        item.options.runs = item.runs;
        item.cohort = 0;
        if (item.home->mapper().declared_relationships().empty())
            continue;
        for (const Item& other : items_)
            if (other.home == item.home && other.cohort != 0)
                item.cohort = other.cohort;
        if (item.cohort == 0)
            item.cohort = session.cohorts().begin();
    }
}

void JoinedLoads::read(SessionCore& session, Execution& execution, std::size_t object, ObjectHeader* root) {
    for (Item& item : items_) {
        if (item.object != object)
            continue;
        item.current = nullptr;
        ObjectHeader* const owner = item.parent < 0 ? root : items_[static_cast<std::size_t>(item.parent)].current;
        if (!owner)
            continue;
        item.current = session.read_row(execution, *item.home, item.column, item.options);
        if (item.current && item.cohort != 0)
            session.cohorts().join(item.cohort, item.current);
        link(session, *owner, *item.relationship, item.current);
    }
}

void JoinedLoads::link(SessionCore& session, ObjectHeader& owner, const RelationshipInfo& relationship,
                       ObjectHeader* member) {
    if (owner.phase != ObjectPhase::persistent)
        return;
    const bool living = member && (member->phase == ObjectPhase::persistent || member->phase == ObjectPhase::pending);
    if (!relationship.many) {
        OneState& state = one_at(owner, relationship);
        if (state.is != OneState::Is::unset)
            return;
        state.is = OneState::Is::loaded;
        state.object = living ? member->object() : nullptr;
        session.note_load_of_one(owner, relationship, member);
        if (!living && relationship.direction == Direction::one_to_many)
            alone_.emplace_back(&owner, &relationship);
    } else {
        const ManyState& state = many_at(owner, relationship);
        if (state.contents && state.contents->is == ManyState::Contents::Is::loaded)
            return;
        const auto [at, is_new] = list_of_.emplace(&owner, lists_.size());
        if (is_new)
            lists_.emplace_back(&owner, std::make_shared<ObjectList>());
        if (!living)
            return;
        ObjectList& list = *lists_[at->second].second;
        if (repeats_ && std::find(list.begin(), list.end(), member->object()) != list.end())
            return;
        list.push_back(member->object());
    }
    if (living && relationship.direction == Direction::one_to_many && relationship.inverse &&
        !relationship.inverse->many) {
        OneState& back = one_at(*member, *relationship.inverse);
        if (back.is != OneState::Is::unset)
            return;
        back.is = OneState::Is::loaded;
        back.object = owner.object();
    }
}

/// New objects whose parent is given by its key have no row that could have been joined.
void JoinedLoads::add_new_members(SessionCore& session) {
    std::unordered_map<ObjectHeader*, std::shared_ptr<ObjectList>> lists;
    const auto add = [&](const RelationshipInfo& relationship) {
        OwnersByKey owners(relationship);
        for (const auto& [owner, list] : lists)
            owners.insert(owner);
        session.add_new_children(relationship, owners, lists);
        lists.clear();
    };
    if (!lists_.empty() && collection_->direction == Direction::one_to_many) {
        lists.insert(lists_.begin(), lists_.end());
        add(*collection_);
    }
    std::vector<const RelationshipInfo*> relationships;
    for (const auto& [owner, relationship] : alone_)
        if (std::find(relationships.begin(), relationships.end(), relationship) == relationships.end())
            relationships.push_back(relationship);
    for (const RelationshipInfo* relationship : relationships) {
        std::vector<std::pair<ObjectHeader*, std::shared_ptr<ObjectList>>> found;
        for (const auto& [owner, of] : alone_)
            if (of == relationship)
                found.emplace_back(owner, std::make_shared<ObjectList>());
        lists.insert(found.begin(), found.end());
        add(*relationship);
        for (const auto& [owner, list] : found)
            if (!list->empty()) {
                one_at(*owner, *relationship).object = list->back();
                session.note_load_of_one(*owner, *relationship, header_of(list->back()));
            }
    }
}

void JoinedLoads::end_batch(SessionCore& session) {
    if (session.has_pending())
        add_new_members(session);
    alone_.clear();
    for (auto& [owner, list] : lists_)
        session.finish_load(*owner, *collection_, std::move(list));
    lists_.clear();
    list_of_.clear();
    for (const Item& item : items_)
        if (item.cohort != 0)
            session.cohorts().end(item.cohort);
}

}  // namespace rowan::detail
