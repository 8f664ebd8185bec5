// rowan/drivers/postgresql/internal/copy.hpp: rows in the form of COPY … (FORMAT binary).
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/postgresql/internal/type_cache.hpp>

#include <libpq-fe.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace rowan::driver::postgresql {

/// A column of the table that is copied into.
struct CopyColumn {
    Oid type = 0;
    Coding coding = Coding::unknown;
};

/// Bytes that grow. What stands in room that is taken is the taker's business.
class CopyBuffer {
public:
    /// Room for that many more bytes, to be written before the next is taken.
    char* take(std::size_t size);
    /// So that the next ones need not move what is there.
    void reserve(std::size_t capacity);
    std::string_view bytes() const noexcept { return {bytes_.get(), size_}; }

private:
    std::unique_ptr<char[]> bytes_{};
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

/// The rows of the first objects, as many as make four megabytes, with header and trailer; gives how many. In this form
/// nothing is converted by the server, so each value is brought to its column's type here. Throws DataError for a value
/// that does not fit, and UnsupportedError for a member whose values could go into such a column by a conversion of the
/// server only.
std::size_t write_portion(CopyBuffer& to, std::span<const CopyColumn> columns, std::span<const FieldSlot> fields,
                          std::span<const void* const> objects);

}  // namespace rowan::driver::postgresql
