// rowan/schema/naming.hpp: names for constraints and indexes that were given none.
//
//     MetaData metadata({.index = "idx_%(table_name)s_%(column_0_N_name)s"});
//
// Every constraint has a name that follows from what it is, so that a later migration can find it.
#pragma once

#include <string>

namespace rowan {

struct TableData;  // table.hpp

/// A template a kind, with SQLAlchemy's tokens: %(table_name)s, %(column_0_name)s, %(column_0N_name)s (all columns in a
/// row), %(column_0_N_name)s (all, with underscores), %(column_0_label)s (table and column), %(referred_table_name)s,
/// %(referred_column_0_name)s, %(constraint_name)s (for a check: its column, or a short hash of its condition). An
/// empty template leaves those of its kind without a name. A name that the program gives is kept as it is.
struct NamingConvention {
    std::string primary_key = "pk_%(table_name)s";
    std::string foreign_key = "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s";
    std::string unique = "uq_%(table_name)s_%(column_0_N_name)s";
    std::string check = "ck_%(table_name)s_%(constraint_name)s";
    std::string index = "ix_%(table_name)s_%(column_0_N_name)s";
    std::string exclude = "ex_%(table_name)s_%(column_0_N_name)s";

    /// Names what has no name yet in a table; two that would be equal are told apart by _2, _3 …
    /// Throws ArgumentError for an unknown token.
    void apply(TableData& table) const;
};

}  // namespace rowan
