#include <rowan/orm/bulk.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/internal/error_context.hpp>
#include <rowan/orm/internal/column_rules.hpp>
#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/entity_store.hpp>
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/mapper_statements.hpp>
#include <rowan/orm/internal/statements.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/sql/shape.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rowan::detail {
namespace {

std::string table_of(const Mapper& mapper) { return mapper.table().name(); }

/// The one transaction of all rows. On a connection that commits each statement by itself it is committed here.
class WholeTransaction {
public:
    explicit WholeTransaction(ConnectionState& connection) : connection_(connection) {
        if (connection.in_transaction())
            return;
        TransactionOptions options = connection.transaction_options();
        own_ = options.isolation == Isolation::autocommit;
        if (own_)
            options.isolation = Isolation::serializable;
        // Whoever is going to write takes SQLite's write lock at once, so that reserved keys stay free.
        options.immediate = !options.read_only;
        connection.begin(options);
    }
    WholeTransaction(const WholeTransaction&) = delete;
    WholeTransaction& operator=(const WholeTransaction&) = delete;
    ~WholeTransaction() {
        if (!own_)
            return;
        try {
            connection_.rollback();
        } catch (const Error&) {  // the connection is not used again then
        }
    }
    void finish() {
        if (own_) {
            connection_.commit();
            own_ = false;
        }
    }

private:
    ConnectionState& connection_;
    bool own_ = false;
};

/// What was put into the program's values, to be taken out if the writing fails: all of it was empty or 0 before, but
/// for versions, which were one less.
class WriteBack {
public:
    WriteBack() = default;
    WriteBack(const WriteBack&) = delete;
    WriteBack& operator=(const WriteBack&) = delete;
    ~WriteBack() {
        for (const Entry& entry : entries_) {
            if (entry.slot->optional)
                entry.slot->field->ops->reset(entry.slot->field->in(entry.object));
            else
                set_integer_at(*entry.slot, entry.object, entry.before);
        }
    }
    void note(const driver::FieldSlot& slot, void* object, std::int64_t before = 0) {
        entries_.push_back({&slot, object, before});
    }
    void keep() noexcept { entries_.clear(); }

private:
    struct Entry {
        const driver::FieldSlot* slot;
        void* object;
        std::int64_t before;
    };
    std::vector<Entry> entries_{};
};

/// Objects of a mapped struct that rows are completed in, where the program's own are not to be changed.
class ScratchObjects {
public:
    explicit ScratchObjects(const EntityOps& ops) : ops_(ops) {}
    ScratchObjects(const ScratchObjects&) = delete;
    ScratchObjects& operator=(const ScratchObjects&) = delete;
    ~ScratchObjects() {
        for (ObjectHeader* node : nodes_)
            destroy_owned(node);
    }
    void* at(std::size_t index) {
        while (nodes_.size() <= index) {
            ObjectHeader* node = allocate_node(ops_);
            try {
                ops_.construct(node->object());
                nodes_.push_back(node);
            } catch (...) {
                free_node(node, ops_);
                throw;
            }
        }
        return nodes_[index]->object();
    }

private:
    const EntityOps& ops_;
    std::vector<ObjectHeader*> nodes_{};
};

ColumnSet named_columns(const Mapper& mapper, std::span<const std::uint32_t> offsets) {
    if (offsets.empty())
        return mapper.all_columns();
    ColumnSet columns = 0;
    for (const std::uint32_t offset : offsets) {
        const int field = mapper.find_offset(offset);
        if (field < 0)
            throw ArgumentError("only<...>() names a member of " + std::string(mapper.name()) + " that is no column");
        columns |= ColumnSet{1} << field;
    }
    return columns;
}

/// Refuses a row that was read without one of the columns.
void require_present(const Mapper& mapper, const void* object, ColumnSet columns, std::size_t row) {
    for (const DeferredMember& member : mapper.deferred_members())
        if ((columns >> member.field & 1) != 0 && member.in(object).is == DeferredState::Is::absent)
            throw DetachedError("row " + std::to_string(row) +
                                " (the first is 0): " + absent_message(mapper.fields()[member.field]) +
                                ", or leave it out: rowan::rows(values).only<...>()");
    require_deferred(mapper, object, columns);
}

// --- insert -------------------------------------------------------------------------------------------------------

class BulkInsert {
public:
    BulkInsert(ConnectionState& connection, const Mapper& mapper, const Statement& statement, const RowsToWrite& rows);
    void run();
    WrittenRows written() const noexcept { return written_; }

private:
    /// Rows that are looked at together: a multiple of the largest batch, and enough to be worth a COPY.
    static constexpr std::size_t chunk_rows = 16384;

    const void* source(std::size_t row) const {
        return static_cast<const std::byte*>(rows_.first) + row * rows_.stride;
    }
    void* writable(std::size_t row) const { return static_cast<std::byte*>(rows_.writable) + row * rows_.stride; }
    /// The object that is sent for a row: itself, or a completed copy.
    const void* completed(std::size_t row, std::size_t place);
    void write(std::size_t first_row, std::span<const void* const> objects, ColumnSet columns);
    RowStatement statement_of(ColumnSet columns, std::size_t rows, ColumnSet returning);

    ConnectionState& connection_;
    const std::uint64_t work_ = connection_.begin_work();
    const Mapper& mapper_;
    const sql::InsertNode& insert_;
    const RowsToWrite& rows_;
    const ColumnSet only_;
    const bool plain_;  // nothing but the rows, so that the compiled statements are kept
    std::vector<std::uint16_t> defaults_{};
    ScratchObjects scratch_;
    WriteBack write_back_{};
    std::vector<Statement> statements_{};  // what the values beside the rows stand in
    std::size_t other_parameters_ = 0;
    bool copies_;  // until the database says that it can't
    WrittenRows written_{};
};

BulkInsert::BulkInsert(ConnectionState& connection, const Mapper& mapper, const Statement& statement,
                       const RowsToWrite& rows)
    : connection_(connection),
      mapper_(mapper),
      insert_(sql::as<sql::InsertNode>(statement.node())),
      rows_(rows),
      only_(named_columns(mapper, rows.only)),
      plain_(insert_.conflict.action == sql::Conflict::Action::none && insert_.ctes.empty()),
      scratch_(mapper.ops()),
      copies_(plain_) {
    if (!insert_.columns.empty() || insert_.rows != 0 || insert_.query)
        throw ArgumentError("this INSERT has values of its own; for a range it is just insert<" +
                            std::string(mapper.name()) + ">()");
    if (!insert_.returning.empty())
        throw ArgumentError("an INSERT of a range returns no rows; for the keys say rowan::rows(values).write_back()");
    for (std::size_t i = 0; i < mapper.fields().size(); ++i) {
        if (mapper.traits(i).default_value != nullptr && (only_ >> i & 1) != 0)
            defaults_.push_back(static_cast<std::uint16_t>(i));
    }
}

const void* BulkInsert::completed(std::size_t row, std::size_t place) {
    const void* const given = source(row);
    require_present(mapper_, given, only_, row);
    void* target = nullptr;
    const auto open_target = [&] {
        if (target != nullptr)
            return;
        if (rows_.writable != nullptr) {
            target = writable(row);
            return;
        }
        target = scratch_.at(place);
        for (const Field& field : mapper_.fields())
            field.ops->copy(field.in(target), field.in(given));
    };
    for (const std::uint16_t index : defaults_) {
        const Field& field = mapper_.fields()[index];
        if (field.ops->value(field.in(given)) != nullptr)
            continue;
        open_target();
        if (rows_.writable != nullptr)
            write_back_.note(mapper_.slots()[index], target);
        const ColumnOption& option = *mapper_.traits(index).default_value;
        option.maker(field.in(target), option);
    }
    if (const int version = mapper_.version_field(); version >= 0) {
        const driver::FieldSlot& slot = mapper_.slots()[static_cast<std::size_t>(version)];
        if (integer_at(slot, given) == 0) {
            open_target();
            if (rows_.writable != nullptr)
                write_back_.note(slot, target);
            set_integer_at(slot, target, 1);
        }
    }
    return target != nullptr ? target : given;
}

RowStatement BulkInsert::statement_of(ColumnSet columns, std::size_t rows, ColumnSet returning) {
    if (plain_)
        return {.compiled = mapper_statements(connection_, mapper_).insert(connection_, columns, rows, returning)};
    Statement statement = make_insert(mapper_, columns, rows, returning, &insert_);
    RowStatement result{.compiled = connection_.compile(statement), .first = -1};
    const sql::Shape& shape = connection_.pooled().shape;
    for (int at = 0; const ParameterSource& parameter : result.compiled->parameters) {
        switch (parameter.kind) {
            case ParameterSource::Kind::slot:
                if (result.first < 0)
                    result.first = at;
                break;
            case ParameterSource::Kind::value:
                result.others.push_back({at, shape.values()[parameter.index], &parameter});
                break;
            case ParameterSource::Kind::array:
                result.others.push_back({at, nullptr, &parameter, shape.arrays()[parameter.index]});
                break;
            case ParameterSource::Kind::constant:
                result.others.push_back({at, &parameter.constant, &parameter});
                break;
            case ParameterSource::Kind::named:
                throw ArgumentError("an INSERT of a range takes no named parameters, and this one has :" +
                                    parameter.name + "; write its value into the statement");
            case ParameterSource::Kind::output:
                throw UnsupportedError("the driver can't take what RETURNING ... INTO gives");
        }
        ++at;
    }
    statements_.push_back(std::move(statement));
    return result;
}

void BulkInsert::write(std::size_t first_row, std::span<const void* const> objects, ColumnSet columns) {
    connection_.check_interrupted(work_);
    ColumnSet returning = 0;
    const std::function<RowStatement(std::size_t)> statement = [&](std::size_t rows) {
        return statement_of(columns, rows, returning);
    };
    RowBatch batch{.mapper = mapper_,
                   .columns = columns,
                   .objects = objects,
                   .statement = statement,
                   .first_row = first_row,
                   .other_parameters = other_parameters_,
                   .all_inserted = rows_.writable != nullptr && insert_.conflict.action == sql::Conflict::Action::none};
    const auto send = [&] { written_.affected += copy_or_insert_rows(connection_, batch, copies_); };
    if (rows_.writable == nullptr || !asks_for_key(mapper_, columns))
        return send();
    if (insert_.conflict.action != sql::Conflict::Action::none)
        throw ArgumentError("write_back(): the keys of rows that an upsert found can't be told; give " +
                            std::string(mapper_.name()) + " its keys, or write without write_back()");
    const driver::FieldSlot& key = mapper_.key_slots()[0];
    const std::vector<std::int64_t> keys =
        objects.size() > 1 ? reserve_keys(connection_, mapper_, objects.size()) : std::vector<std::int64_t>();
    if (keys.empty()) {
        const KeysBack how = keys_back(connection_, mapper_, objects.size());
        returning = returned_for_key(how, mapper_);
        insert_for_keys(connection_, batch, how, [&](std::size_t i) {
            write_back_.note(key, writable(first_row + i));
            ++written_.affected;
        });
        return;
    }
    for (std::size_t i = 0; i < objects.size(); ++i) {
        void* const object = writable(first_row + i);
        write_back_.note(key, object);
        set_integer_at(key, object, keys[i]);
    }
    columns |= ColumnSet{1} << mapper_.key()[0];
    batch.columns = columns;
    send();
}

void BulkInsert::run() {
    WholeTransaction transaction(connection_);
    if (!plain_ && rows_.count != 0) {
        // As many as the upsert has beside the rows, whatever columns these give; one without a key that is to be
        // generated may be possible where one with it is not.
        const ColumnSet first = columns_to_insert(mapper_, source(0)) & only_;
        other_parameters_ = statement_of(first, 1, 0).others.size();
    }
    std::vector<const void*> objects;
    for (std::size_t begin = 0; begin < rows_.count; begin += chunk_rows) {
        const std::size_t end = std::min(begin + chunk_rows, rows_.count);
        objects.clear();
        std::size_t first = begin;
        ColumnSet columns = 0;
        for (std::size_t row = begin; row < end; ++row) {
            const void* const object = completed(row, row - begin);
            const ColumnSet wanted = columns_to_insert(mapper_, object) & only_;
            if (wanted != columns && !objects.empty()) {
                write(first, objects, columns);
                objects.clear();
                first = row;
            }
            columns = wanted;
            objects.push_back(object);
        }
        write(first, objects, columns);
    }
    transaction.finish();
    write_back_.keep();
}

// --- update -------------------------------------------------------------------------------------------------------

std::int64_t bulk_update(ConnectionState& connection, const Mapper& mapper, const Statement& statement,
                         const RowsToWrite& rows) {
    const auto& update = sql::as<sql::UpdateNode>(statement.node());
    if (!update.columns.empty() || !update.where.empty() || !update.from.empty() || update.all_rows ||
        !update.returning.empty() || !update.ctes.empty())
        throw ArgumentError("an UPDATE of a range goes by the keys of its values, and has nothing else: update<" +
                            std::string(mapper.name()) +
                            ">(), and rowan::rows(values).only<&T::member>() for some columns");
    ColumnSet columns = named_columns(mapper, rows.only) & mapper.updatable();
    for (const std::uint16_t field : mapper.key())
        columns &= ~(ColumnSet{1} << field);
    if (columns == 0)
        throw ArgumentError("an UPDATE of a range of " + std::string(mapper.name()) +
                            " has no column to write: all that are named are of the key, or computed");
    const int version = mapper.version_field();
    const driver::FieldSlot* const version_slot =
        version < 0 ? nullptr : &mapper.slots()[static_cast<std::size_t>(version)];
    if (version_slot != nullptr)
        columns |= ColumnSet{1} << version;

    const std::vector<driver::FieldSlot> slots = slots_of(mapper, columns);
    const int width = static_cast<int>(slots.size());
    const int key_width = static_cast<int>(mapper.key().size());
    // Where the next version stands among the columns.
    int version_at = 0;
    for (int i = 0; i < version; ++i)
        version_at += static_cast<int>(columns >> i & 1);

    WholeTransaction transaction(connection);
    WriteBack write_back;
    std::int64_t affected = 0;
    Execution execution(connection, mapper_statements(connection, mapper).update(connection, columns));
    for (std::size_t row = 0; row < rows.count; ++row) {
        const void* const object = static_cast<const std::byte*>(rows.first) + row * rows.stride;
        Value before;
        Value after;
        require_present(mapper, object, columns, row);
        try {
            check_values(mapper, columns, object);
            execution.bind_fields(0, slots, object);
            execution.bind_fields(width, mapper.key_slots(), object);
            if (version_slot != nullptr) {
                const std::int64_t now = integer_at(*version_slot, object);
                before = Value(now);
                after = Value(now + 1);
                execution.bind(version_at, after);
                execution.bind(width + key_width, before);
            }
            const std::int64_t found = execution.run();
            affected += found;
            if (version_slot == nullptr)
                continue;
            if (found == 0)
                throw StaleDataError("row " + std::to_string(row) + " (the first is 0): UPDATE of " + table_of(mapper) +
                                         " found no row of this key and version: it was deleted or changed by others "
                                         "since it was read; roll back and read it again",
                                     ErrorDetail{.sql = std::string(execution.sql()), .table = table_of(mapper)});
            if (rows.writable != nullptr) {
                void* const target = static_cast<std::byte*>(rows.writable) + row * rows.stride;
                const std::int64_t now = integer_at(*version_slot, object);
                write_back.note(*version_slot, target, now);
                set_integer_at(*version_slot, target, now + 1);
            }
        } catch (const DatabaseError& error) {
            rethrow_with_place(error, "row " + std::to_string(row) + " (the first is 0)");
        }
    }
    execution.finish();
    transaction.finish();
    write_back.keep();
    return affected;
}

const sql::NodePtr* table_written(const Statement& statement) {
    if (statement.kind() == sql::NodeKind::insert)
        return &sql::as<sql::InsertNode>(statement.node()).table;
    if (statement.kind() == sql::NodeKind::update)
        return &sql::as<sql::UpdateNode>(statement.node()).table;
    return nullptr;
}

}  // namespace

WrittenRows write_rows(ConnectionState& connection, const Mapper& mapper, const Statement& statement,
                       const RowsToWrite& rows) {
    const sql::NodePtr* const table = table_written(statement);
    if (table == nullptr)
        throw ArgumentError(
            "a range of values is written by insert<T>() or update<T>(), and this is another statement");
    if ((*table)->kind != sql::NodeKind::table ||
        sql::as<sql::TableNode>(**table).table.get() != &mapper.table().data())
        throw ArgumentError("a range of " + std::string(mapper.name()) +
                            " is given to a statement about another table; " + "say insert<" +
                            std::string(mapper.name()) + ">() or update<" + std::string(mapper.name()) + ">()");
    return hiding_values(connection.engine().options().hide_parameters, [&]() -> WrittenRows {
        if (statement.kind() == sql::NodeKind::update)
            return {.affected = rows.count == 0 ? 0 : bulk_update(connection, mapper, statement, rows)};
        BulkInsert insert(connection, mapper, statement, rows);
        if (rows.count > 0)
            insert.run();
        return insert.written();
    });
}

}  // namespace rowan::detail
