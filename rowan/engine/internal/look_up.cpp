#include <rowan/engine/internal/look_up.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/internal/error_context.hpp>
#include <rowan/engine/internal/parameter_text.hpp>
#include <rowan/types/error.hpp>

#include <string>

namespace rowan::detail {
namespace {

/// A statement of the cache, while it is executed.
class Taken {
public:
    explicit Taken(PreparedStatement& prepared) noexcept : prepared_(prepared) { prepared_.in_use = true; }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    ~Taken() { give_back(); }

    driver::Statement& operator*() const noexcept { return *prepared_.statement; }
    driver::Statement* operator->() const noexcept { return prepared_.statement.get(); }
    void give_back() noexcept {
        prepared_.statement->reset();
        prepared_.in_use = false;
    }

private:
    PreparedStatement& prepared_;
};

std::string shown(ConnectionState& connection, std::span<const driver::FieldSlot> fields, const void* object) {
    if (connection.engine().options().hide_parameters) {
        return ParameterText::hidden;
    }
    ParameterText text;
    text.add(fields, object);
    return std::move(text).finish();
}

void bind_key(driver::Statement& statement, std::span<const driver::FieldSlot> fields, const void* key) {
    const void* const member = static_cast<const char*>(key) + fields.front().offset;
    if (fields.size() == 1 && fields.front().form == driver::MemberForm::int32) {
        statement.bind_integer(0, *static_cast<const std::int32_t*>(member));
    } else if (fields.size() == 1 && fields.front().form == driver::MemberForm::int64) {
        statement.bind_integer(0, *static_cast<const std::int64_t*>(member));
    } else {
        statement.bind_fields(0, fields, key);
    }
}

bool look_up_by_execution(ConnectionState& connection, const RowByKey& row, const void* key, void* object) {
    Execution execution(connection, row.compiled);
    execution.bind_fields(0, row.key, key);
    if (!execution.step()) {
        return false;
    }
    execution.read(0, row.columns, object);
    return true;
}

}  // namespace

bool look_up(ConnectionState& connection, const RowByKey& row, const void* key, void* object) {
    // Of what begins a transaction, listeners are told.
    PreparedStatement* const prepared = connection.in_transaction() && !connection.engine().listened()
                                            ? connection.pooled().prepared.find(row.compiled.get())
                                            : nullptr;
    if (prepared == nullptr || prepared->in_use) {
        return look_up_by_execution(connection, row, key, object);
    }
    Taken statement(*prepared);
    bool found = false;
    try {
        bind_key(*statement, row.key, key);
        connection.before_execution(row.compiled->sql);
        found = statement->step();
    } catch (const Error& error) {
        std::string parameters = shown(connection, row.key, key);
        statement.give_back();
        connection.after_error(error);
        rethrow_with_sql(error, row.compiled->sql, std::move(parameters),
                         connection.engine().options().hide_parameters);
    }
    if (found) {
        try {
            statement->read(0, row.columns, object);
        } catch (const Error& error) {
            rethrow_with_sql(error, row.compiled->sql, shown(connection, row.key, key),
                             connection.engine().options().hide_parameters);
        }
    }
    return found;
}

}  // namespace rowan::detail
