// rowan/drivers/postgresql/internal/bind.hpp: C++ values as parameters of PostgreSQL.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <libpq-fe.h>

#include <span>
#include <string>

namespace rowan::driver::postgresql {

/// A parameter as libpq takes it. It does not move while it is bound: `data` may point into it.
struct Parameter {
    Oid type = 0;  ///< 0: the server finds it out, as for a literal
    bool binary = true;
    const char* data = nullptr;  ///< null: NULL. Of texts that are not binary, ended by a zero
    int size = 0;
    char fixed[16] = {};  ///< the form of what is short and always of one length
    std::string own{};    ///< any other form that is not the value itself

    bool is_null() const noexcept { return data == nullptr; }
    void clear() noexcept {
        data = nullptr;
        type = 0;
        binary = true;
    }
};

// None copies text or bytes. Throw DataError for what PostgreSQL can't keep.
void bind_value(Parameter& parameter, int number, const Value& value, std::int8_t digits);
void bind_object(std::span<Parameter> parameters, std::span<const FieldSlot> fields, const void* object);

/// An int4 as int8, for a statement that was prepared so.
void widen(Parameter& parameter) noexcept;

}  // namespace rowan::driver::postgresql
