#include <rowan/types/uuid.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <random>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif
#endif

#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>
#include <rowan/types/internal/ticks.hpp>

namespace rowan {
namespace {

/// From the system's generator at each call: no state, so nothing to be shared by threads or doubled by fork.
void fill_random(std::byte* to, std::size_t size) {
#if defined(__unix__) || defined(__APPLE__)
    if (getentropy(to, size) == 0)
        return;
#endif
    std::random_device device;
    for (std::size_t i = 0; i < size; ++i)
        to[i] = static_cast<std::byte>(device() & 0xFF);
}

void set_version(Uuid& uuid, unsigned version) {
    uuid.bytes[6] = (uuid.bytes[6] & std::byte{0x0F}) | static_cast<std::byte>(version << 4);
    uuid.bytes[8] = (uuid.bytes[8] & std::byte{0x3F}) | std::byte{0x80};
}

/// Milliseconds and 1/4096 of them, larger than any that this process got before.
std::uint64_t tick_now() {
    static std::atomic<std::uint64_t> last{0};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto nanoseconds =
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
    const std::uint64_t time = nanoseconds / 1'000'000 * 4096 + nanoseconds % 1'000'000 * 4096 / 1'000'000;
    return detail::next_tick(time, last);
}

int digit_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool read_uuid(std::string_view text, Uuid& uuid) {
    if (text.size() >= 2 && text.front() == '{' && text.back() == '}')
        text = text.substr(1, text.size() - 2);
    const bool dashes = text.size() == 36;
    if (!dashes && text.size() != 32)
        return false;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        if (dashes && (i == 4 || i == 6 || i == 8 || i == 10)) {
            if (text[at++] != '-')
                return false;
        }
        const int high = digit_value(text[at]);
        const int low = digit_value(text[at + 1]);
        if (high < 0 || low < 0)
            return false;
        uuid.bytes[i] = static_cast<std::byte>(high * 16 + low);
        at += 2;
    }
    return true;
}

}  // namespace

Uuid Uuid::random() {
    Uuid uuid;
    fill_random(uuid.bytes.data(), uuid.bytes.size());
    set_version(uuid, 4);
    return uuid;
}

Uuid Uuid::time_ordered() {
    const std::uint64_t tick = tick_now();
    const std::uint64_t milliseconds = tick / 4096;
    Uuid uuid;
    for (unsigned i = 0; i < 6; ++i)
        uuid.bytes[i] = static_cast<std::byte>(milliseconds >> (40 - 8 * i) & 0xFF);
    uuid.bytes[6] = static_cast<std::byte>(tick >> 8 & 0x0F);
    uuid.bytes[7] = static_cast<std::byte>(tick & 0xFF);
    fill_random(uuid.bytes.data() + 8, 8);
    set_version(uuid, 7);
    return uuid;
}

Uuid Uuid::parse(std::string_view text) {
    Uuid uuid;
    if (read_uuid(text, uuid))
        return uuid;
    throw DataError(detail::quoted(text) +
                    " is no UUID: it has 32 hexadecimal digits, as in 123e4567-e89b-12d3-a456-426614174000");
}

std::string Uuid::to_string() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(36, '-');
    std::size_t at = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            ++at;
        const auto byte = std::to_integer<unsigned>(bytes[i]);
        text[at++] = digits[byte >> 4];
        text[at++] = digits[byte & 15];
    }
    return text;
}

}  // namespace rowan
