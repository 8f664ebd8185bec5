// rowan/engine/internal/statement_cache.hpp: compiled statements, found by the shape of a statement.
#pragma once

#include <rowan/engine/execution.hpp>

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rowan::detail {

/// Keeps the statements used last, at most `limit`. Not thread-safe.
class ShapeCache {
public:
    explicit ShapeCache(std::size_t limit) : limit_(limit) {}

    /// Null if it is not there; valid until the next call. It becomes the one used last.
    const CompiledStatement* find(std::uint64_t hash, std::string_view shape) {
        const auto found = index_.find(Key{hash, shape});
        if (found == index_.end()) {
            return nullptr;
        }
        if (found->second != entries_.begin()) {
            entries_.splice(entries_.begin(), entries_, found->second);
        }
        return &found->second->compiled;
    }

    /// Does nothing if the shape is there already.
    void insert(std::uint64_t hash, std::string_view shape, CompiledStatement compiled) {
        if (limit_ == 0 || index_.contains(Key{hash, shape})) {
            return;
        }
        if (entries_.size() >= limit_) {
            index_.erase(key_of(entries_.back()));
            entries_.pop_back();
        }
        entries_.push_front({hash, std::string(shape), std::move(compiled)});
        index_.emplace(key_of(entries_.front()), entries_.begin());
    }

    std::size_t size() const noexcept { return entries_.size(); }

private:
    struct Entry {
        std::uint64_t hash;
        std::string shape;
        CompiledStatement compiled;
    };
    struct Key {
        std::uint64_t hash;
        std::string_view shape;  // of the entry
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const noexcept { return key.hash; }
    };
    static Key key_of(const Entry& entry) noexcept { return {entry.hash, entry.shape}; }

    std::size_t limit_;
    std::list<Entry> entries_;
    std::unordered_map<Key, std::list<Entry>::iterator, Hash> index_;
};

/// The one of an engine. Thread-safe; compiling happens outside of its lock, so two threads may compile one statement.
class StatementCache {
public:
    explicit StatementCache(std::size_t limit) : cache_(limit) {}

    /// Null if it is not there.
    CompiledStatement find(std::uint64_t hash, std::string_view shape) {
        const std::lock_guard lock(mutex_);
        const CompiledStatement* found = cache_.find(hash, shape);
        ++(found == nullptr ? misses_ : hits_);
        return found == nullptr ? nullptr : *found;
    }
    void insert(std::uint64_t hash, std::string_view shape, const CompiledStatement& compiled) {
        const std::lock_guard lock(mutex_);
        cache_.insert(hash, shape, compiled);
    }

    struct Status {
        std::uint64_t hits;
        std::uint64_t misses;
        std::size_t size;
    };
    Status status() const {
        const std::lock_guard lock(mutex_);
        return {hits_, misses_, cache_.size()};
    }

private:
    mutable std::mutex mutex_;
    ShapeCache cache_;
    std::uint64_t hits_ = 0;
    std::uint64_t misses_ = 0;
};

}  // namespace rowan::detail
