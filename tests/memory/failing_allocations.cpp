#include "failing_allocations.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace rowan::test {
namespace {

thread_local std::int64_t left = -1;  // allocations until the one that fails; -1: none will
thread_local bool failed = false;

bool fails() noexcept {
    if (left < 0)
        return false;
    const bool now = left == 0;
    --left;
    failed = failed || now;
    return now;
}

void* allocate(std::size_t size, std::size_t align) noexcept {
    if (fails())
        return nullptr;
    if (size == 0)
        size = 1;
    return align <= alignof(std::max_align_t) ? std::malloc(size)
                                              : std::aligned_alloc(align, (size + align - 1) / align * align);
}

void* allocate_or_throw(std::size_t size, std::size_t align) {
    if (void* const memory = allocate(size, align))
        return memory;
    throw std::bad_alloc();
}

}  // namespace

void fail_allocation(std::int64_t n) noexcept {
    failed = false;
    left = n;
}

bool stop_failing() noexcept {
    left = -1;
    return failed;
}

}  // namespace rowan::test

using rowan::test::allocate, rowan::test::allocate_or_throw;

void* operator new(std::size_t size) { return allocate_or_throw(size, 0); }
void* operator new[](std::size_t size) { return allocate_or_throw(size, 0); }
void* operator new(std::size_t size, std::align_val_t align) {
    return allocate_or_throw(size, static_cast<std::size_t>(align));
}
void* operator new[](std::size_t size, std::align_val_t align) {
    return allocate_or_throw(size, static_cast<std::size_t>(align));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 0); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 0); }
void* operator new(std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
    return allocate(size, static_cast<std::size_t>(align));
}
void* operator new[](std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
    return allocate(size, static_cast<std::size_t>(align));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
