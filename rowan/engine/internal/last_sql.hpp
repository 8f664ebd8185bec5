// rowan/engine/internal/last_sql.hpp: what a connection executed last, to be read by any thread without a lock.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace rowan::detail {

/// The beginning of a text. One thread sets it; any thread reads it, and gets either the old or the new text or, if it
/// meets many changes in a row, nothing.
class LastSql {
public:
    void set(std::string_view text) noexcept {
        if (text.data() == data_ && text.size() == size_) {
            return;  // the same statement once more
        }
        data_ = text.data();
        size_ = text.size();
        std::array<std::uint64_t, words> buffer{};
        std::memcpy(buffer.data(), text.data(), std::min(text.size(), sizeof buffer));
        const std::uint32_t version = version_.load(std::memory_order_relaxed);
        version_.store(version + 1, std::memory_order_seq_cst);  // odd: being written
        for (std::size_t i = 0; i < words; ++i) {
            words_[i].store(buffer[i], std::memory_order_seq_cst);
        }
        version_.store(version + 2, std::memory_order_seq_cst);
    }

    std::string get() const {
        for (int attempt = 0; attempt < 100; ++attempt) {
            const std::uint32_t before = version_.load(std::memory_order_seq_cst);
            std::array<std::uint64_t, words + 1> buffer{};
            for (std::size_t i = 0; i < words; ++i) {
                buffer[i] = words_[i].load(std::memory_order_seq_cst);
            }
            if (before % 2 == 0 && version_.load(std::memory_order_seq_cst) == before) {
                return reinterpret_cast<const char*>(buffer.data());
            }
        }
        return {};
    }

private:
    static constexpr std::size_t words = 12;
    const char* data_ = nullptr;  // of the one thread that sets
    std::size_t size_ = 0;
    std::atomic<std::uint32_t> version_{0};
    std::array<std::atomic<std::uint64_t>, words> words_{};
};

}  // namespace rowan::detail
