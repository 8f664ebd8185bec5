// rowan/orm/internal/listed_members.hpp: whether a mapping that lists a class's members has forgotten one.
#pragma once

#include <rowan/orm/internal/entity.hpp>

namespace rowan::detail {

/// Of a class whose members are listed, the compiler tells neither how many there are nor their names, but its bytes
/// tell that one is missing: those which neither a listed member nor padding explains. A member that lies in what may
/// be padding is not seen. Throws ArgumentError.
void require_all_listed(const EntitySpec& spec);

}  // namespace rowan::detail
