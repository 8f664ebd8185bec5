// rowan/engine/row.hpp: a row whose columns are known at run time.
//
//     for (const rowan::Row& row : connection.execute(text("SELECT id, name FROM users")).fetch_all())
//         std::cout << row["id"].as<int>() << ' ' << row["name"].as<std::string>() << '\n';
#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace rowan {

/// The names of a result's columns, shared by its rows.
using ColumnNames = std::shared_ptr<const std::vector<std::string>>;

/// One row: values under names. Owns its values, and outlives the result and the connection.
class Row {
public:
    Row() = default;
    /// As many values as names.
    Row(ColumnNames names, std::vector<Value> values) : names_(std::move(names)), values_(std::move(values)) {}

    std::size_t size() const noexcept { return values_.size(); }
    bool empty() const noexcept { return values_.empty(); }

    /// The value of a column; the first one, if several have the name. Throws ArgumentError, which names the columns
    /// that there are. Valid as long as the row.
    const Value& operator[](std::string_view name) const;
    const Value& operator[](const char* name) const { return (*this)[std::string_view(name)]; }
    /// By position, from 0. Throws ArgumentError.
    const Value& operator[](std::size_t index) const;
    const Value& operator[](int index) const { return (*this)[static_cast<std::size_t>(index)]; }

    bool contains(std::string_view name) const noexcept;

    /// Both copied out, and converted as by Value::as; the DataError names the column.
    template <class T>
    T get(std::string_view name) const {
        return converted<T>((*this)[name]);
    }
    template <class T>
    T get(std::size_t index) const {
        return converted<T>((*this)[index]);
    }
    /// The first columns as a tuple: `auto [id, name] = row.as<int, std::string>();`
    template <class... T>
    std::tuple<T...> as() const {
        return as_tuple<T...>(std::index_sequence_for<T...>{});
    }

    /// The values in order.
    const Value* begin() const noexcept { return values_.data(); }
    const Value* end() const noexcept { return values_.data() + values_.size(); }
    std::span<const Value> values() const noexcept;
    /// The names in order; valid as long as the row.
    std::span<const std::string> keys() const noexcept;

    /// "(id=1, name='ed')", for logs and test failures.
    std::string to_display() const;

    /// The same values under the same names.
    friend bool operator==(const Row& a, const Row& b);

private:
    template <class... T, std::size_t... I>
    std::tuple<T...> as_tuple(std::index_sequence<I...>) const {
        return std::tuple<T...>(get<T>(I)...);
    }
    template <class T>
    T converted(const Value& value) const {
        T result{};
        convert(value, &result, detail::type_ops<T>);
        return result;
    }
    /// `value` is one of the row's.
    void convert(const Value& value, void* to, const TypeOps& ops) const;

    ColumnNames names_;
    std::vector<Value> values_;
};

}  // namespace rowan
