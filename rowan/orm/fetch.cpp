#include <rowan/orm/fetch.hpp>

#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/entity_store.hpp>
#include <rowan/orm/internal/expected_rows.hpp>
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/mapper_statements.hpp>
#include <rowan/orm/internal/query_options.hpp>
#include <rowan/orm/internal/relation_state.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <string>

namespace rowan::detail {
namespace {

/// Columns of the result that stand one behind the other and go into these fields.
struct Run {
    int first = 0;
    std::span<const driver::FieldSlot> slots{};
};

/// Whether the rows of a statement are all columns of the entity, as they are mapped.
bool selects_entity(const sql::Node& statement, const Mapper& mapper) {
    if (statement.kind == sql::NodeKind::compound) {
        const auto& compound = sql::as<sql::CompoundNode>(statement);
        return selects_entity(*compound.left, mapper) && selects_entity(*compound.right, mapper);
    }
    if (statement.kind != sql::NodeKind::select)
        return false;
    const auto& select = sql::as<sql::SelectNode>(statement);
    if (select.items.size() != 1 || select.items[0]->kind != sql::NodeKind::all_columns)
        return false;
    const sql::NodePtr& source = sql::as<sql::AllColumnsNode>(*select.items[0]).source;
    return source->kind == sql::NodeKind::table &&
           sql::as<sql::TableNode>(*source).table.get() == &mapper.table().data();
}

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

class RowFetch final : public FetchedRow {
public:
    RowFetch(ConnectionState& connection, const Mapper& mapper, const Statement& statement,
             const Parameters& parameters)
        : mapper_(mapper),
          has_relations_(!mapper.declared_relationships().empty()),
          statement_(with_options(statement)),
          execution_(connection, statement_, parameters) {
        if (read_ != 0)
            runs_.push_back({0, slots_});
        else if (selects_entity(statement.node(), mapper))
            runs_.push_back({0, mapper.row_slots()});
        else
            match_by_name(statement.kind() == sql::NodeKind::select || statement.kind() == sql::NodeKind::compound);
    }

    bool step() { return execution_.step(); }
    std::size_t expected_rows() const noexcept { return execution_.expected_rows(); }

    void read(void* object) const {
        for (const Run& run : runs_)
            execution_.read(run.first, run.slots, object);
        if (has_relations_)
            make_relations_absent(mapper_, object);
        make_deferred_absent(mapper_, object, read_);
    }

private:
    Statement with_options(const Statement& statement);
    void match_by_name(bool named_columns);

    const Mapper& mapper_;
    const bool has_relations_;
    std::vector<driver::FieldSlot> slots_{};
    ColumnSet read_ = 0;  // the columns, where they are not just those of a row
    Statement statement_;
    Execution execution_;
    std::vector<Run> runs_{};
};

/// The statement that selects the columns which its options want.
Statement RowFetch::with_options(const Statement& statement) {
    const QueryOptions* const options = options_of(statement.node());
    if (!options || options->columns.empty())
        return statement;
    std::uint64_t used = 0;
    const ColumnSet columns = wanted_columns(mapper_, options->columns, false, used).columns;
    if (std::popcount(used) != static_cast<int>(options->columns.size()) || !selects_entity(statement.node(), mapper_))
        throw ArgumentError("options: defer, undefer and load_only are about columns of " +
                            std::string(mapper_.name()) + " here, in a select<" + std::string(mapper_.name()) + ">()");
    SelectCore asking(statement.node_ptr());
    asking.select().items[0] = sql::all_columns(mapper_.nodes().source(), mapper_.all_columns() & ~columns);
    read_ = columns;
    slots_ = slots_of(mapper_, columns);
    return asking;
}

/// `named_columns`: the program has said which columns it wants, so that no others are missed.
void RowFetch::match_by_name(bool named_columns) {
    ColumnSet found = 0;
    const int count = execution_.column_count();
    slots_.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column) {
        const std::string_view name = execution_.column_name(column);
        const int field = mapper_.find_column(name);
        if (field < 0) {
            if (named_columns)
                throw ArgumentError("fetch: the result's column " + quoted(name) + " is no column of " +
                                    std::string(mapper_.name()) +
                                    "; select only columns of its table, or use execute()");
            continue;
        }
        const ColumnSet bit = ColumnSet{1} << field;
        if ((found & bit) != 0)
            throw ArgumentError("fetch: the result has two columns " + quoted(name) +
                                ", so it is not clear which one " + std::string(mapper_.name()) +
                                " gets; give the other one another name");
        found |= bit;
        const bool follows =
            !runs_.empty() && runs_.back().first + static_cast<int>(runs_.back().slots.size()) == column;
        slots_.push_back(mapper_.slots()[static_cast<std::size_t>(field)]);
        if (follows)
            runs_.back().slots = {runs_.back().slots.data(), runs_.back().slots.size() + 1};
        else
            runs_.push_back({column, {&slots_.back(), 1}});
    }
    read_ = found;
    if ((found | mapper_.deferred()) == mapper_.all_columns() || (named_columns && found != 0))
        return;
    std::string missing;
    for (std::size_t i = 0; i < mapper_.fields().size(); ++i) {
        if (((found | mapper_.deferred()) >> i & 1) == 0)
            missing += (missing.empty() ? "" : ", ") + quoted(mapper_.fields()[i].column);
    }
    throw ArgumentError("fetch: the result lacks columns of " + std::string(mapper_.name()) + ": " + missing +
                        "; select them too, or use execute() for rows that are no whole " +
                        std::string(mapper_.name()));
}

}  // namespace

void FetchedRow::read_into(void* object) const { static_cast<const RowFetch&>(*this).read(object); }

std::size_t FetchedRow::room_after(std::size_t size) const noexcept {
    return room_for_rows(size, static_cast<const RowFetch&>(*this).expected_rows());
}

void fetch_rows(ConnectionState& connection, const Mapper& mapper, const Statement& statement,
                const Parameters& parameters, void* context, bool (*take)(void* context, const FetchedRow& row)) {
    RowFetch rows(connection, mapper, statement, parameters);
    while (rows.step() && take(context, rows)) {
    }
}

bool fetch_by_key(ConnectionState& connection, const Mapper& mapper, std::span<const Value> key, void* object) {
    if (key.size() != mapper.key().size()) {
        throw ArgumentError("get: the key of " + std::string(mapper.name()) + " has " +
                            std::to_string(mapper.key().size()) + " columns, but " + std::to_string(key.size()) +
                            " values were given");
    }
    if (std::any_of(key.begin(), key.end(), [](const Value& value) { return value.is_null(); }))
        return false;
    // Through the members, which refuse what is no key of theirs.
    std::vector<Value> converted;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const Field& field = mapper.fields()[mapper.key()[i]];
        assign_field(field, object, key[i]);
        converted.push_back(read_field(field, object));
    }
    Execution execution(connection, mapper_statements(connection, mapper).select_by_key(connection).compiled);
    for (std::size_t i = 0; i < converted.size(); ++i)
        execution.bind(static_cast<int>(i), converted[i], mapper.key_slots()[i].digits);
    if (!execution.step())
        return false;
    execution.read(0, mapper.row_slots(), object);
    make_relations_absent(mapper, object);
    make_deferred_absent(mapper, object);
    return true;
}

bool fetch_by_key(ConnectionState& connection, const Mapper& mapper, std::int64_t key, void* object) {
    set_integer_at(mapper.key_slots()[0], object, key);
    if (!look_up(connection, mapper_statements(connection, mapper).select_by_key(connection), object, object))
        return false;
    make_relations_absent(mapper, object);
    make_deferred_absent(mapper, object);
    return true;
}

}  // namespace rowan::detail
