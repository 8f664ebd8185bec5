#include <rowan/orm/internal/load_plan.hpp>

#include <rowan/orm/mapper.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan::detail {

namespace {

using Path = std::vector<const RelationshipInfo*>;

bool is_eager(LoadStrategy strategy) { return strategy == LoadStrategy::select_in || strategy == LoadStrategy::joined; }

std::string spell(const RelationshipInfo& relationship) {
    return std::string(relationship.owner->name()) + "::" + std::string(relationship.member);
}

LoadNode& node_of(std::vector<LoadNode>& nodes, const RelationshipInfo& relationship, bool& is_new) {
    for (LoadNode& node : nodes) {
        if (node.relationship != &relationship)
            continue;
        is_new = false;
        return node;
    }
    is_new = true;
    LoadNode& node = nodes.emplace_back();
    node.relationship = &relationship;
    return node;
}

void add_option(const Mapper& root, const LoadOption& option, std::vector<LoadNode>& roots) {
    const Mapper* at = &root;
    std::vector<LoadNode>* nodes = &roots;
    const RelationshipInfo* before = nullptr;
    for (const LoadOption::Step& step : option.steps()) {
        const Mapper& owner = step.relationship.owner();
        if (&owner != at)
            throw ArgumentError("options: a path goes on from " + spell(*before) + ", which leads to " +
                                std::string(at->name()) + ", with a relationship of " + std::string(owner.name()));
        static_cast<void>(at->relationships());
        const RelationshipInfo* relationship = at->find_relationship(step.relationship.offset);
        if (!relationship)
            throw ArgumentError("options: a member of " + std::string(at->name()) +
                                " is named that is no mapped relationship");
        bool is_new = false;
        LoadNode& node = node_of(*nodes, *relationship, is_new);
        if (!step.passed)
            node.strategy = step.strategy;
        else if (is_new)
            node.strategy = relationship->strategy;
        node.passed = is_new ? step.passed : node.passed && step.passed;
        for (const ColumnLoading& columns : step.columns) {
            if (&columns.owner() != relationship->target)
                throw ArgumentError("options: columns of " + std::string(columns.owner().name()) +
                                    " are named behind " + spell(*relationship) + ", which leads to " +
                                    std::string(relationship->target->name()));
            static_cast<void>(wanted_columns(*relationship->target, {&columns, 1}));
            node.columns.push_back(columns);
        }
        before = relationship;
        at = relationship->target;
        nodes = &node.next;
    }
}

/// What the mapping says where the query says nothing. A way back, or round in a circle, is not gone.
void add_mapped(const Mapper& mapper, std::vector<LoadNode>& nodes, Path& path) {
    for (const RelationshipInfo& relationship : mapper.declared_relationships()) {
        if (!is_eager(relationship.strategy))
            continue;
        static_cast<void>(mapper.relationships());
        if (std::find(path.begin(), path.end(), &relationship) != path.end())
            continue;
        if (!path.empty() && path.back()->inverse == &relationship)
            continue;
        bool is_new = false;
        LoadNode& node = node_of(nodes, relationship, is_new);
        if (is_new)
            node.strategy = relationship.strategy;
    }
    for (LoadNode& node : nodes) {
        if (!is_eager(node.strategy)) {
            if (!node.next.empty() || !node.columns.empty())
                throw ArgumentError("options: a path goes over " + spell(*node.relationship) +
                                    ", which this query does not load: say selectinload<&" + spell(*node.relationship) +
                                    ">() first");
            continue;
        }
        path.push_back(node.relationship);
        add_mapped(*node.relationship->target, node.next, path);
        path.pop_back();
        if (node.strategy == LoadStrategy::select_in)
            load_apart(node.next);
    }
}

bool has_eager(const Mapper& mapper) {
    const auto relationships = mapper.declared_relationships();
    return std::any_of(relationships.begin(), relationships.end(),
                       [](const RelationshipInfo& relationship) { return is_eager(relationship.strategy); });
}

/// The objects that a loaded relationship leads to, each once.
std::vector<ObjectHeader*> targets_of(std::span<ObjectHeader* const> owners, const RelationshipInfo& relationship) {
    std::vector<ObjectHeader*> targets;
    std::unordered_set<const ObjectHeader*> seen;
    const auto add = [&](void* object) {
        if (!object)
            return;
        ObjectHeader* header = header_of(object);
        if (header->phase == ObjectPhase::persistent && seen.insert(header).second)
            targets.push_back(header);
    };
    for (ObjectHeader* owner : owners) {
        if (relationship.many) {
            const ManyState& state = many_at(*owner, relationship);
            if (state.contents && state.contents->objects)
                for (void* object : *state.contents->objects)
                    add(object);
        } else if (const OneState& state = one_at(*owner, relationship); state.is == OneState::Is::loaded) {
            add(state.object);
        }
    }
    return targets;
}

}  // namespace

void load_apart(std::vector<LoadNode>& nodes) {
    for (LoadNode& node : nodes) {
        if (node.strategy == LoadStrategy::joined)
            node.strategy = LoadStrategy::select_in;
        load_apart(node.next);
    }
}

WantedColumns wanted_columns(const Mapper& mapper, std::span<const ColumnLoading> options) {
    std::uint64_t used = 0;
    return wanted_columns(mapper, options, true, used);
}

std::vector<LoadNode> plan_loads(const Mapper& mapper, std::span<const LoadOption> options, std::vector<bool>& used) {
    std::vector<LoadNode> nodes;
    if (options.empty() && !has_eager(mapper))
        return nodes;
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (options[i].steps().empty() || &options[i].steps().front().relationship.owner() != &mapper)
            continue;
        used[i] = true;
        add_option(mapper, options[i], nodes);
    }
    Path path;
    add_mapped(mapper, nodes, path);
    return nodes;
}

void load_mapped_relations(SessionCore& session, std::span<ObjectHeader* const> owners,
                           const RelationshipInfo& relationship) {
    if (!has_eager(*relationship.target))
        return;
    std::vector<LoadNode> nodes;
    Path path{&relationship};
    add_mapped(*relationship.target, nodes, path);
    load_apart(nodes);
    load_relations(session, nodes, targets_of(owners, relationship));
}

void load_relations(SessionCore& session, std::span<const LoadNode> nodes, std::vector<ObjectHeader*> owners) {
    if (nodes.empty() || owners.empty())
        return;
    // First, since a load may bring some of the owners into a cohort of its own.
    for (const LoadNode& node : nodes) {
        if (is_eager(node.strategy) || node.passed)
            continue;
        std::uint32_t last = 0;
        for (const ObjectHeader* owner : owners) {
            if (owner->cohort == 0 || owner->cohort == last)
                continue;
            last = owner->cohort;
            session.cohorts().set_strategy(last, node.relationship->index, node.strategy);
        }
    }
    for (const LoadNode& node : nodes) {
        if (!is_eager(node.strategy))
            continue;
        if (node.strategy == LoadStrategy::select_in) {
            const WantedColumns wanted = wanted_columns(*node.relationship->target, node.columns);
            session.load_for(owners, *node.relationship,
                             {wanted.columns & node.relationship->target->deferred(), wanted.raises});
        }
        if (!node.next.empty())
            load_relations(session, node.next, targets_of(owners, *node.relationship));
    }
}

}  // namespace rowan::detail
