// rowan/orm/internal/row_events.hpp: what happens to single objects, and who is told.
#pragma once

#include <rowan/types/callback.hpp>

#include <cstdint>
#include <memory>

namespace rowan {

class Mapper;

namespace detail {

class SessionCore;

enum class RowEvent : std::uint8_t {
    before_insert,
    after_insert,
    before_update,
    after_update,
    before_delete,
    after_delete,
    after_load,
};

struct RowListener {
    const Mapper* mapper;
    RowEvent event;
    Callback<void(const void* object)> call;
};

void add_row_listener(SessionCore& session, RowListener listener);

}  // namespace detail
}  // namespace rowan
