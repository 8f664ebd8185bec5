#include <rowan/engine/pool_status.hpp>

namespace rowan {

std::string PoolStatus::to_string() const {
    return "size " + std::to_string(size) + ", overflow " + std::to_string(max_overflow) + ", idle " +
           std::to_string(idle) + ", in use " + std::to_string(in_use) + ", waiting " + std::to_string(waiting);
}

}  // namespace rowan
