// rowan/engine/internal/prepared_statements.hpp: the statements that one connection has prepared.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/engine/execution.hpp>

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <unordered_map>

namespace rowan::detail {

struct PreparedStatement {
    CompiledStatement compiled{};  // keeps its address, which is the key, from being used again
    std::unique_ptr<driver::Statement> statement{};
    bool in_use = false;
    std::int64_t rows = 0;  // that it gave when it was executed last
};

/// Keeps the statements used last, at most `limit` beside those in use. Belongs to its connection's thread.
class PreparedStatements {
public:
    explicit PreparedStatements(std::size_t limit) : limit_(limit) {}

    /// Null if it is not there. It becomes the one used last.
    PreparedStatement* find(const Compiled* compiled) {
        if (!statements_.empty() && statements_.front().compiled.get() == compiled) {
            return &statements_.front();
        }
        const auto found = index_.find(compiled);
        if (found == index_.end()) {
            return nullptr;
        }
        if (found->second != statements_.begin()) {
            statements_.splice(statements_.begin(), statements_, found->second);
        }
        return &*found->second;
    }

    /// The statement must not be there yet. Its address stays while it is in use.
    PreparedStatement& insert(const CompiledStatement& compiled, std::unique_ptr<driver::Statement> statement) {
        drop_oldest();
        statements_.push_front({compiled, std::move(statement)});
        index_.emplace(compiled.get(), statements_.begin());
        return statements_.front();
    }

    void clear() {
        index_.clear();
        statements_.clear();
    }
    std::size_t size() const noexcept { return statements_.size(); }

private:
    void drop_oldest() {
        for (auto oldest = statements_.end(); index_.size() >= limit_ && oldest != statements_.begin();) {
            --oldest;
            if (!oldest->in_use) {
                index_.erase(oldest->compiled.get());
                oldest = statements_.erase(oldest);
            }
        }
    }

    std::size_t limit_;
    std::list<PreparedStatement> statements_;
    std::unordered_map<const Compiled*, std::list<PreparedStatement>::iterator> index_;
};

}  // namespace rowan::detail
