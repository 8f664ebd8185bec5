// rowan/orm/internal/query_run.hpp: a statement of the program's being executed by a session: flush, send, and make
// objects and rows of what comes.
#pragma once

#include <rowan/engine/execution.hpp>
#include <rowan/engine/parameters.hpp>
#include <rowan/orm/internal/load_plan.hpp>
#include <rowan/orm/internal/row_store.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/sql/statement.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_set>
#include <vector>

namespace rowan::detail {

inline constexpr std::size_t all_rows = static_cast<std::size_t>(-1);

/// Whether a session that begins with this statement begins to write.
bool begins_to_write(const Statement& statement, SessionCore& session);

/// How a result is read: whole; or in batches; or whole, and the columns of its only item, an object, are found by
/// their names.
enum class Reading : std::uint8_t { whole, batches, by_name };

/// Lives within its session and its transaction.
class QueryRun {
public:
    /// Flushes what the statement may see, and sends it. `items` are what each row gives, in the order of the columns;
    /// there may be more columns behind them.
    QueryRun(SessionCore& session, const Statement& statement, Parameters parameters, std::span<const RowItem> items,
             Reading reading = Reading::whole);
    QueryRun(const QueryRun&) = delete;
    QueryRun& operator=(const QueryRun&) = delete;

    /// Reads at most `most` more rows. Of rows without the object nothing is added, under an outer join.
    void read_objects(std::vector<void*>& objects, std::size_t most);
    void read_rows(RowStore& rows, std::size_t most);
    /// Whether all rows have been read.
    bool at_end() const noexcept { return at_end_; }
    const CompiledStatement& compiled() const noexcept { return compiled_; }
    /// The number of rows that it wrote.
    std::int64_t finish();

private:
    struct ObjectItem {
        EntityStore* home = nullptr;
        int column = 0;
        std::uint32_t offset = 0;
        std::uint32_t cohort = 0;
        LoadOptions options{};
        std::vector<ColumnRun> runs{};  ///< if deferred members are among the columns
        std::vector<LoadNode> loads{};
        std::vector<ObjectHeader*> brought{};  ///< in this batch, if there is something to load for them
    };
    /// Neighbouring values, read at once.
    struct ValueItem {
        int column = 0;
        std::size_t first = 0;  ///< of slots_
        std::size_t count = 0;  ///< 0: a Value, at `offset`
        std::uint32_t offset = 0;
    };

    void plan(std::span<const RowItem> items);
    void plan_columns_of(ObjectItem& item, std::size_t place, std::uint64_t& used);
    void plan_loads_of(std::span<const RowItem> items);
    void send();
    bool step();
    void match_columns_by_name();
    ObjectHeader* read_object(ObjectItem& item);
    void begin_batch();
    void end_batch();

    SessionCore& session_;
    Statement statement_;
    Parameters parameters_;
    CompiledStatement compiled_{};
    std::vector<ObjectItem> objects_{};
    std::vector<ValueItem> values_{};
    std::vector<Field> fields_{};
    std::vector<driver::FieldSlot> slots_{};
    std::vector<ColumnRun> columns_by_name_{};
    JoinedLoads joined_{};
    std::unordered_set<const void*> seen_{};  ///< objects of which a joined collection gives several rows
    std::optional<Execution> execution_{};
    Reading reading_;
    bool has_row_ = false;
    bool at_end_ = false;
};

}  // namespace rowan::detail
