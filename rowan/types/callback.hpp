// rowan/types/callback.hpp: a function that a program hands over: a lambda, a function, or nothing.
//
//     void on_commit(Callback<void()> listener);        on_commit([&] { ++commits; });
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace rowan {

/// As std::function<Signature>, whose header would be a tenth of what a program compiles. Copies share the function
/// object, which is destroyed with the last of them. Calling an empty one is undefined.
template <class Signature>
class Callback;

template <class R, class... A>
class Callback<R(A...)> {
public:
    Callback() noexcept = default;
    Callback(std::nullptr_t) noexcept {}
    /// Anything that can be called so; an empty function (a null pointer, an empty std::function) is none.
    template <class F>
        requires(!std::same_as<std::remove_cvref_t<F>, Callback> && std::is_invocable_r_v<R, std::decay_t<F>&, A...>)
    Callback(F&& function) {
        using Kept = std::decay_t<F>;
        if constexpr (!std::is_function_v<std::remove_reference_t<F>> && requires { function == nullptr; })
            if (function == nullptr)
                return;
        kept_ = std::make_shared<Kept>(std::forward<F>(function));
        call_ = [](void* kept, A... arguments) -> R {
            return (*static_cast<Kept*>(kept))(std::forward<A>(arguments)...);
        };
    }

    explicit operator bool() const noexcept { return call_ != nullptr; }
    R operator()(A... arguments) const { return call_(kept_.get(), std::forward<A>(arguments)...); }

private:
    std::shared_ptr<void> kept_{};
    R (*call_)(void* kept, A... arguments) = nullptr;
};

}  // namespace rowan
