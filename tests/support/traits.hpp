// tests/support/traits.hpp: what the database does by itself, whatever rowan makes of it. Tests ask these, and
// Capabilities, whether they have anything to look at.
#pragma once

#include "scratch_database.hpp"

namespace rowan::test {

struct Traits {
    bool keeps_sign_of_zero = true;
    bool keeps_nan = true;
    bool typed_columns = true;              ///< a column has values of its type alone
    bool types_of_its_own = false;          ///< CREATE TYPE, inet, DEFAULT nextval('…')
    bool conflict_clauses = false;          ///< a column declared UNIQUE ON CONFLICT IGNORE
    bool padded_collations = false;         ///< by which spaces at the end are nothing, beside others
    bool counts_writes_by_triggers = true;  ///< of a view
    bool triggers_set_keys = false;         ///< SET NEW.id = …
    bool triggers_leave_out_rows = true;
    bool triggers_write_their_table = true;
    bool triggers_at_commit = false;  ///< that a COMMIT runs
    bool serializable_reads_lock = false;
    bool full_text_values = true;  ///< a search for words is a value as others, of any words
};

inline Traits traits() {
    if (is_tested_on("sqlite"))
        return {.keeps_sign_of_zero = false,
                .keeps_nan = false,
                .typed_columns = false,
                .conflict_clauses = true,
                .padded_collations = true,
                .counts_writes_by_triggers = false,
                .full_text_values = false};
    if (is_tested_on_mysql_family())
        return {.triggers_set_keys = true,
                .triggers_leave_out_rows = false,
                .triggers_write_their_table = false,
                .serializable_reads_lock = true};
    return {.types_of_its_own = true, .triggers_at_commit = true};
}

}  // namespace rowan::test
