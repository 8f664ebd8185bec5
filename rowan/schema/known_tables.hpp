// rowan/schema/known_tables.hpp: the tables of every MetaData of the process, by name.
//
// A mapping names the table of a many-to-many relationship by its name alone, since mappings are constants; the table
// itself is a value that the program makes at run time. This is where the two meet.
#pragma once

#include <memory>
#include <string_view>

namespace rowan {

struct TableData;

/// The table of this full name that joined a MetaData last and still lives; null if there is none. Thread-safe.
std::shared_ptr<TableData> find_known_table(std::string_view full_name);

namespace detail {

/// Called by MetaData for each table that joins it. Thread-safe.
void note_known_table(const std::shared_ptr<TableData>& table);

}  // namespace detail
}  // namespace rowan
