// Results that are read batch by batch, and what leaves the session between two batches.
#include <rowan/orm/internal/query_run.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/orm/stream.hpp>
#include <rowan/types/error.hpp>

#include <optional>
#include <unordered_set>

namespace rowan::detail {

// --- what leaves --------------------------------------------------------------------------------------------------

void SessionCore::begin_stream(StreamedObjects& objects) { streams_.push_back(&objects); }

/// What an inner stream leaves behind is the outer one's to let go.
void SessionCore::end_stream(StreamedObjects& objects) noexcept {
    std::erase(streams_, &objects);
    if (streams_.empty() || objects.empty())
        return;
    try {
        streams_.back()->insert(streams_.back()->end(), objects.begin(), objects.end());
    } catch (...) {
        // They stay in the session, as any object does.
    }
}

namespace {

template <class Visit>
void for_each_named(ObjectHeader& object, Visit&& visit) {
    for (const RelationshipInfo& relationship : object.store->mapper().declared_relationships()) {
        if (relationship.many) {
            const ManyState& state = many_at(object, relationship);
            if (!state.contents)
                continue;
            if (state.contents->objects)
                for (void* member : *state.contents->objects)
                    visit(header_of(member));
            for (ObjectHeader* member : state.contents->added)
                visit(member);
            for (ObjectHeader* member : state.contents->removed)
                visit(member);
        } else if (const OneState& state = one_at(object, relationship); state.object) {
            visit(header_of(state.object));
        }
    }
}

}  // namespace

void SessionCore::release_streamed(StreamedObjects& objects) {
    std::unordered_set<const ObjectHeader*> needed;  // by a rollback, or by the next flush
    for (const Level& level : levels_) {
        needed.insert(level.added.begin(), level.added.end());
        needed.insert(level.removed.begin(), level.removed.end());
        for (const Level::TakenAlong& entry : level.taken_along)
            needed.insert(entry.member);
        needed.insert(level.moved_by_key.begin(), level.moved_by_key.end());
        for (const Level::JoinedByKey& entry : level.joined_by_key)
            needed.insert(entry.parent);
        for (const Level::Earlier& entry : level.earlier)
            needed.insert(entry.object);
        for (const Level::Written& entry : level.written)
            needed.insert(entry.object);
        for (const Level::ChangedRelation& entry : level.relations)
            needed.insert(entry.object);
    }
    for (const auto& [object, field] : nulls_)
        needed.insert(object);

    std::unordered_set<ObjectHeader*> leaving;
    StreamedObjects staying;
    for (const StreamedObject& entry : objects) {
        if (!is_alive(entry.store, entry.object, entry.burials))
            continue;
        ObjectHeader* object = header_of(entry.object);
        const bool unchanged = object->phase == ObjectPhase::persistent && !object->has(ObjectHeader::touched) &&
                               !needed.contains(object) && object->store->changes(object) == 0;
        if (unchanged)
            leaving.insert(object);
        else
            staying.push_back(entry);
    }
    // Whatever stays keeps what it names, and what that names.
    std::vector<ObjectHeader*> kept_alive;
    const auto keep_named = [&](ObjectHeader& object) {
        for_each_named(object, [&](ObjectHeader* named) {
            if (leaving.erase(named) > 0)
                kept_alive.push_back(named);
        });
    };
    for (const auto& home : stores_) {
        if (home->mapper().declared_relationships().empty())
            continue;
        home->for_each([&](ObjectHeader* object) {
            if (!leaving.contains(object) && object->phase != ObjectPhase::deleted)
                keep_named(*object);
        });
    }
    while (!kept_alive.empty()) {
        ObjectHeader* object = kept_alive.back();
        kept_alive.pop_back();
        staying.push_back({object->store, object->object(), burials_});
        keep_named(*object);
    }
    objects = std::move(staying);
    for (ObjectHeader* object : leaving) {
        object->store->erase_identity(object);
        object->phase = ObjectPhase::deleted;
        bury(*object);
    }
    dig_graves();
}

// --- streams ------------------------------------------------------------------------------------------------------

class StreamState {
public:
    /// Of objects of `mapper`, or of rows of `layout`.
    StreamState(std::shared_ptr<SessionCore> session, const Statement& statement, const Parameters& parameters,
                const Mapper* mapper, const RowLayout* layout, std::size_t batch, bool by_name)
        : session_(std::move(session)),
          statement_(statement),
          parameters_(parameters),
          mapper_(mapper),
          layout_(layout),
          batch_(batch),
          by_name_(by_name) {
        if (batch == 0)
            throw ArgumentError("yield_per(0): a batch has at least one row");
    }
    StreamState(const StreamState&) = delete;
    StreamState& operator=(const StreamState&) = delete;
    ~StreamState() {
        if (run_)
            session_->end_stream(brought_);
    }

    void* next() {
        for (;;) {
            if (run_)
                require_same_transaction();
            while (at_ < objects_.size()) {
                void* const object = objects_[at_++];
                // The loop may have taken it out of the session.
                if (session_->find(*mapper_, object))
                    return object;
            }
            if (rows_ && at_ < rows_->size())
                return rows_->at(at_++);
            if (run_ && run_->at_end())
                return nullptr;
            read_batch();
        }
    }

private:
    void require_same_transaction() const {
        if (session_->is_open() && session_->in_transaction() && session_->epoch() == epoch_)
            return;
        throw StateError(
            "this stream has ended, because its transaction was committed or rolled back, or its session cleared; do "
            "that after the loop, or read the result whole; a batch leaves the session by itself at the next one");
    }
    void read_batch() {
        objects_.clear();
        at_ = 0;
        if (!run_) {
            const RowItem item{mapper_, nullptr, 0};
            run_.emplace(*session_, statement_, parameters_,
                         layout_ ? std::span(layout_->items, layout_->item_count) : std::span(&item, 1),
                         by_name_ ? Reading::by_name : Reading::batches);
            epoch_ = session_->epoch();
            session_->begin_stream(brought_);
        } else {
            session_->release_streamed(brought_);
        }
        const SessionCore::Noting noting(*session_);
        if (layout_)
            run_->read_rows(rows_.emplace(*layout_), batch_);
        else
            run_->read_objects(objects_, batch_);
    }

    std::shared_ptr<SessionCore> session_;
    Statement statement_;
    Parameters parameters_;
    const Mapper* mapper_;
    const RowLayout* layout_;
    std::size_t batch_;
    bool by_name_;
    std::optional<QueryRun> run_{};
    std::uint32_t epoch_ = 0;
    StreamedObjects brought_{};
    std::vector<void*> objects_{};
    std::optional<RowStore> rows_{};
    std::size_t at_ = 0;
};

std::shared_ptr<StreamState> make_stream(std::shared_ptr<SessionCore> session, const Statement& statement,
                                         const Parameters& parameters, const Mapper& mapper, std::size_t batch,
                                         bool by_name) {
    return std::make_shared<StreamState>(std::move(session), statement, parameters, &mapper, nullptr, batch, by_name);
}

std::shared_ptr<StreamState> make_row_stream(std::shared_ptr<SessionCore> session, const Statement& statement,
                                             const Parameters& parameters, const RowLayout& layout, std::size_t batch) {
    return std::make_shared<StreamState>(std::move(session), statement, parameters, nullptr, &layout, batch, false);
}

void* next_in_stream(StreamState& stream) { return stream.next(); }

}  // namespace rowan::detail
