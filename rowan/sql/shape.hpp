// rowan/sql/shape.hpp: the structure of a statement as a key, and its values beside it.
//
//     sql::Shape shape;                          // keep it: it reuses its memory
//     shape.read(statement);
//     auto found = cache.find(shape.hash(), shape.bytes());
//     …bind *shape.values()[i]…
//
// Statements that differ in nothing but values have equal bytes, so that the engine compiles them once. One walk
// finds both. What the SQL text depends on is part of the shape (names, types, aliases, the number of rows); the length
// of an IN list is rounded up (the last value is repeated), so that lists of different lengths share a few plans.
#pragma once

#include <rowan/sql/node.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {
class Statement;
}

namespace rowan::sql {

class Shape {
public:
    /// Reads a statement, which must live as long as `values` is used. Throws ArgumentError for an expression that is
    /// nested too deep. `takes_arrays`: of a database that takes arrays as parameters (Capabilities::any_of_array), so
    /// that a long IN list is one of them.
    void read(const Statement& statement, bool takes_arrays = false);
    void read(const Node& statement, bool takes_arrays = false);

    std::string_view bytes() const noexcept { return bytes_; }
    std::uint64_t hash() const noexcept { return hash_; }
    /// In the order of the walk, which Compiled::parameters refers to.
    std::span<const Value* const> values() const noexcept { return values_; }
    /// The lists that are one parameter each, likewise. All values of one are of one kind.
    std::span<const std::span<const Value>> arrays() const noexcept { return arrays_; }
    /// Values that stand for one of those, to which they are equal, and which one: of what a grouped or distinct SELECT
    /// says again behind its list, so that the database sees one expression and not two.
    struct Again {
        const Value* value;
        std::uint32_t index;
    };
    std::span<const Again> said_again() const noexcept { return said_again_; }

private:
    std::string bytes_{};
    std::vector<const Value*> values_{};
    std::vector<std::span<const Value>> arrays_{};
    std::vector<Again> said_again_{};
    std::vector<const Node*> sources_{};  ///< those that are not immortal, in the order of their first appearance
    std::uint64_t hash_ = 0;
};

/// The longest IN list whose values are parameters of their own where a database takes arrays.
inline constexpr std::size_t longest_list_beside_arrays = 16;

/// How many values an IN list of `count` gets: powers of two up to 1 024, then multiples of 1 024 up to 16 384, then
/// `count` itself.
std::size_t rounded_list_size(std::size_t count) noexcept;

}  // namespace rowan::sql
