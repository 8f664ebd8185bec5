// rowan/orm/internal/key_array.hpp: keys as one parameter, where the database takes arrays: WHERE id = ANY($1).
//
//     KeyArray keys;
//     for (ObjectHeader* owner : owners) keys.add(number_of(*owner));
//     keys.bind(execution, 0);
//
// However many keys there are, it is one statement, prepared once.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rowan {

class Dialect;
class Execution;

namespace detail {

/// Integers; lives as long as what it was bound to.
class KeyArray {
public:
    /// Whether a field's values may be sent so: the array's elements must be comparable with the column whatever it is
    /// declared as, which is sure for integers alone.
    static bool takes(const Dialect& dialect, const driver::FieldSlot& slot);

    void add(std::int64_t key) { keys_.push_back(key); }
    void clear() noexcept { keys_.clear(); }
    /// Binds all of them. None may be added before the execution's end.
    void bind(Execution& execution, int parameter);

private:
    std::vector<std::int64_t> keys_{};
    std::vector<const void*> places_{};
};

}  // namespace detail
}  // namespace rowan
