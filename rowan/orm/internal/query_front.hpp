// rowan/orm/internal/query_front.hpp: what the templates of Query, and of Session's execute and scalars, call.
#pragma once

#include <rowan/engine/parameters.hpp>
#include <rowan/engine/result.hpp>
#include <rowan/orm/internal/object_vector.hpp>
#include <rowan/orm/internal/row_store.hpp>
#include <rowan/orm/stream.hpp>
#include <rowan/sql/select.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rowan::detail {

class SessionCore;

ObjectPointers execute_objects(SessionCore& session, const Statement& statement, const Parameters& parameters,
                               const Mapper& mapper);
std::shared_ptr<const RowStore> execute_rows(SessionCore& session, const Statement& statement,
                                             const Parameters& parameters, const RowLayout& layout);
/// Throws ArgumentError for a statement that is no SELECT: a session for reading sends no other.
void require_select(const Statement& statement);
Result execute_plain(SessionCore& session, const Statement& statement, const Parameters& parameters);
Result execute_batch(SessionCore& session, const Statement& statement, const std::vector<Parameters>& sets);

/// SELECT count(*) of the rows that the SELECT would give; and how many they are, asked of the database.
SelectCore count_of(const SelectCore& select);
std::int64_t count_rows(SessionCore& session, const SelectCore& select, const Parameters& parameters = {});

/// What a Query is but for its types. The functions change this value.
class QueryCore {
public:
    explicit QueryCore(std::shared_ptr<SessionCore> session) : session_(std::move(session)) {}

    /// The SQL that will be sent, as the session's database takes it.
    std::string to_sql() const;

protected:
    SelectCore& select() noexcept { return select_; }
    const SelectCore& select() const noexcept { return select_; }
    void add_assignment(const Assignment& assignment);
    void set_parameters(const Parameters& parameters);
    void set_text(const Statement& statement) { text_ = statement.node_ptr(); }

    /// At most `most` of them.
    ObjectPointers objects(const Mapper& mapper, std::size_t most = static_cast<std::size_t>(-1)) const;
    std::shared_ptr<const RowStore> rows(const RowLayout& layout,
                                         std::size_t most = static_cast<std::size_t>(-1)) const;
    ObjectPointers first_object(const Mapper& mapper) const;
    std::shared_ptr<const RowStore> first_row(const RowLayout& layout) const;
    std::shared_ptr<StreamState> stream(const Mapper& mapper, std::size_t batch) const;
    std::shared_ptr<StreamState> row_stream(const RowLayout& layout, std::size_t batch) const;
    std::int64_t count_rows() const;
    bool any_row() const;
    std::int64_t delete_rows(const Mapper& mapper) const;
    std::int64_t update_rows(const Mapper& mapper, const Assignment* assignments, std::size_t count) const;

private:
    Statement statement() const { return text_ ? Statement(text_) : static_cast<const Statement&>(select_); }
    /// The SELECT with LIMIT 1, unless it has a smaller one.
    SelectCore limited() const;
    SessionCore& session() const;
    bool is_plain() const;
    bool has_only_conditions() const;
    void require_no_text(const char* action) const;
    void require_only_conditions(const char* action) const;

    std::shared_ptr<SessionCore> session_;
    SelectCore select_{};
    sql::NodePtr text_{};
    Parameters parameters_{};
};

}  // namespace rowan::detail
