// rowan/engine/typed_row.hpp: rows whose columns have types that are known when the program is compiled.
//
//     for (auto [id, name] : connection.execute(select(col<&User::id>, col<&User::name>))) …
//     for (auto row : connection.execute(select(func::count().label<"total">()))) row.get<"total">();
//
// The values are read from the database straight into the tuple.
#pragma once

#include <rowan/engine/parameters.hpp>
#include <rowan/sql/source.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/field.hpp>
#include <rowan/types/value.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

namespace detail {

class ConnectionState;

/// What an item of a SELECT is in a typed row: the type of its value, and its label.
template <class Item>
struct row_item {
    static constexpr bool typed = false;
};
template <column_type V>
struct row_item<V> {
    static constexpr bool typed = true;
    using type = V;
    static constexpr std::string_view label{};
};
template <>
struct row_item<Dynamic> {
    static constexpr bool typed = true;
    using type = Value;
    static constexpr std::string_view label{};
};
template <Name N, class V>
struct row_item<Labelled<N, V>> : row_item<V> {
    static constexpr std::string_view label = N.view();
};

template <class Item>
using row_value_t = typename row_item<Item>::type;

template <class Item>
inline constexpr bool is_dynamic_item = std::is_same_v<Item, Dynamic>;

/// Whether rows are typed: each item has one value of a known type, or at least one has.
template <class... Items>
inline constexpr bool typed_items = sizeof...(Items) > 0 && (row_item<Items>::typed && ...) &&
                                    !(is_dynamic_item<Items> && ...);

/// The index of the item with this label; as many as there are items if there is none.
template <Name N, class... Items>
consteval std::size_t labelled_index() {
    std::size_t index = 0;
    std::size_t found = sizeof...(Items);
    ((found = found == sizeof...(Items) && row_item<Items>::label == N.view() ? index : found, ++index), ...);
    return found;
}

/// A column of a typed row, erased.
struct TypedColumn {
    const TypeOps* ops = nullptr;  // null: a Value
    std::uint32_t offset = 0;      // in the row
};

template <class V>
constexpr const TypeOps* ops_or_null() {
    if constexpr (std::is_same_v<V, Value>)
        return nullptr;
    else
        return &type_ops<V>;
}

/// Executes and reads all rows, each into what `add` gives for it. ArgumentError if there are not as many columns.
void read_typed_rows(ConnectionState& connection, const Statement& statement, const Parameters& parameters,
                     std::span<const TypedColumn> columns, void* rows, void* (*add)(void* rows));
[[noreturn]] void throw_no_row();
[[noreturn]] void throw_many_rows();

}  // namespace detail

/// One row: a tuple with names. A value; structured bindings take it apart.
template <class... Items>
class TypedRow {
public:
    using Tuple = std::tuple<detail::row_value_t<Items>...>;

    TypedRow() = default;

    template <std::size_t I>
    auto& get() & noexcept {
        return std::get<I>(values_);
    }
    template <std::size_t I>
    const auto& get() const& noexcept {
        return std::get<I>(values_);
    }
    template <std::size_t I>
    auto&& get() && noexcept {
        return std::get<I>(std::move(values_));
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

    const Tuple& as_tuple() const noexcept { return values_; }
    friend bool operator==(const TypedRow&, const TypedRow&) = default;

private:
    template <class...>
    friend class TypedResult;

    template <Name N>
    static consteval std::size_t labelled() {
        constexpr std::size_t index = detail::labelled_index<N, Items...>();
        static_assert(index < sizeof...(Items), "rowan: no item of the SELECT has this label");
        return index < sizeof...(Items) ? index : 0;
    }

    Tuple values_{};
};

/// All rows of a statement, read. A value.
template <class... Items>
class TypedResult {
public:
    using row_type = TypedRow<Items...>;
    using first_type = std::tuple_element_t<0, typename row_type::Tuple>;

    auto begin() const noexcept { return rows_.begin(); }
    auto end() const noexcept { return rows_.end(); }
    auto begin() noexcept { return rows_.begin(); }
    auto end() noexcept { return rows_.end(); }
    std::size_t size() const noexcept { return rows_.size(); }
    bool empty() const noexcept { return rows_.empty(); }
    const row_type& operator[](std::size_t index) const { return rows_[index]; }

    const std::vector<row_type>& all() const& noexcept { return rows_; }
    std::vector<row_type> all() && noexcept { return std::move(rows_); }
    std::vector<row_type> fetch_all() && noexcept { return std::move(rows_); }
    const std::vector<row_type>& fetch_all() const& noexcept { return rows_; }

    std::optional<row_type> first() const {
        return rows_.empty() ? std::nullopt : std::optional<row_type>(rows_.front());
    }
    /// Throws NoResultFound or MultipleResultsFound.
    row_type one() const {
        if (rows_.empty())
            detail::throw_no_row();
        return *one_or_none();
    }
    /// Throws MultipleResultsFound.
    std::optional<row_type> one_or_none() const {
        if (rows_.size() > 1)
            detail::throw_many_rows();
        return first();
    }
    /// The first value of the only row. Throws as `one`.
    first_type scalar_one() const { return one().template get<0>(); }
    /// The first value of the first row; none if there is no row.
    std::optional<first_type> scalar() const {
        return rows_.empty() ? std::nullopt : std::optional<first_type>(rows_.front().template get<0>());
    }
    /// The first values of all rows.
    std::vector<first_type> scalars() const {
        std::vector<first_type> values;
        values.reserve(rows_.size());
        for (const row_type& row : rows_)
            values.push_back(row.template get<0>());
        return values;
    }

    /// Internal: executes.
    TypedResult(detail::ConnectionState& connection, const Statement& statement, const Parameters& parameters) {
        const std::array columns = columns_of(std::index_sequence_for<Items...>{});
        detail::read_typed_rows(connection, statement, parameters, columns, &rows_, [](void* rows) -> void* {
            return &static_cast<std::vector<row_type>*>(rows)->emplace_back().values_;
        });
    }

private:
    template <std::size_t... I>
    static auto columns_of(std::index_sequence<I...>) {
        const typename row_type::Tuple probe{};
        const auto offset = [&](const void* value) {
            return static_cast<std::uint32_t>(static_cast<const char*>(value) - reinterpret_cast<const char*>(&probe));
        };
        return std::array<detail::TypedColumn, sizeof...(I)>{detail::TypedColumn{
            detail::ops_or_null<detail::row_value_t<Items>>(), offset(std::addressof(std::get<I>(probe)))}...};
    }

    std::vector<row_type> rows_;
};

}  // namespace rowan

template <class... Items>
struct std::tuple_size<rowan::TypedRow<Items...>> : std::integral_constant<std::size_t, sizeof...(Items)> {};
template <std::size_t I, class... Items>
struct std::tuple_element<I, rowan::TypedRow<Items...>> {
    using type = std::tuple_element_t<I, typename rowan::TypedRow<Items...>::Tuple>;
};
