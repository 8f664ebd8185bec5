#include <rowan/schema/known_tables.hpp>

#include <rowan/schema/table.hpp>

#include <map>
#include <mutex>
#include <string>

namespace rowan {

namespace {

struct KnownTables {
    std::mutex mutex;
    std::map<std::string, std::weak_ptr<TableData>, std::less<>> by_name;
};

/// Never destroyed: a MetaData may be a static object of the program's.
KnownTables& known_tables() {
    static auto* const instance = new KnownTables;
    return *instance;
}

}  // namespace

std::shared_ptr<TableData> find_known_table(std::string_view full_name) {
    KnownTables& known = known_tables();
    const std::lock_guard lock(known.mutex);
    const auto found = known.by_name.find(full_name);
    return found == known.by_name.end() ? nullptr : found->second.lock();
}

void detail::note_known_table(const std::shared_ptr<TableData>& table) {
    KnownTables& known = known_tables();
    const std::lock_guard lock(known.mutex);
    known.by_name.insert_or_assign(table->full_name(), table);
}

}  // namespace rowan
