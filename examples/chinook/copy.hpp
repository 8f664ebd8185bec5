// The whole database copied through two sessions, and two databases compared.
#pragma once

#include "model.hpp"

namespace chinook {

/// Copies every object, and what its relationships say, into an empty database that has the tables.
void copy_all(const rowan::Engine& from, const rowan::Engine& to);

/// Compares every column of every row of every table, and prints how many there are; says whether all are equal.
bool compare_all(const rowan::Engine& original, const rowan::Engine& copy, const rowan::MetaData& metadata);

}  // namespace chinook
