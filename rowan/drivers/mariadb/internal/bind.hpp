// rowan/drivers/mariadb/internal/bind.hpp: C++ values as parameters of MariaDB.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <mysql.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rowan::driver::mariadb {

/// What a parameter points to, where that is not the value itself.
struct Held {
    std::uint64_t bits = 0;  ///< a number, as the processor has it
    MYSQL_TIME time{};
    std::string text{};
};

/// The parameters of a statement. They do not move while they are bound.
struct Parameters {
    std::vector<MYSQL_BIND> binds{};
    std::vector<Held> held{};

    void resize(std::size_t count);
    void clear() noexcept;
    /// Of all that is bound, in the form in which it is sent; without a few bytes for each.
    std::uint64_t bytes() const noexcept;
};

/// The type and sign that each value of such a field has, whichever it is.
void set_types(Parameters& parameters, std::span<const FieldSlot> fields);

// None copies text or bytes. Throw DataError for what the server can't keep.
void bind_value(Parameters& parameters, int number, const Value& value, std::int8_t digits);
void bind_object(Parameters& parameters, int first, std::span<const FieldSlot> fields, const void* object);

}  // namespace rowan::driver::mariadb
