#include <rowan/dialects/compiled.hpp>
#include <rowan/engine/internal/error_context.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/internal/unit_of_work.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <unordered_set>

namespace rowan::detail {

// --- connection and state -----------------------------------------------------------------------------------------

void SessionCore::require_open(const char* action) const {
    if (closed_)
        throw StateError(std::string(action) + "this session is closed" +
                         (failure_.empty() ? std::string() : ", because " + failure_));
}

void SessionCore::refuse_use() const {
    if (telling_)
        require_no_row_listener();
    require_open("");
    if (failed_)
        throw PendingRollbackError(
            "the session's transaction has failed; call rollback() to go on. The first error was: " + failure_);
}

void SessionCore::note_failure(const std::exception_ptr& error) noexcept {
    if (failed_ || closed_)
        return;
    failed_ = true;
    failure_.clear();
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& known) {
        try {
            const auto* ours = dynamic_cast<const Error*>(&known);
            const auto masked = ours && engine_.options().hide_parameters ? without_values(*ours) : std::nullopt;
            failure_ = masked ? masked->what() : known.what();
        } catch (...) {  // without memory, without its text
        }
    } catch (...) {
    }
}

void SessionCore::close_for_good(const char* because) noexcept {
    closed_ = true;
    try {
        failure_ = because;
    } catch (...) {
        failure_.clear();
    }
    levels_.clear();
    levels_.resize(1);
    if (connection_) {
        try {
            connection_->invalidate();
        } catch (...) {  // it is closed already
        }
    }
    transaction_.reset();
    connection_.reset();
}

Connection& SessionCore::begin_transaction(bool writes) {
    connection_.emplace(engine_.connect());
    try {
        TransactionOptions begin_with = options_.transaction;
        begin_with.immediate = begin_with.immediate || (writes && !begin_with.read_only);
        transaction_.emplace(connection_->begin(begin_with));
    } catch (...) {
        connection_.reset();
        throw;
    }
    return *connection_;
}

CompiledStatement SessionCore::compile(const Statement& statement) { return connection(false).compile(statement); }

void SessionCore::require_no_flush() const {
    if (flushing_)
        throw StateError("clear: the session is being flushed; a listener can't destroy its objects");
}

// --- flush --------------------------------------------------------------------------------------------------------

void SessionCore::flush() {
    require_usable();
    if (flushing_)
        throw StateError("flush: the session is being flushed already; a listener can't flush");
    flushing_ = true;
    struct Reset {
        bool& flag;
        ~Reset() { flag = false; }
    } reset{flushing_};
    // A listener may add others, which are called from the next flush on.
    const std::vector<Callback<void()>> listeners = before_flush;
    for (const Callback<void()>& listener : listeners) {
        listener();
        require_usable();  // it may have closed the session, or met an error of the database
    }
    const bool flushed = hiding_values(engine_.options().hide_parameters, [&] {
        UnitOfWork work(*this);
        try {
            work.collect();
        } catch (...) {
            work.take_back();
            throw;
        }
        if (work.empty())
            return false;
        work.execute();
        return true;
    });
    if (flushed)
        call(after_flush);
}

bool SessionCore::has_changes(const EntityStore& home) const {
    bool changed = false;
    home.for_each([&](ObjectHeader* object) {
        changed = changed || object->phase == ObjectPhase::pending || object->phase == ObjectPhase::removed ||
                  (object->phase == ObjectPhase::persistent && home.changes(object) != 0);
    });
    return changed;
}

bool SessionCore::names(const Compiled& compiled, const Mapper& mapper, bool written) const {
    if (compiled.tables_unknown)
        return true;
    const auto is_table = [&](const TableName& table) {
        return table.name == mapper.table().name() && table.schema == mapper.table().schema();
    };
    return std::any_of(compiled.tables_written.begin(), compiled.tables_written.end(), is_table) ||
           (!written && std::any_of(compiled.tables_read.begin(), compiled.tables_read.end(), is_table));
}

bool SessionCore::autoflush(const Compiled& compiled) {
    if (!autoflush_enabled || flushing_)
        return false;
    if (!may_see_changes(compiled))
        return false;
    flush();
    require_usable();  // a listener may have closed the session
    return true;
}

/// Whether a table that the statement names has unsaved changes.
bool SessionCore::may_see_changes(const Compiled& compiled) const {
    // What else goes with a removed row is the database's to say.
    if (!removed_.empty())
        return true;
    std::unordered_set<const Mapper*> changed;
    for (const ObjectHeader* object : touched_)
        changed.insert(&object->store->mapper());
    const auto names_end = [&](const RelationshipInfo& relationship) {
        return names(compiled, *relationship.target, false) ||
               (relationship.secondary &&
                std::any_of(compiled.tables_read.begin(), compiled.tables_read.end(),
                            [&](const TableName& table) { return table.name == relationship.secondary->name(); }));
    };
    for (const auto& home : stores_) {
        const Mapper& mapper = home->mapper();
        if (names(compiled, mapper, false) && (changed.contains(&mapper) || has_changes(*home)))
            return true;
        if (changed.contains(&mapper) &&
            std::any_of(mapper.relationships().begin(), mapper.relationships().end(), names_end))
            return true;
    }
    return false;
}

namespace {

/// Whether the program changed the relationship since the last flush (which no_autoflush() may have put off).
bool has_unsaved(ObjectHeader& object, const RelationshipInfo& relationship) {
    if (!relationship.many)
        return one_at(object, relationship).assigned;
    const auto& contents = many_at(object, relationship).contents;
    return contents && (!contents->added.empty() || !contents->removed.empty());
}

}  // namespace

void SessionCore::expire_written(const Compiled& compiled) {
    if (!compiled.writes)
        return;
    wrote_ = true;
    for (const auto& home : stores_) {
        const bool written = names(compiled, home->mapper(), true);
        std::vector<const RelationshipInfo*> stale;
        for (const RelationshipInfo& relationship : home->mapper().relationships()) {
            const bool between =
                relationship.secondary &&
                std::any_of(compiled.tables_written.begin(), compiled.tables_written.end(),
                            [&](const TableName& t) { return t.name == relationship.secondary->name(); });
            if (between || (relationship.target && names(compiled, *relationship.target, true)))
                stale.push_back(&relationship);
        }
        if (!written && stale.empty())
            continue;
        home->for_each([&](ObjectHeader* object) {
            if (object->phase != ObjectPhase::persistent)
                return;
            if (written)
                object->epoch = 0;
            for (const RelationshipInfo* relationship : stale)
                if (!has_unsaved(*object, *relationship))
                    unload_relation(*object, *relationship);
        });
    }
}

// --- commit -------------------------------------------------------------------------------------------------------

void SessionCore::commit() {
    require_usable();
    flush();
    while (levels_.size() > 1)
        release_level(levels_.back().serial);
    std::exception_ptr told;  // by a listener, when it was done
    if (transaction_) {
        try {
            transaction_->commit();
        } catch (const CommitUnknownError&) {
            close_for_good("nobody knows whether its COMMIT took effect");
            throw;
        } catch (const DatabaseError&) {
            note_failure(std::current_exception());
            throw;
        } catch (...) {
            if (transaction_->is_active())
                throw;
            told = std::current_exception();
        }
    }
    try {
        follow_commit();
    } catch (...) {
        close_for_good("the objects could not follow its COMMIT, which took effect");
        throw;
    }
    if (told)
        std::rethrow_exception(told);
    call(after_commit);
}

void SessionCore::follow_commit() {
    Level ended = std::move(levels_.front());
    levels_.front() = {};
    for (const Level::Earlier& entry : ended.earlier)
        entry.object->store->arena().release(entry.snapshot);
    for (ObjectHeader* object : ended.added) {
        object->level = 0;
        object->clear(ObjectHeader::generated_key);
    }
    std::vector<ObjectHeader*> gone;
    for (ObjectHeader* object : ended.removed)
        if (object->phase == ObjectPhase::deleted)
            gone.push_back(object);
    for (ObjectHeader* object : ended.added)
        if (object->phase == ObjectPhase::deleted)
            gone.push_back(object);
    std::sort(gone.begin(), gone.end());
    gone.erase(std::unique(gone.begin(), gone.end()), gone.end());
    gone.insert(gone.end(), kept_.begin(), kept_.end());
    kept_.clear();
    end_objects(gone);
    end_transaction();
}

void SessionCore::end_transaction() {
    ++epoch_;
    wrote_ = false;
    written_pairs_.clear();
    transaction_.reset();
    connection_.reset();
    dig_graves();
}

}  // namespace rowan::detail
