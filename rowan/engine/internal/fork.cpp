#include <rowan/engine/internal/fork.hpp>

#include <pthread.h>

namespace rowan::detail {

std::atomic<unsigned> forks{0};

namespace {

[[maybe_unused]] const int registered =
    pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });

}  // namespace
}  // namespace rowan::detail
