// rowan/drivers/postgresql/internal/placeholders.hpp: how many parameters a statement has, without asking the server.
#pragma once

#include <string_view>

namespace rowan::driver::postgresql {

/// The largest n of the placeholders $n outside of texts, quoted names and comments; 0 if there are none.
int count_placeholders(std::string_view sql) noexcept;

}  // namespace rowan::driver::postgresql
