// rowan/orm/internal/text_comparison.hpp: texts which a database finds equal though their bytes differ.
//
// The session knows of those collations whose rule it can repeat without the database, and errs on the side of telling
// two texts apart: what a collation finds equal beyond that (accents, letters outside ASCII) is learnt from rows that
// come back (EntityStore::note_spelling).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rowan::detail {

enum class TextComparison : std::uint8_t {
    exact,
    case_blind,  ///< the letters of ASCII in either case are one
    padded,      ///< spaces at the end do not count
    loose,       ///< both
};

/// How a column of this collation compares; exact if it is not known to be otherwise.
TextComparison comparison_of(std::string_view collation);

/// Equal for texts that compare equal.
std::string folded(std::string text, TextComparison comparison);

}  // namespace rowan::detail
