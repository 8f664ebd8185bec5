// Values of every kind through a driver: a type with an adapter, and how one field is read and refused.
#pragma once

#include "driver_support.hpp"
#include <rowan/types/adapter.hpp>
#include <rowan/types/field.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace rowan {
namespace test {

enum class Colour : int { red, green };

}  // namespace test

template <>
struct type_adapter<test::Colour> {
    using stored = std::string;
    static std::string store(test::Colour colour) {
        if (colour == test::Colour::green)
            throw std::runtime_error("green is not for sale");
        return "red";
    }
    static test::Colour load(const std::string& text) {
        if (text != "red")
            throw std::runtime_error("no such colour");
        return test::Colour::red;
    }
};

namespace test {

class DriverValues : public testing::Test {
protected:
    explicit DriverValues(std::unique_ptr<driver::Connection> opened) : connection(std::move(opened)) {}

    template <class T>
    Field field() {
        return {.column = "c", .member = "m", .table = "t", .entity = "T", .ops = &detail::type_ops<T>};
    }
    // Reads what an SQL expression gives into a T.
    template <class T>
    T read(std::string_view expression, std::optional<TypeSpec> type = {}) {
        const Field f = field<T>();
        const driver::FieldSlot slot = type ? driver::FieldSlot(f, *type) : driver::FieldSlot(f);
        const auto statement = connection->prepare("SELECT " + std::string(expression));
        EXPECT_TRUE(statement->step());
        T result{};
        statement->read(0, std::span(&slot, 1), &result);
        return result;
    }
    template <class T>
    std::string read_error(std::string_view expression) {
        return message_of<DataError>([&] { read<T>(expression); });
    }

    std::unique_ptr<driver::Connection> connection;
};

}  // namespace test
}  // namespace rowan
