#include <rowan/orm/internal/key_array.hpp>

#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/execution.hpp>
#include <rowan/orm/internal/owners_by_key.hpp>

namespace rowan::detail {
namespace {

/// A number by itself.
constexpr Field number{.column = "key", .member = "key", .ops = &type_ops<std::int64_t>};

}  // namespace

bool KeyArray::takes(const Dialect& dialect, const driver::FieldSlot& slot) {
    return dialect.capabilities().any_of_array && is_plain_integer(slot) && slot.kind != Kind::uint64;
}

void KeyArray::bind(Execution& execution, int parameter) {
    static const driver::FieldSlot slot(number);
    places_.clear();
    places_.reserve(keys_.size());
    for (const std::int64_t& key : keys_)
        places_.push_back(&key);
    execution.bind_column(parameter, slot, places_);
}

}  // namespace rowan::detail
