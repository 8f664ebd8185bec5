// rowan/orm/internal/load_plan.hpp: which relationships a query loads beside its objects, and how.
#pragma once

#include <rowan/engine/execution.hpp>
#include <rowan/orm/internal/relationship_info.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/load_options.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rowan::detail {

/// A relationship of the objects at one place of the tree, and what is said of the objects that it leads to.
struct LoadNode {
    const RelationshipInfo* relationship = nullptr;
    LoadStrategy strategy = LoadStrategy::peers;
    bool passed = false;
    std::vector<ColumnLoading> columns{};  ///< of the objects that it leads to
    std::vector<LoadNode> next{};
};

/// What the mapping says of the objects of `mapper`, and what the options say that start there. Marks in `used` which
/// do. Throws ArgumentError for a path that does not hang together.
std::vector<LoadNode> plan_loads(const Mapper& mapper, std::span<const LoadOption> options, std::vector<bool>& used);

/// These relationships are loaded by statements of their own, since no join of the query leads to their owners.
void load_apart(std::vector<LoadNode>& nodes);

/// Loads what is to be loaded by statements of their own, for these objects, and notes what is not to be loaded.
void load_relations(SessionCore& session, std::span<const LoadNode> nodes, std::vector<ObjectHeader*> owners);

/// After a touch has loaded a relationship of the owners: loads what the mapping says is always loaded with the objects
/// that it leads to.
void load_mapped_relations(SessionCore& session, std::span<ObjectHeader* const> owners,
                           const RelationshipInfo& relationship);

/// What the options want of the columns of a class that a session tracks.
WantedColumns wanted_columns(const Mapper& mapper, std::span<const ColumnLoading> options);

/// Relationships that come in the rows of the query itself.
class JoinedLoads {
public:
    /// Adds the joins and columns to the statement for nodes that say so; those that can't be joined become select_in.
    void add_to(SelectCore& select, SessionCore& session, std::size_t object, const sql::NodePtr& source,
                std::vector<LoadNode>& nodes, bool streamed);
    bool empty() const noexcept { return items_.empty(); }
    /// Whether an object may come in several rows because of a collection that is joined.
    bool multiplies() const noexcept { return multiplies_; }

    void begin_batch(SessionCore& session, bool populate_existing);
    /// Reads from the current row what belongs to the object.
    void read(SessionCore& session, Execution& execution, std::size_t object, ObjectHeader* root);
    void end_batch(SessionCore& session);

private:
    struct Item {
        std::size_t object = 0;  ///< the item of the query that it belongs to
        int parent = -1;         ///< of items_; -1: the object itself
        const RelationshipInfo* relationship = nullptr;
        EntityStore* home = nullptr;
        int column = 0;
        std::uint32_t cohort = 0;
        ObjectHeader* current = nullptr;
        LoadOptions options{};
        std::vector<ColumnRun> runs{};
    };

    void add_nodes(SelectCore& select, SessionCore& session, std::size_t object, int parent, const sql::NodePtr& source,
                   std::vector<LoadNode>& nodes, bool streamed);
    void link(SessionCore& session, ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader* member);
    void add_new_members(SessionCore& session);

    std::vector<Item> items_{};
    bool multiplies_ = false;
    bool repeats_ = false;  ///< the statement's own joins may repeat a pair of owner and member
    const RelationshipInfo* collection_ = nullptr;
    std::vector<std::pair<ObjectHeader*, std::shared_ptr<ObjectList>>> lists_{};
    std::unordered_map<ObjectHeader*, std::size_t> list_of_{};
    std::vector<std::pair<ObjectHeader*, const RelationshipInfo*>> alone_{};  ///< without a row of their one-to-one
};

}  // namespace rowan::detail
