// rowan/engine/internal/parameter_text.hpp: the parameters of a statement as logs and errors show them: "(30, 'ed')".
#pragma once

#include <rowan/drivers/driver.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace rowan::detail {

/// The first hundred; "…" stands for the others.
class ParameterText {
public:
    /// What stands for all of them where the engine hides them.
    static constexpr const char* hidden = "[hidden]";

    void add(const Value& value);
    /// An array: "[1, 2, …]".
    void add(std::span<const Value> values);
    /// The members of an object; "?" where an adapter refuses to give its value.
    void add(std::span<const driver::FieldSlot> fields, const void* object);
    /// An array of that member of each: "[1, 2, …]".
    void add(const driver::FieldSlot& field, std::span<const void* const> objects);
    std::string finish() && { return std::move(text_) + ")"; }

private:
    template <class Display>
    void add_display(Display&& display);
    template <class Display>
    void add_array(std::size_t size, Display&& display);

    std::string text_ = "(";
    std::size_t count_ = 0;
};

}  // namespace rowan::detail
