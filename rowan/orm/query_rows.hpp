// rowan/orm/query_rows.hpp: rows in which objects of the session may stand beside values.
//
//     for (auto [state, city] : session.query<State, City>().join<City>(col<&City::state_id> == col<&State::id>))
//         std::cout << state.name << ": " << city.name << '\n';                 // State&, City&
//     for (auto row : session.execute(select(entity<City>, func::length(col<&City::name>).label<"n">())))
//         std::cout << row.get<0>().name << row.get<"n">();
//
// Where an outer join may leave an object out, its item is asked for as a pointer: `query<State, City*>()`,
// `select(entity<State>, entity<City*>)`.
#pragma once

#include <rowan/engine/typed_row.hpp>
#include <rowan/orm/attribute.hpp>
#include <rowan/orm/internal/row_store.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

namespace detail {

[[noreturn]] void throw_absent_object(const Mapper& mapper, std::size_t item);

/// What an item of a SELECT is in a row: what the tuple holds, and what `get` gives.
template <class Item>
struct query_item {
    static constexpr bool known = false;
};
template <class Item>
    requires(row_item<Item>::typed)
struct query_item<Item> {
    static constexpr bool known = true;
    static constexpr bool is_object = false;
    static constexpr std::string_view label = row_item<Item>::label;
    using stored = row_value_t<Item>;
    using type = stored;
    static RowItem item(std::uint32_t offset) { return {nullptr, ops_or_null<stored>(), offset}; }
};
template <class T>
struct query_item<Entity<T>> {
    static constexpr bool known = true;
    static constexpr bool is_object = true;
    static constexpr std::string_view label{};
    using object = T;
    using stored = void*;
    using type = T&;
    static T& given(void* object, std::size_t item) {
        if (!object)
            throw_absent_object(mapper_of<T>(), item);
        return *static_cast<T*>(object);
    }
    static RowItem item(std::uint32_t offset) { return {&mapper_of<T>(), nullptr, offset}; }
};
template <class T>
struct query_item<Entity<T*>> {
    static constexpr bool known = true;
    static constexpr bool is_object = true;
    static constexpr std::string_view label{};
    using object = T;
    using stored = void*;
    using type = T*;
    static T* given(void* object, std::size_t) noexcept { return static_cast<T*>(object); }
    static RowItem item(std::uint32_t offset) { return {&mapper_of<T>(), nullptr, offset}; }
};

/// Whether rows of these items are typed: each is an object or a value, and not all are of types known at run time
/// only.
template <class... Items>
inline constexpr bool query_items = sizeof...(Items) > 0 && (query_item<Items>::known && ...) &&
                                    !(is_dynamic_item<Items> && ...);

template <Name N, class... Items>
consteval std::size_t query_label() {
    std::size_t index = 0;
    std::size_t found = sizeof...(Items);
    ((found = found == sizeof...(Items) && query_item<Items>::label == N.view() ? index : found, ++index), ...);
    return found;
}

/// A value, or none; a NULL is none, too.
template <class V>
using value_or_none = std::optional<typename optional_value<V>::type>;

}  // namespace detail

/// One row: a tuple with names. A copyable value, whose objects are the session's; structured bindings take it apart.
template <class... Items>
class QueryRow {
    template <std::size_t I>
    using Item = detail::query_item<std::tuple_element_t<I, std::tuple<Items...>>>;

public:
    using Tuple = std::tuple<typename detail::query_item<Items>::stored...>;

    /// A value as it is, an object as a reference. StateError for an object that an outer join left out.
    template <std::size_t I>
    decltype(auto) get() & {
        if constexpr (Item<I>::is_object)
            return Item<I>::given(std::get<I>(values_), I);
        else
            return (std::get<I>(values_));
    }
    template <std::size_t I>
    decltype(auto) get() const& {
        if constexpr (Item<I>::is_object)
            return Item<I>::given(std::get<I>(values_), I);
        else
            return (std::get<I>(values_));
    }
    template <std::size_t I>
    decltype(auto) get() && {
        if constexpr (Item<I>::is_object)
            return Item<I>::given(std::get<I>(values_), I);
        else
            return (std::get<I>(std::move(values_)));
    }
    /// By the label that the SELECT gave it.
    template <Name N>
    auto& get() noexcept {
        return get<labelled<N>()>();
    }
    template <Name N>
    const auto& get() const noexcept {
        return get<labelled<N>()>();
    }
    /// An object, or null if an outer join left it out.
    template <std::size_t I>
    auto* get_if() const noexcept {
        static_assert(Item<I>::is_object, "rowan: get_if<...>() is for the objects of a row");
        return static_cast<typename Item<I>::object*>(std::get<I>(values_));
    }

    friend bool operator==(const QueryRow&, const QueryRow&) = default;

    /// Internal: where the items stand.
    static const detail::RowLayout& layout() {
        static const std::array items = items_of(std::index_sequence_for<Items...>{});
        static const detail::RowLayout layout = detail::make_row_layout<QueryRow>(items.data(), items.size());
        return layout;
    }

private:
    template <Name N>
    static consteval std::size_t labelled() {
        constexpr std::size_t index = detail::query_label<N, Items...>();
        static_assert(index < sizeof...(Items), "rowan: no item of the SELECT has this label");
        return index < sizeof...(Items) ? index : 0;
    }
    template <std::size_t... I>
    static auto items_of(std::index_sequence<I...>) {
        const QueryRow probe{};
        const auto offset = [&](const void* value) {
            return static_cast<std::uint32_t>(static_cast<const char*>(value) - reinterpret_cast<const char*>(&probe));
        };
        return std::array<detail::RowItem, sizeof...(I)>{detail::query_item<Items>::item(
            offset(static_cast<const void*>(std::addressof(std::get<I>(probe.values_)))))...};
    }

    Tuple values_{};
};

/// All rows of a statement, read. Copies share them.
template <class... Items>
class QueryRows {
public:
    using row_type = QueryRow<Items...>;
    using iterator = detail::RowIterator<row_type>;
    using first_type = typename detail::query_item<std::tuple_element_t<0, std::tuple<Items...>>>::stored;

    explicit QueryRows(std::shared_ptr<const detail::RowStore> rows) noexcept : rows_(std::move(rows)) {}

    iterator begin() const noexcept { return iterator(rows_, 0); }
    iterator end() const noexcept { return iterator(rows_, rows_->size()); }
    std::size_t size() const noexcept { return rows_->size(); }
    bool empty() const noexcept { return rows_->size() == 0; }
    const row_type& operator[](std::size_t index) const noexcept {
        return *static_cast<const row_type*>(rows_->at(index));
    }

    /// The same.
    QueryRows all() const { return *this; }
    QueryRows fetch_all() const { return *this; }
    std::optional<row_type> first() const { return copy_of(rows_->first()); }
    /// Throws NoResultFound, MultipleResultsFound.
    row_type one() const { return *static_cast<const row_type*>(rows_->only()); }
    /// Throws MultipleResultsFound.
    std::optional<row_type> one_or_none() const { return copy_of(rows_->only_or_null()); }
    /// The first item of the first row: an object's address or null, a value or none (also for NULL).
    auto scalar() const { return first_item(rows_->first()); }
    /// The same of the only row. Throws NoResultFound, MultipleResultsFound.
    auto scalar_one() const { return first_item(rows_->only()); }
    /// The same of the only row, if there is one. Throws MultipleResultsFound.
    auto scalar_one_or_none() const { return first_item(rows_->only_or_null()); }

private:
    static std::optional<row_type> copy_of(const void* row) {
        return row ? std::optional<row_type>(*static_cast<const row_type*>(row)) : std::nullopt;
    }
    static auto first_item(const void* row) {
        using Item = detail::query_item<std::tuple_element_t<0, std::tuple<Items...>>>;
        if constexpr (Item::is_object) {
            return row ? static_cast<const row_type*>(row)->template get_if<0>() : nullptr;
        } else {
            return row ? detail::value_or_none<first_type>(static_cast<const row_type*>(row)->template get<0>())
                       : std::nullopt;
        }
    }

    std::shared_ptr<const detail::RowStore> rows_;
};

/// The values of one column of a result.
template <class V>
class ScalarValues {
public:
    using value_type = V;
    using iterator = detail::RowIterator<V>;

    explicit ScalarValues(std::shared_ptr<const detail::RowStore> rows) noexcept : rows_(std::move(rows)) {}

    iterator begin() const noexcept { return iterator(rows_, 0); }
    iterator end() const noexcept { return iterator(rows_, rows_->size()); }
    std::size_t size() const noexcept { return rows_->size(); }
    bool empty() const noexcept { return rows_->size() == 0; }
    const V& operator[](std::size_t index) const noexcept { return *static_cast<const V*>(rows_->at(index)); }

    std::vector<V> all() const { return std::vector<V>(begin(), end()); }
    /// The first, or none; a NULL is none, too.
    detail::value_or_none<V> first() const { return value_of(rows_->first()); }
    /// The only one. Throws NoResultFound, MultipleResultsFound.
    V one() const { return *static_cast<const V*>(rows_->only()); }
    /// Throws MultipleResultsFound.
    detail::value_or_none<V> one_or_none() const { return value_of(rows_->only_or_null()); }

    /// Internal: a row that is nothing but the value.
    static const detail::RowLayout& layout() {
        static const detail::RowItem item{nullptr, detail::ops_or_null<V>(), 0};
        static const detail::RowLayout layout = detail::make_row_layout<V>(&item, 1);
        return layout;
    }

private:
    static detail::value_or_none<V> value_of(const void* value) {
        return value ? detail::value_or_none<V>(*static_cast<const V*>(value)) : std::nullopt;
    }

    std::shared_ptr<const detail::RowStore> rows_;
};

}  // namespace rowan

template <class... Items>
struct std::tuple_size<rowan::QueryRow<Items...>> : std::integral_constant<std::size_t, sizeof...(Items)> {};
template <std::size_t I, class... Items>
struct std::tuple_element<I, rowan::QueryRow<Items...>> {
    using type = typename rowan::detail::query_item<std::tuple_element_t<I, std::tuple<Items...>>>::type;
};
