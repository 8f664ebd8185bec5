#include <rowan/orm/internal/snapshot.hpp>

#include <rowan/orm/internal/block_memory.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>

#include <array>
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
            slot.field->ops->store(value, &native);
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
        slot.field->ops->load(&native, member);
    else if (slot.optional)
        *static_cast<std::optional<Plain>*>(member) = std::forward<T>(native);
    else
        *static_cast<Plain*>(member) = std::forward<T>(native);
}

constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::json) + 1;

/// The bytes of each kind's values, 0 for those that are as long as they are.
constexpr auto sizes = [] {
    std::array<std::uint8_t, kind_count> table{};
    for (std::size_t i = 0; i < kind_count; ++i)
        visit_kind(static_cast<Kind>(i), [&]<class T>(std::type_identity<T>) {
            table[i] = is_sized<T> ? std::uint8_t{0} : static_cast<std::uint8_t>(sizeof(T));
        });
    return table;
}();

template <class T>
const T& member_of(const FieldSlot& slot, const void* object) {
    return *reinterpret_cast<const T*>(static_cast<const std::byte*>(object) + slot.offset);
}

std::size_t room_for(const FieldSlot& slot, const void* object) {
    std::size_t size = sizes[static_cast<std::size_t>(slot.kind)] + std::size_t{1};
    if (size > 1)
        return size;
    size += sizeof(Length);
    with_native(
        slot, object,
        [&]<class T>(const T& native) {
            if constexpr (is_sized<T>)
                size += bytes_of(native).size();
        },
        [] {});
    return size;
}

/// Room for the columns: what they take, or more where an optional number is empty.
std::size_t packed_room(std::span<const FieldSlot> fields, const void* object) {
    std::size_t size = 0;
    for (const FieldSlot& slot : fields)
        switch (slot.form) {
            case MemberForm::int32:
                size += sizeof(std::int32_t);
                break;
            case MemberForm::int64:
            case MemberForm::float64:
                size += sizeof(std::int64_t);
                break;
            case MemberForm::text:
                size += sizeof(Length) + member_of<std::string>(slot, object).size();
                break;
            case MemberForm::optional_text: {
                const auto& text = member_of<std::optional<std::string>>(slot, object);
                size += 1 + (text ? sizeof(Length) + text->size() : 0);
                break;
            }
            default:
                size += room_for(slot, object);
        }
    return size;
}

template <class T>
std::byte* pack_number(std::byte* to, const FieldSlot& slot, const void* object) {
    std::memcpy(to, static_cast<const std::byte*>(object) + slot.offset, sizeof(T));
    return to + sizeof(T);
}

std::byte* pack_bytes(std::byte* to, std::span<const std::byte> bytes) {
    const auto length = static_cast<Length>(bytes.size());
    std::memcpy(to, &length, sizeof length);
    to += sizeof length;
    if (length > 0)
        std::memcpy(to, bytes.data(), length);
    return to + length;
}

std::byte* pack_any(std::byte* to, const FieldSlot& slot, const void* object) {
    with_native(
        slot, object,
        [&]<class T>(const T& native) {
            if (slot.optional)
                *to++ = std::byte{1};
            if constexpr (is_sized<T>) {
                to = pack_bytes(to, bytes_of(native));
            } else {
                std::memcpy(to, &native, sizeof native);
                to += sizeof native;
            }
        },
        [&] { *to++ = std::byte{0}; });
    return to;
}

/// Gives the number of bytes written.
std::size_t pack(std::byte* to, std::span<const FieldSlot> fields, const void* object) {
    std::byte* at = to;
    for (const FieldSlot& slot : fields)
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
                at = pack_bytes(at, bytes_of(member_of<std::string>(slot, object)));
                break;
            case MemberForm::optional_text: {
                const auto& text = member_of<std::optional<std::string>>(slot, object);
                *at++ = text ? std::byte{1} : std::byte{0};
                if (text)
                    at = pack_bytes(at, bytes_of(*text));
                break;
            }
            default:
                at = pack_any(at, slot, object);
        }
    return static_cast<std::size_t>(at - to);
}

/// The bytes that a packed value of this slot takes, without the optional's own.
template <class T>
std::size_t packed_length(const std::byte* from) {
    if constexpr (is_sized<T>) {
        Length length = 0;
        std::memcpy(&length, from, sizeof length);
        return sizeof length + length;
    } else {
        return sizeof(T);
    }
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

template <class T>
bool equals_packed(const FieldSlot& slot, const std::byte* from, const T& native) {
    if constexpr (is_sized<T>) {
        const auto bytes = bytes_of(native);
        Length length = 0;
        std::memcpy(&length, from, sizeof length);
        if (length == bytes.size() && (length == 0 || std::memcmp(from + sizeof length, bytes.data(), length) == 0))
            return true;
        if constexpr (std::is_same_v<T, DecimalText>)
            return is_same_decimal({reinterpret_cast<const char*>(from + sizeof length), length}, native.digits,
                                   slot.digits);
        else
            return false;
    } else {
        return std::memcmp(from, &native, sizeof native) == 0;
    }
}

constexpr std::size_t first_chunk = 4096;
constexpr std::size_t header_bytes = sizeof(std::uint32_t) * 2;  // capacity, size

std::uint32_t number_at(const std::byte* at) {
    std::uint32_t number = 0;
    std::memcpy(&number, at, sizeof number);
    return number;
}
void put_number(std::byte* at, std::size_t number) {
    const auto small = static_cast<std::uint32_t>(number);
    std::memcpy(at, &small, sizeof small);
}
std::uint32_t capacity_of(const std::byte* snapshot) { return number_at(snapshot - header_bytes); }

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

std::byte* SnapshotArena::allocate(std::size_t size) {
    const std::size_t whole = (size + header_bytes + granule - 1) / granule * granule;
    const std::size_t place = whole / granule;
    std::byte* block = nullptr;
    if (place >= classes) {
        block = allocate_large(whole);
    } else if (free_[place]) {
        block = free_[place];
        std::memcpy(&free_[place], block, sizeof(std::byte*));
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
    put_number(block, whole - header_bytes);
    put_number(block + sizeof(std::uint32_t), size);
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
    std::memcpy(block, &free_[place], sizeof(std::byte*));
    free_[place] = block;
}

std::span<const std::byte> snapshot_bytes(const std::byte* snapshot) noexcept {
    return {snapshot, number_at(snapshot - sizeof(std::uint32_t))};
}

std::byte* take_snapshot(SnapshotArena& arena, std::span<const FieldSlot> fields, const void* object) {
    return retake_snapshot(arena, nullptr, fields, object);
}

std::byte* retake_snapshot(SnapshotArena& arena, std::byte* snapshot, std::span<const FieldSlot> fields,
                           const void* object) {
    const std::size_t room = packed_room(fields, object);
    if (!snapshot || room > capacity_of(snapshot)) {
        std::byte* larger = arena.allocate(room);
        arena.release(snapshot);
        snapshot = larger;
    }
    put_number(snapshot - sizeof(std::uint32_t), pack(snapshot, fields, object));
    return snapshot;
}

std::byte* copy_snapshot(SnapshotArena& arena, const std::byte* snapshot) {
    const auto bytes = snapshot_bytes(snapshot);
    std::byte* copy = arena.allocate(bytes.size());
    std::memcpy(copy, bytes.data(), bytes.size());
    return copy;
}

namespace {

/// Goes on behind the number.
template <class T>
bool is_other_number(const std::byte*& from, const FieldSlot& slot, const void* object) {
    const bool other = std::memcmp(from, static_cast<const std::byte*>(object) + slot.offset, sizeof(T)) != 0;
    from += sizeof(T);
    return other;
}

bool is_other_text(const std::byte*& from, const std::string& text) {
    Length length = 0;
    std::memcpy(&length, from, sizeof length);
    const std::byte* const known = from + sizeof length;
    from = known + length;
    return length != text.size() || std::memcmp(known, text.data(), length) != 0;
}

bool is_other(const std::byte*& from, const FieldSlot& slot, const void* object) {
    const bool was_null = slot.optional && *from++ == std::byte{0};
    bool differs = false;
    std::size_t length = 0;
    with_native(
        slot, object,
        [&]<class T>(const T& native) {
            if (was_null) {
                differs = true;
                return;
            }
            length = packed_length<T>(from);
            differs = !equals_packed(slot, from, native);
        },
        [&] {
            differs = !was_null;
            if (!was_null)
                visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) { length = packed_length<T>(from); });
        });
    from += length;
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
            const std::size_t length = packed_length<T>(from);
            if (wanted) {
                T native{};
                if constexpr (is_sized<T>)
                    assign_bytes(native, {from + sizeof(Length), length - sizeof(Length)});
                else
                    std::memcpy(&native, from, sizeof native);
                assign_native(slot, object, std::move(native));
            }
            from += length;
        });
    }
}

bool pack_columns(std::vector<std::byte>& to, std::span<const FieldSlot> fields, const void* object) {
    const std::size_t begin = to.size();
    to.resize(begin + packed_room(fields, object));
    to.resize(begin + pack(to.data() + begin, fields, object));
    for (const FieldSlot& slot : fields)
        if (slot.optional && !slot.field->ops->value(slot.field->in(object)))
            return false;
    return true;
}

}  // namespace rowan::detail
