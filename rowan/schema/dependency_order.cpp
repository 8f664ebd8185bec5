#include <rowan/schema/dependency_order.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>

namespace rowan {
namespace {

/// A foreign key between two tables of the list, or that one is a partition of the other.
struct Edge {
    std::size_t from;         ///< the table that has the key
    std::size_t to;           ///< the table that it refers to
    std::size_t foreign_key;  ///< of a partition: none
    bool dropped = false;
};

constexpr std::size_t no_foreign_key = static_cast<std::size_t>(-1);

class Sorter {
public:
    explicit Sorter(const std::vector<Table>& tables)
        : tables_(tables), waits_for_(tables.size()), placed_(tables.size()) {
        std::unordered_map<std::string, std::size_t> places;
        for (std::size_t i = 0; i < tables.size(); ++i)
            places.emplace(tables[i].full_name(), i);
        for (std::size_t from = 0; from < tables.size(); ++from) {
            const auto& keys = tables[from].foreign_keys();
            for (std::size_t k = 0; k < keys.size(); ++k) {
                const auto found = places.find(target(tables[from], keys[k]));
                if (found != places.end() && found->second != from)
                    add({from, found->second, k});
            }
            const auto whole = places.find(whole_of(tables[from]));
            if (whole != places.end() && whole->second != from)
                add({from, whole->second, no_foreign_key});
        }
    }

    DependencyOrder sort() {
        order_.tables.reserve(tables_.size());
        while (order_.tables.size() < tables_.size()) {
            if (!place_one())
                break_a_cycle();
        }
        return std::move(order_);
    }

private:
    static std::string target(const Table& table, const ForeignKey& key) {
        const std::string& schema = key.referred_schema.empty() ? table.schema() : key.referred_schema;
        return schema.empty() ? key.referred_table : schema + "." + key.referred_table;
    }

    /// The table of which this is a partition.
    static std::string whole_of(const Table& table) {
        const std::string& of = table.options().partition_of;
        return of.empty() || table.schema().empty() ? of : table.schema() + "." + of;
    }

    void add(const Edge& edge) {
        waits_for_[edge.from].push_back(edges_.size());
        edges_.push_back(edge);
    }

    bool ready(std::size_t table) const {
        return std::all_of(waits_for_[table].begin(), waits_for_[table].end(),
                           [&](std::size_t e) { return edges_[e].dropped || placed_[edges_[e].to]; });
    }

    /// Places the first table that waits for none, and those behind it that are ready then.
    bool place_one() {
        bool any = false;
        for (std::size_t i = 0; i < tables_.size(); ++i) {
            if (placed_[i] || !ready(i))
                continue;
            placed_[i] = true;
            order_.tables.push_back(tables_[i]);
            any = true;
        }
        return any;
    }

    /// Every unplaced table waits for another unplaced one, so that following them must come back to one it has seen.
    void break_a_cycle() {
        std::vector<std::size_t> path_edge(tables_.size(), edges_.size());
        std::size_t table =
            static_cast<std::size_t>(std::find(placed_.begin(), placed_.end(), false) - placed_.begin());
        while (path_edge[table] == edges_.size()) {
            const auto& waits = waits_for_[table];
            path_edge[table] = *std::find_if(waits.begin(), waits.end(), [&](std::size_t e) {
                return !edges_[e].dropped && !placed_[edges_[e].to];
            });
            table = edges_[path_edge[table]].to;
        }
        // `table` is on the cycle. The foreign keys of one of its tables to the next one go.
        const std::size_t first = table;
        while (edges_[path_edge[table]].foreign_key == no_foreign_key && edges_[path_edge[table]].to != first)
            table = edges_[path_edge[table]].to;
        const std::size_t next = edges_[path_edge[table]].to;
        for (const std::size_t e : waits_for_[table]) {
            if (edges_[e].to != next || edges_[e].dropped)
                continue;
            edges_[e].dropped = true;
            if (edges_[e].foreign_key != no_foreign_key)
                order_.deferred.push_back({tables_[table], edges_[e].foreign_key});
        }
    }

    const std::vector<Table>& tables_;
    std::vector<Edge> edges_{};
    std::vector<std::vector<std::size_t>> waits_for_;  ///< per table, indexes of its edges
    std::vector<bool> placed_;
    DependencyOrder order_{};
};

}  // namespace

DependencyOrder dependency_order(const std::vector<Table>& tables) { return Sorter(tables).sort(); }

}  // namespace rowan
