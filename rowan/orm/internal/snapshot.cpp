#include <rowan/orm/internal/snapshot.hpp>

#include <rowan/orm/internal/block_memory.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <utility>

namespace rowan::detail {

namespace {

using driver::FieldSlot;
using driver::MemberForm;
using Length = std::uint32_t;

template <class T>
inline constexpr bool is_sized = std::is_same_v<T, std::string> || std::is_same_v<T, Bytes> ||
                                 std::is_same_v<T, DecimalText> || std::is_same_v<T, JsonText>;

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }
std::span<const std::byte> bytes_of(const Bytes& bytes) { return bytes; }
std::span<const std::byte> bytes_of(const DecimalText& decimal) { return bytes_of(decimal.digits); }
std::span<const std::byte> bytes_of(const JsonText& json) { return bytes_of(json.text); }

void assign_bytes(std::string& text, std::span<const std::byte> bytes) {
    text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}
void assign_bytes(Bytes& to, std::span<const std::byte> bytes) { to.assign(bytes.begin(), bytes.end()); }
void assign_bytes(DecimalText& to, std::span<const std::byte> bytes) { assign_bytes(to.digits, bytes); }
void assign_bytes(JsonText& to, std::span<const std::byte> bytes) { assign_bytes(to.text, bytes); }

/// Calls use(const T& native) with the field's native value, or use_null().
template <class Use, class UseNull>
void with_native(const FieldSlot& slot, const void* object, Use&& use, UseNull&& use_null) {
    const void* member = static_cast<const std::byte*>(object) + slot.offset;
    visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) {
        if (slot.adapted) [[unlikely]] {
            const void* value = slot.field->ops->value(member);
            if (!value)
                return use_null();
            T native{};
            store_adapted(*slot.field, value, &native);
            use(native);
        } else if (slot.optional) {
            const auto& optional = *static_cast<const std::optional<T>*>(member);
            if (optional)
                use(*optional);
            else
                use_null();
        } else {
            use(*static_cast<const T*>(member));
        }
    });
}

template <class T>
void assign_native(const FieldSlot& slot, void* object, T&& native) {
    void* member = static_cast<std::byte*>(object) + slot.offset;
    using Plain = std::remove_cvref_t<T>;
    if (slot.adapted)
        load_adapted(*slot.field, &native, member);
    else if (slot.optional)
        *static_cast<std::optional<Plain>*>(member) = std::forward<T>(native);
    else
        *static_cast<Plain*>(member) = std::forward<T>(native);
}

template <class T>
const T& member_of(const FieldSlot& slot, const void* object) {
    return *reinterpret_cast<const T*>(static_cast<const std::byte*>(object) + slot.offset);
}

// A length takes a byte, or five.
constexpr std::uint8_t long_length = 255;
constexpr std::size_t longest_prefix = 1 + sizeof(Length);

/// Most rows take less.
constexpr std::size_t usual_size = 1024;

/// What any column takes, but for the bytes of a text.
constexpr std::size_t most_beside_bytes = 1 + std::max(longest_prefix, sizeof(Uuid));

/// Room for the columns: what they take, or more where a value is empty or short.
std::size_t packed_room(std::span<const FieldSlot> fields, const void* object) {
    std::size_t size = 0;
    for (const FieldSlot& slot : fields) {
        size += most_beside_bytes;
        with_native(
            slot, object,
            [&]<class T>(const T& native) {
                if constexpr (is_sized<T>)
                    size += bytes_of(native).size();
                else
                    static_assert(sizeof(T) < most_beside_bytes);
            },
            [] {});
    }
    return size;
}

template <class T>
std::byte* pack_number(std::byte* to, const FieldSlot& slot, const void* object) {
    std::memcpy(to, static_cast<const std::byte*>(object) + slot.offset, sizeof(T));
    return to + sizeof(T);
}

/// Null if they do not fit; an optional's byte in front of them and its value's prefix always do.
std::byte* pack_bytes(std::byte* to, const std::byte* end, std::span<const std::byte> bytes) {
    if (static_cast<std::size_t>(end - to) < bytes.size() + longest_prefix)
        return nullptr;
    if (bytes.size() < long_length) {
        *to++ = static_cast<std::byte>(bytes.size());
    } else {
        const auto length = static_cast<Length>(bytes.size());
        *to++ = std::byte{long_length};
        std::memcpy(to, &length, sizeof length);
        to += sizeof length;
    }
    if (!bytes.empty())
        std::memcpy(to, bytes.data(), bytes.size());
    return to + bytes.size();
}

std::byte* pack_any(std::byte* to, const std::byte* end, const FieldSlot& slot, const void* object) {
    with_native(
        slot, object,
        [&]<class T>(const T& native) {
            if (slot.optional)
                *to++ = std::byte{1};
            if constexpr (is_sized<T>) {
                to = pack_bytes(to, end, bytes_of(native));
            } else {
                std::memcpy(to, &native, sizeof native);
                to += sizeof native;
            }
        },
        [&] { *to++ = std::byte{0}; });
    return to;
}

/// Gives the end of what was written; null if the room is too small.
std::byte* pack(std::byte* at, const std::byte* end, std::span<const FieldSlot> fields, const void* object) {
    for (const FieldSlot& slot : fields) {
        if (static_cast<std::size_t>(end - at) < most_beside_bytes)
            return nullptr;
        switch (slot.form) {
            case MemberForm::int32:
                at = pack_number<std::int32_t>(at, slot, object);
                break;
            case MemberForm::int64:
                at = pack_number<std::int64_t>(at, slot, object);
                break;
            case MemberForm::float64:
                at = pack_number<double>(at, slot, object);
                break;
            case MemberForm::text:
                at = pack_bytes(at, end, bytes_of(member_of<std::string>(slot, object)));
                break;
            case MemberForm::optional_text: {
                const auto& text = member_of<std::optional<std::string>>(slot, object);
                *at++ = text ? std::byte{1} : std::byte{0};
                if (text)
                    at = pack_bytes(at, end, bytes_of(*text));
                break;
            }
            default:
                at = pack_any(at, end, slot, object);
        }
        if (!at) [[unlikely]]
            return nullptr;
    }
    return at;
}

/// The bytes of a text that is packed at `from`, which goes on behind them.
std::span<const std::byte> unpack_bytes(const std::byte*& from) {
    std::size_t size = std::to_integer<std::size_t>(*from++);
    if (size == long_length) {
        Length length = 0;
        std::memcpy(&length, from, sizeof length);
        from += sizeof length;
        size = length;
    }
    const std::byte* const bytes = from;
    from += size;
    return {bytes, size};
}

template <class T>
void skip_packed(const std::byte*& from) {
    if constexpr (is_sized<T>)
        unpack_bytes(from);
    else
        from += sizeof(T);
}

/// By value, as the column keeps it. What is no decimal differs: sending it is refused with the reason.
bool is_same_decimal(std::string_view known, std::string_view now, int digits) {
    try {
        if (digits < 0)
            return compare_decimals(known, now) == 0;
        return compare_decimals(known, round_decimal(now, digits)) == 0;
    } catch (const DataError&) {
        return false;
    }
}

bool is_same(std::span<const std::byte> known, std::span<const std::byte> now) {
    return known.size() == now.size() && (now.empty() || std::memcmp(known.data(), now.data(), now.size()) == 0);
}

/// Goes on behind the packed value.
template <class T>
bool is_other_value(const std::byte*& from, const FieldSlot& slot, const T& native) {
    if constexpr (is_sized<T>) {
        const auto known = unpack_bytes(from);
        if (is_same(known, bytes_of(native)))
            return false;
        if constexpr (std::is_same_v<T, DecimalText>)
            return !is_same_decimal({reinterpret_cast<const char*>(known.data()), known.size()}, native.digits,
                                    slot.digits);
        return true;
    } else {
        // Bits, not numbers: a NaN is the same NaN.
        // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison)
        const bool other = std::memcmp(from, &native, sizeof native) != 0;
        from += sizeof native;
        return other;
    }
}

constexpr std::size_t first_chunk = 4096;
constexpr std::size_t header_bytes = sizeof(std::uint32_t);  // the capacity

void put_capacity(std::byte* block, std::size_t capacity) {
    const auto small = static_cast<std::uint32_t>(capacity);
    std::memcpy(block, &small, sizeof small);
}
std::uint32_t capacity_of(const std::byte* snapshot) {
    std::uint32_t capacity = 0;
    std::memcpy(&capacity, snapshot - header_bytes, sizeof capacity);
    return capacity;
}

}  // namespace

SnapshotArena::~SnapshotArena() {
    for (const Chunk& chunk : chunks_)
        free_block(chunk.memory, chunk.size, alignof(std::max_align_t));
    while (large_)
        ::operator delete(std::exchange(large_, large_->next));
}

std::byte* SnapshotArena::allocate_large(std::size_t whole) {
    auto* const block = ::new (::operator new(sizeof(Large) + whole)) Large{nullptr, large_};
    if (large_)
        large_->previous = block;
    large_ = block;
    return reinterpret_cast<std::byte*>(block + 1);
}

std::byte* SnapshotArena::add_chunk(std::size_t size) {
    chunks_.push_back({nullptr, 0});  // first, so that no memory is lost if there is none for the list
    chunks_.back() = {allocate_block(size, alignof(std::max_align_t)), size};
    return chunks_.back().memory;
}

/// Of a block, with what stands before it.
std::size_t SnapshotArena::whole_size(std::size_t size) noexcept {
    return (size + header_bytes + granule - 1) / granule * granule;
}

std::span<std::byte> SnapshotArena::room() noexcept {
    const auto left = static_cast<std::size_t>(end_ - next_);
    return left <= header_bytes ? std::span<std::byte>() : std::span(next_ + header_bytes, left - header_bytes);
}

std::byte* SnapshotArena::keep(std::size_t size) noexcept {
    const std::size_t whole = whole_size(size);
    if (whole / granule >= classes || free_[whole / granule] || whole > static_cast<std::size_t>(end_ - next_))
        return nullptr;
    std::byte* const block = next_;
    next_ += whole;
    put_capacity(block, whole - header_bytes);
    return block + header_bytes;
}

std::byte* SnapshotArena::allocate(std::size_t size) {
    const std::size_t whole = whole_size(size);
    const std::size_t place = whole / granule;
    std::byte* block = nullptr;
    if (place >= classes) {
        block = allocate_large(whole);
    } else if (free_[place]) {
        block = free_[place];
        std::memcpy(static_cast<void*>(&free_[place]), block, sizeof(std::byte*));
    } else {
        if (static_cast<std::size_t>(end_ - next_) < whole) {
            const std::size_t chunk = next_block_size(held_, first_chunk);
            next_ = add_chunk(chunk);
            end_ = next_ + chunk;
            held_ += chunk;
        }
        block = next_;
        next_ += whole;
    }
    put_capacity(block, whole - header_bytes);
    return block + header_bytes;
}

void SnapshotArena::release(std::byte* snapshot) noexcept {
    if (!snapshot)
        return;
    const std::size_t place = (capacity_of(snapshot) + header_bytes) / granule;
    std::byte* block = snapshot - header_bytes;
    if (place >= classes) {
        Large* const large = reinterpret_cast<Large*>(block) - 1;
        (large->previous ? large->previous->next : large_) = large->next;
        if (large->next)
            large->next->previous = large->previous;
        ::operator delete(large);
        return;
    }
    std::memcpy(block, static_cast<const void*>(&free_[place]), sizeof(std::byte*));
    free_[place] = block;
}

std::byte* take_snapshot(SnapshotArena& arena, std::span<const FieldSlot> fields, const void* object) {
    return retake_snapshot(arena, nullptr, fields, object);
}

std::byte* retake_snapshot(SnapshotArena& arena, std::byte* snapshot, std::span<const FieldSlot> fields,
                           const void* object) {
    // Nearly all rows are packed in one go, which tells their size; the others are measured first.
    std::byte here[usual_size];
    std::span<std::byte> room = here;
    if (const std::span<std::byte> unused = arena.room(); !snapshot && unused.size() >= usual_size)
        room = unused.first(usual_size);
    const std::byte* const end = pack(room.data(), room.data() + room.size(), fields, object);
    const std::size_t size = end ? static_cast<std::size_t>(end - room.data()) : packed_room(fields, object);
    if (end && room.data() != here)
        if (std::byte* const kept = arena.keep(size))
            return kept;
    std::byte* const place = snapshot && size <= capacity_of(snapshot) ? snapshot : arena.allocate(size);
    if (end)
        std::memcpy(place, room.data(), size);
    else
        pack(place, place + size, fields, object);
    if (place != snapshot)
        arena.release(snapshot);
    return place;
}

namespace {

/// Goes on behind the number.
template <class T>
bool is_other_number(const std::byte*& from, const FieldSlot& slot, const void* object) {
    return is_other_value(from, slot, member_of<T>(slot, object));
}

bool is_other_text(const std::byte*& from, const std::string& text) {
    return !is_same(unpack_bytes(from), bytes_of(text));
}

bool is_other_optional_text(const std::byte*& from, const std::optional<std::string>& text) {
    const bool was_null = *from++ == std::byte{0};
    if (was_null)
        return text.has_value();
    const auto known = unpack_bytes(from);
    return !text || !is_same(known, bytes_of(*text));
}

bool is_other(const std::byte*& from, const FieldSlot& slot, const void* object) {
    const bool was_null = slot.optional && *from++ == std::byte{0};
    bool differs = false;
    with_native(
        slot, object, [&]<class T>(const T& native) { differs = was_null || is_other_value(from, slot, native); },
        [&] {
            differs = !was_null;
            if (!was_null)
                visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) { skip_packed<T>(from); });
        });
    return differs;
}

}  // namespace

ColumnSet changed_columns(const std::byte* snapshot, std::span<const FieldSlot> fields, const void* object) {
    ColumnSet changed = 0;
    ColumnSet bit = 1;
    const std::byte* from = snapshot;
    for (const FieldSlot& slot : fields) {
        bool other = false;
        switch (slot.form) {
            case MemberForm::int32:
                other = is_other_number<std::int32_t>(from, slot, object);
                break;
            case MemberForm::int64:
                other = is_other_number<std::int64_t>(from, slot, object);
                break;
            case MemberForm::float64:
                other = is_other_number<double>(from, slot, object);
                break;
            case MemberForm::text:
                other = is_other_text(from, member_of<std::string>(slot, object));
                break;
            case MemberForm::optional_text:
                other = is_other_optional_text(from, member_of<std::optional<std::string>>(slot, object));
                break;
            default:
                other = is_other(from, slot, object);
        }
        changed |= other ? bit : 0;
        bit <<= 1;
    }
    return changed;
}

void restore_columns(const std::byte* snapshot, std::span<const FieldSlot> fields, void* object, ColumnSet which) {
    const std::byte* from = snapshot;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const FieldSlot& slot = fields[i];
        const bool wanted = (which >> i & 1) != 0;
        if (slot.optional && *from++ == std::byte{0}) {
            if (wanted)
                slot.field->ops->reset(slot.field->in(object));
            continue;
        }
        visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) {
            if (!wanted)
                return skip_packed<T>(from);
            T native{};
            if constexpr (is_sized<T>) {
                assign_bytes(native, unpack_bytes(from));
            } else {
                std::memcpy(&native, from, sizeof native);
                from += sizeof native;
            }
            assign_native(slot, object, std::move(native));
        });
    }
}

bool pack_columns(std::vector<std::byte>& to, std::span<const FieldSlot> fields, const void* object) {
    const std::size_t begin = to.size();
    to.resize(begin + packed_room(fields, object));
    std::byte* const end = pack(to.data() + begin, to.data() + to.size(), fields, object);
    to.resize(static_cast<std::size_t>(end - to.data()));
    for (const FieldSlot& slot : fields)
        if (slot.optional && !slot.field->ops->value(slot.field->in(object)))
            return false;
    return true;
}

}  // namespace rowan::detail
