// rowan/drivers/sqlite/sqlite.hpp: the driver for SQLite, over its C library.
//
//     sqlite://                     a database in memory, with the one connection that can see it
//     sqlite://?shared              a database in memory, for all connections of the engine
//     sqlite:///shop.db             a file, relative to the working directory
//     sqlite:////var/lib/shop.db    a file
//
// Options of the URL, with their defaults:
//
//     mode=rwc                 ro: reading only; rw: the file must exist; rwc: it is made where it is missing
//     busy_timeout=5000        milliseconds to wait for another connection's lock
//     journal_mode=wal         of files: readers and one writer don't wait for each other
//     synchronous=full         a commit is on the disk when it returns, power loss included; normal may lose the last
//                              ones (not more), and is faster
//     foreign_keys=on          foreign keys are enforced
//     recursive_triggers=off, trusted_schema=on, case_sensitive_like=off, cache_size=…, mmap_size=…, temp_store=…,
//     secure_delete=…, wal_autocheckpoint=…   as the PRAGMAs of these names
//     immutable=on             the file is on a read-only medium: no locks, no journal
//     vfs=…                    one of SQLite's virtual file systems
//
// How values are kept: bool as 0 and 1; dates 'YYYY-MM-DD', timestamps 'YYYY-MM-DD HH:MM:SS' or, if not
// whole seconds, '….ffffff', times of day likewise; intervals as whole microseconds; UUIDs as 36 lower-case characters
// (blobs of 16 bytes are read as well); JSON as text; decimals as INTEGER or REAL, if these keep every digit (15
// significant ones), else they are refused. A value that SQLite keeps in another way (a number in a text column) is
// converted where nothing is lost; all else is a DataError that names table, column and value.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <memory>

namespace rowan {

/// A driver for the connections of one engine. `sqlite://?shared` lives as long as the driver.
std::unique_ptr<driver::Driver> sqlite_driver();

}  // namespace rowan
