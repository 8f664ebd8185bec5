// A database of a test's own, on the server that this run of the tests is about.
//
//     rowan::test::ScratchDatabase database;
//     rowan::Engine engine = database.engine();
//
// ROWAN_TEST_DATABASE says what that is: "sqlite", which it is without, or a server whose URL is in the variable that
// tools/with_<name>.py sets.
#pragma once

#include <rowan/engine/engine.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan::test {

/// "sqlite", "postgresql", …
std::string_view tested_database();
inline bool is_tested_on(std::string_view name) { return tested_database() == name; }
/// On MariaDB or MySQL: where tables are InnoDB's.
bool is_tested_on_mysql_family();

/// Empty at first, and gone at the end: a file, or a schema of the server.
class ScratchDatabase {
public:
    ScratchDatabase();
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;
    ~ScratchDatabase();

    const std::string& url() const noexcept { return url_; }
    Engine engine(EngineOptions options = {}) const { return create_engine(url_, std::move(options)); }

private:
    std::string name_;
    std::string url_;
};

/// Rows that are inserted later get keys beyond those that there are. SQLite sees to that by itself; a server counts
/// on, whatever keys a program has chosen.
void settle_keys(Connection& connection);

/// Runs statements in a transaction of their own, and settles the keys.
void run_script(const Engine& engine, std::string_view sql);

/// A table's text column whose values are the same in another case of letters, as CREATE TABLE says it. For one that
/// makes such a collation first.
std::string case_blind_text(const Engine& engine);

/// AFTER INSERT ON `table`, this UPDATE of the row whose key is NEW.id.
void run_after_insert(const Engine& engine, std::string_view table, std::string_view update);

/// SQL with each placeholder as a question mark, whatever the database's own are: "$2" is "?".
std::string with_marks(std::string_view sql);
std::vector<std::string> with_marks(std::vector<std::string> sql);

}  // namespace rowan::test
