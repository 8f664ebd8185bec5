#include <rowan/engine/execution.hpp>

#include <rowan/dialects/compiled.hpp>
#include <rowan/engine/connection.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/internal/error_context.hpp>
#include <rowan/engine/internal/parameter_text.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/column_limit.hpp>

#include <bit>
#include <string>
#include <utility>

namespace rowan {
namespace {

constexpr std::int64_t max_rounds_shown = 3;

void check_all_known(const Compiled& compiled, const Parameters& parameters) {
    for (const auto& [name, value] : parameters) {
        bool known = false;
        std::string names;
        for (const ParameterSource& source : compiled.parameters) {
            if (source.kind == ParameterSource::Kind::named) {
                known = known || source.name == name;
                names += (names.empty() ? ":" : ", :") + source.name;
            }
        }
        if (!known) {
            throw ArgumentError("the statement has no parameter :" + name +
                                (names.empty() ? std::string("; it has none at all") : "; it has " + names));
        }
    }
}

/// What a database takes for a parameter, but rowan did not, would silently be NULL.
void check_placeholders(const Compiled& compiled, const driver::Statement& statement) {
    if (statement.parameter_count() <= static_cast<int>(compiled.parameters.size()))
        return;
    throw ArgumentError(
        "the statement has a parameter without a value: one is written :name, with no letter or digit before the "
        "colon; what the database itself would take for one (@name, $name) is of no use here");
}

}  // namespace

Execution::Execution(detail::ConnectionState& connection, const CompiledStatement& compiled)
    : connection_(connection), compiled_(compiled), sql_(compiled->sql) {
    prepare();
}

Execution::Execution(detail::ConnectionState& connection, const Statement& statement, const Parameters& parameters)
    : connection_(connection), compiled_(connection.compile(statement)), sql_(compiled_->sql) {
    const sql::Shape& shape = connection.pooled().shape;
    const std::span<const Value* const> values = shape.values();
    const std::span<const std::span<const Value>> arrays = shape.arrays();
    prepare();
    try {
        check_placeholders(*compiled_, this->statement());
        bind_all(values, arrays, parameters);
    } catch (...) {
        give_statement_back("its parameters are not as they should be");
        throw;
    }
}

Execution::Execution(detail::ConnectionState& connection, std::string_view sql) : connection_(connection), sql_(sql) {
    prepare();
}

Execution::Execution(Connection& connection, const CompiledStatement& compiled)
    : Execution(connection.state(), compiled) {}
Execution::Execution(Connection& connection, const Statement& statement, const Parameters& parameters)
    : Execution(connection.state(), statement, parameters) {}
Execution::Execution(Connection& connection, std::string_view sql) : Execution(connection.state(), sql) {}

Execution::~Execution() {
    try {
        finish();
    } catch (...) {  // of a listener; a destructor has nobody to tell it to
    }
    give_statement_back("");
}

void Execution::prepare() {
    detail::PooledConnection& pooled = connection_.pooled();
    listened_ = connection_.engine().listened();
    try {
        if (compiled_) {
            prepared_ = pooled.prepared.find(compiled_.get());
            if (prepared_ == nullptr) {
                prepared_ = &pooled.prepared.insert(compiled_, pooled.connection->prepare(sql_));
            } else if (prepared_->in_use) {
                prepared_ = nullptr;  // it is being executed further up: this is a second copy
                own_ = pooled.connection->prepare(sql_);
            } else {
                cached_ = true;
            }
        } else {
            own_ = pooled.connection->prepare(sql_);
        }
    } catch (const Error& error) {
        fail(error);
    }
    if (prepared_ != nullptr) {
        prepared_->in_use = true;
        statement_ = prepared_->statement.get();
    } else {
        statement_ = own_.get();
    }
    connection_.add(*this);
}

void Execution::bind_all(std::span<const Value* const> values, std::span<const std::span<const Value>> arrays,
                         const Parameters& parameters) {
    int at = 0;
    std::uint64_t used = 0;  // a bit for each of the first 64 parameters
    for (const ParameterSource& source : compiled_->parameters) {
        switch (source.kind) {
            case ParameterSource::Kind::value:
                bind(at, *values[source.index], source);
                break;
            case ParameterSource::Kind::array:
                bind_array(at, arrays[source.index]);
                break;
            case ParameterSource::Kind::constant:
                bind(at, source.constant);
                break;
            case ParameterSource::Kind::named: {
                const std::size_t index = parameters.index_of(source.name);
                if (index == Parameters::npos) {
                    throw ArgumentError("the statement's parameter :" + source.name +
                                        " has no value: execute(statement, {{\"" + source.name + "\", …}})");
                }
                bind(at, parameters.at(index), source);
                used |= index < 64 ? std::uint64_t{1} << index : 0;
                break;
            }
            case ParameterSource::Kind::slot:
                throw ArgumentError("the statement has numbered placeholders, whose values only an Execution can bind");
            case ParameterSource::Kind::output:
                throw UnsupportedError("the driver can't take what RETURNING ... INTO gives: select the rows instead");
        }
        ++at;
    }
    if (static_cast<std::size_t>(std::popcount(used)) != parameters.size()) {
        check_all_known(*compiled_, parameters);
    }
}

void Execution::record(const Binding& binding) {
    if (binding_count_ < inline_bindings) {
        bindings_[binding_count_] = binding;
    } else {
        more_bindings_.push_back(binding);
    }
    ++binding_count_;
}

void Execution::bind(int parameter, const Value& value, std::int8_t digits) {
    driver::Statement& target = statement();
    record({.first = parameter, .value = &value});
    try {
        target.bind(parameter, value, digits);
    } catch (const Error& error) {
        fail(error);
    }
}

void Execution::bind(int parameter, const Value& value, const ParameterSource& source) {
    if (source.assigned < 0)
        return bind(parameter, value, source.digits);
    const AssignedColumn& column = compiled_->assigned[static_cast<std::size_t>(source.assigned)];
    driver::Statement& target = statement();
    record({.first = parameter, .value = &value});
    try {
        if (const std::string reason = detail::misfit(column.type, value); !reason.empty())
            throw DataError(reason);
        target.bind(parameter, value, source.digits);
    } catch (const DataError& error) {
        try {
            throw DataError(column.name + ": " + error.what(), error.detail());
        } catch (const Error& named) {
            fail(named);
        }
    } catch (const Error& error) {
        fail(error);
    }
}

void Execution::bind_fields(int first, std::span<const driver::FieldSlot> fields, const void* object) {
    driver::Statement& target = statement();
    record({.first = first, .object = object, .fields = fields});
    try {
        target.bind_fields(first, fields, object);
    } catch (const Error& error) {
        fail(error);
    }
}

void Execution::bind_column(int parameter, const driver::FieldSlot& field, std::span<const void* const> objects) {
    driver::Statement& target = statement();
    record({.first = parameter, .fields = {&field, 1}, .objects = objects});
    try {
        target.bind_column(parameter, field, objects);
    } catch (const Error& error) {
        fail(error);
    }
}

void Execution::bind_array(int parameter, std::span<const Value> values) {
    driver::Statement& target = statement();
    record({.first = parameter, .array = values});
    try {
        target.bind_array(parameter, values);
    } catch (const Error& error) {
        fail(error);
    }
}

void Execution::bind_many(std::span<const driver::FieldSlot> fields, std::span<const void* const> objects) {
    driver::Statement& target = statement();
    record({.fields = fields, .objects = objects, .is_of_many = true});
    try {
        target.bind_many(fields, objects);
    } catch (const Error& error) {
        fail(error);
    }
}

void Execution::begin_round() {
    if (rounds_ == 0) {
        connection_.before_execution(sql_);
        if (listened_) {
            connection_.engine().tell_before(
                {.sql = sql_, .connection = connection_.pooled().id, .cached = cached_, .execution = this});
            began_ = std::chrono::steady_clock::now();
        }
    } else {
        connection_.begin_if_needed();
    }
    ++rounds_;
    in_round_ = true;
    work_ = connection_.begin_work();
}

bool Execution::step() {
    driver::Statement& running = statement();
    try {
        if (!in_round_) {
            begin_round();
        }
        connection_.check_interrupted(work_);
        if (running.step()) {
            ++rows_;
            return true;
        }
        return false;
    } catch (const Error& error) {
        fail(error);
    }
}

void Execution::count_round() noexcept {
    if (in_round_) {
        affected_ = statement_->affected_rows();
        total_affected_ += affected_;
        last_insert_id_ = statement_->last_insert_id();
        in_round_ = false;
    }
}

void Execution::end_round() noexcept {
    count_round();
    if (listened_ && binding_count_ != 0 && rounds_ <= max_rounds_shown + 1) {
        try {
            earlier_parameters_ += earlier_parameters_.empty() ? "" : ", ";
            earlier_parameters_ += rounds_ <= max_rounds_shown ? bound_parameters() : "…";
        } catch (...) {  // out of memory: the log lacks them
        }
    }
    statement_->reset();
    binding_count_ = 0;
    more_bindings_.clear();
}

void Execution::reset() noexcept {
    if (statement_ != nullptr) {
        end_round();
    }
}

std::int64_t Execution::run() {
    while (step()) {
    }
    end_round();
    return affected_;
}

void Execution::run_later() {
    driver::Statement& running = statement();
    bool is_queued = false;
    try {
        begin_round();
        is_queued = running.queue();
    } catch (const Error& error) {
        if (!queues_) {
            fail(error);
        }
        fail_in_queue(error);
    }
    if (!is_queued) {
        run();
        return;
    }
    queues_ = true;
    in_round_ = false;
    end_round();
}

void Execution::finish_queue() {
    if (!queues_) {
        return;
    }
    try {
        total_affected_ += statement().finish_queue();
        queues_ = false;
    } catch (const Error& error) {
        fail_in_queue(error);
    }
}

/// What is bound now is not what has failed.
void Execution::fail_in_queue(const Error& error) {
    const std::size_t at = statement_->failed_in_queue();
    binding_count_ = 0;
    earlier_parameters_.clear();
    try {
        fail(error);
    } catch (const Error& whole) {
        detail::rethrow_with_place(whole, "set " + std::to_string(at) + " of the parameters (the first is 0)");
    }
}

int Execution::column_count() const {
    const driver::Statement& described = statement();
    try {
        return described.column_count();
    } catch (const Error& error) {
        connection_.after_error(error);
        detail::rethrow_with_sql(error, sql_, parameters(), connection_.engine().options().hide_parameters);
    }
}

void Execution::read(int first, std::span<const driver::FieldSlot> fields, void* object) const {
    const driver::Statement& running = statement();
    try {
        running.read(first, fields, object);
    } catch (const Error& error) {
        detail::rethrow_with_sql(error, sql_, parameters(), connection_.engine().options().hide_parameters);
    }
}

void Execution::tell(const Error* error) {
    ExecutionEvent event{.sql = sql_,
                         .connection = connection_.is_closed() ? 0 : connection_.pooled().id,
                         .cached = cached_,
                         .executions = rounds_,
                         .rows = rows_ != 0 ? rows_ : total_affected_,
                         .error = error,
                         .execution = this};
    if (rounds_ != 0) {
        event.duration = std::chrono::steady_clock::now() - began_;
    }
    connection_.engine().tell_after(event);
}

void Execution::give_statement_back(const char* reason) noexcept {
    if (statement_ == nullptr) {
        return;
    }
    if (std::exchange(queues_, false)) {
        try {
            static_cast<void>(statement_->finish_queue());
        } catch (...) {  // what has failed is told already, or the transaction that it was in ends
        }
    }
    end_round();
    connection_.remove(*this);
    if (prepared_ != nullptr) {
        prepared_->in_use = false;
        prepared_->rows = rows_;
        prepared_ = nullptr;
    }
    own_.reset();
    statement_ = nullptr;
    ended_because_ = reason;
}

void Execution::finish() {
    if (finished_) {
        return;
    }
    finished_ = true;
    count_round();
    give_statement_back("it was finished");
    if (rounds_ == 0) {
        return;
    }
    if (!connection_.is_closed()) {
        connection_.after_execution();
    }
    if (listened_) {
        tell(nullptr);
    }
}

void Execution::end_by(const char* reason) noexcept {
    try {
        finish();
    } catch (...) {  // of a listener; whoever ends the transaction must not be kept from it
    }
    give_statement_back(reason);
    ended_because_ = reason;
}

void Execution::throw_ended() const {
    throw StateError(std::string("this statement has ended, because ") + ended_because_);
}

void Execution::fail(const Error& error) {
    const std::string shown = parameters();
    const bool hides = connection_.engine().options().hide_parameters;
    const auto masked = hides ? detail::without_values(error) : std::nullopt;
    give_statement_back("it has failed");
    if (listened_ && !finished_) {
        finished_ = true;
        try {
            tell(masked ? &*masked : &error);
        } catch (...) {  // of a listener: the statement's own error is the one to tell
        }
    }
    finished_ = true;
    connection_.after_error(error);
    // Not every database says whose constraint it is.
    const bool writes_one = compiled_ != nullptr && compiled_->tables_written.size() == 1;
    const bool is_of_it = writes_one && dynamic_cast<const IntegrityError*>(&error) != nullptr;
    detail::rethrow_with_sql(error, sql_, shown, hides, is_of_it ? compiled_->tables_written[0].name : "");
}

std::size_t Execution::expected_rows() const noexcept {
    return prepared_ == nullptr ? 0 : static_cast<std::size_t>(prepared_->rows);
}

std::string Execution::parameters() const {
    if (binding_count_ == 0) {
        return earlier_parameters_;
    }
    return earlier_parameters_.empty() ? bound_parameters() : earlier_parameters_ + ", " + bound_parameters();
}

namespace {

std::string rounds_of_many(std::span<const driver::FieldSlot> fields, std::span<const void* const> objects) {
    std::string all;
    const std::size_t shown = std::min<std::size_t>(objects.size(), max_rounds_shown);
    for (const void* object : objects.first(shown)) {
        detail::ParameterText text;
        text.add(fields, object);
        all += (all.empty() ? "" : ", ") + std::move(text).finish();
    }
    return shown < objects.size() ? all + ", …" : all;
}

}  // namespace

std::string Execution::bound_parameters() const {
    if (connection_.engine().options().hide_parameters) {
        return detail::ParameterText::hidden;
    }
    if (bindings_[0].is_of_many) {
        return rounds_of_many(bindings_[0].fields, bindings_[0].objects);
    }
    detail::ParameterText text;
    for (std::size_t i = 0; i < binding_count_; ++i) {
        const Binding& binding = i < inline_bindings ? bindings_[i] : more_bindings_[i - inline_bindings];
        if (binding.value != nullptr) {
            text.add(*binding.value);
        } else if (!binding.array.empty()) {
            text.add(binding.array);
        } else if (binding.object != nullptr) {
            text.add(binding.fields, binding.object);
        } else {
            text.add(binding.fields.front(), binding.objects);
        }
    }
    return std::move(text).finish();
}

}  // namespace rowan
