#include <rowan/engine/internal/parameter_text.hpp>

#include <algorithm>
#include <exception>

namespace rowan::detail {
namespace {

constexpr std::size_t max_parameters_shown = 100;
constexpr std::size_t max_elements_shown = 10;

std::string display_of(const driver::FieldSlot& slot, const void* object) {
    try {
        const void* member = static_cast<const char*>(object) + slot.offset;
        return Value::from_member(member, *slot.field->ops).to_display();
    } catch (const std::exception&) {  // of an adapter that refuses the value
        return "?";
    }
}

}  // namespace

template <class Display>
void ParameterText::add_display(Display&& display) {
    if (count_ == max_parameters_shown) {
        text_ += ", …";
    } else if (count_ < max_parameters_shown) {
        text_ += count_ == 0 ? "" : ", ";
        text_ += display();
    }
    ++count_;
}

template <class Display>
void ParameterText::add_array(std::size_t size, Display&& display) {
    add_display([&] {
        std::string list = "[";
        for (std::size_t i = 0; i < std::min(size, max_elements_shown); ++i)
            list += (i == 0 ? "" : ", ") + display(i);
        return list + (size > max_elements_shown ? ", …]" : "]");
    });
}

void ParameterText::add(const Value& value) {
    add_display([&] { return value.to_display(); });
}

void ParameterText::add(std::span<const Value> values) {
    add_array(values.size(), [&](std::size_t i) { return values[i].to_display(); });
}

void ParameterText::add(std::span<const driver::FieldSlot> fields, const void* object) {
    for (const driver::FieldSlot& slot : fields)
        add_display([&] { return display_of(slot, object); });
}

void ParameterText::add(const driver::FieldSlot& field, std::span<const void* const> objects) {
    add_array(objects.size(), [&](std::size_t i) { return display_of(field, objects[i]); });
}

}  // namespace rowan::detail
