#include <rowan/drivers/driver.hpp>

#include <rowan/types/error.hpp>

namespace rowan::driver {

void Statement::bind_column(int /*parameter*/, const FieldSlot& /*field*/, std::span<const void* const> /*objects*/) {
    throw UnsupportedError("this database takes no arrays as parameters");
}

void Statement::bind_array(int /*parameter*/, std::span<const Value> /*values*/) {
    throw UnsupportedError("this database takes no arrays as parameters");
}

void Statement::bind_many(std::span<const FieldSlot> /*fields*/, std::span<const void* const> /*objects*/) {
    throw UnsupportedError("this database executes a statement for one set of parameters at a time");
}

CopiedRows Connection::copy_in(std::string_view /*table*/, std::span<const std::string> /*columns*/,
                               std::span<const FieldSlot> /*fields*/, std::span<const void* const> /*objects*/) {
    throw UnsupportedError("this database has no way of its own to copy rows in");
}

}  // namespace rowan::driver
