// rowan/engine/statement_log.hpp: counts and keeps the statements that an engine sends, for tests.
//
//     rowan::StatementLog log(engine);
//     for (User& user : session.scalars(select<User>())) user.posts.size();
//     EXPECT_EQ(log.count(), 2U) << log.to_string();
#pragma once

#include <rowan/engine/engine.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

/// Listens from construction to destruction, to all connections of the engine. Thread-safe.
class StatementLog {
public:
    struct Entry {
        std::string sql{};
        std::string parameters{};
        std::int64_t executions = 1;  ///< sets of parameters, for a batch
        std::int64_t rows = 0;
        bool failed = false;
    };

    explicit StatementLog(Engine engine);
    StatementLog(const StatementLog&) = delete;
    StatementLog& operator=(const StatementLog&) = delete;
    ~StatementLog();

    /// Statements so far; a batch is one. BEGIN, COMMIT and savepoints are not counted.
    std::size_t count() const;
    /// Those that begin with a word: `log.count("UPDATE")`.
    std::size_t count(std::string_view word) const;
    std::vector<Entry> entries() const;
    /// "SELECT …", … in order.
    std::vector<std::string> sql() const;
    void clear();
    /// A line per statement, with its parameters.
    std::string to_string() const;

private:
    struct State;
    Engine engine_;
    std::shared_ptr<State> state_;
    ListenerId listener_{};
};

}  // namespace rowan
