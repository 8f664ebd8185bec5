// Many rows at once: columns of objects as arrays, and COPY.
#include "postgresql_support.hpp"
#include <rowan/types/date_time.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rowan {
namespace {

using driver::FieldSlot;
using test::ask;
using test::message_of;
using testing::AllOf;
using testing::HasSubstr;

struct Item {
    std::int64_t id = 0;
    std::optional<std::string> name{};
    double price = 0;
    std::optional<Timestamp> made{};
    DecimalText amount{"0"};
    std::optional<Uuid> uuid{};
    JsonText extra{"{}"};
    bool good = false;
    Bytes bytes{};
};

template <class M>
Field field_of(std::string_view column, M Item::* member) {
    const Item item;
    const auto offset = reinterpret_cast<const char*>(&(item.*member)) - reinterpret_cast<const char*>(&item);
    return {.column = column,
            .member = column,
            .table = "items",
            .entity = "Item",
            .ops = &detail::type_ops<M>,
            .offset = static_cast<std::uint32_t>(offset)};
}

class PostgresqlBatch : public testing::Test {
protected:
    PostgresqlBatch() {
        for (const Field& field : fields)
            slots.emplace_back(field);
        connection->execute(
            "CREATE TEMPORARY TABLE items (id int8 PRIMARY KEY, name text, price float8, made timestamptz, "
            "amount numeric(12,2), uuid uuid, extra jsonb, good bool, bytes bytea)");
        for (int i = 0; i < 1000; ++i) {
            Item& item = items.emplace_back();
            item.id = i;
            item.price = i / 8.0;
            item.amount.digits = std::to_string(i) + ".25";
            item.good = i % 2 == 0;
            item.extra.text = "{\"i\": " + std::to_string(i) + "}";
            item.bytes.assign(static_cast<std::size_t>(i % 4), std::byte{7});
            if (i % 3 != 0) {
                item.name = "näme " + std::to_string(i);
                item.made = Timestamp{std::chrono::seconds{i * 1'000'000}};
                item.uuid = Uuid{};
            }
        }
    }
    std::vector<const void*> objects() const {
        std::vector<const void*> pointers;
        for (const Item& item : items)
            pointers.push_back(&item);
        return pointers;
    }
    std::vector<std::string> columns() const {
        std::vector<std::string> names;
        for (const Field& field : fields)
            names.emplace_back(field.column);
        return names;
    }
    void expect_all_there() {
        const auto statement = connection->prepare("SELECT * FROM items ORDER BY id");
        for (const Item& item : items) {
            ASSERT_TRUE(statement->step());
            Item read;
            statement->read(0, slots, &read);
            EXPECT_EQ(read.id, item.id);
            EXPECT_EQ(read.name, item.name);
            EXPECT_EQ(read.price, item.price);
            EXPECT_EQ(read.made, item.made);
            EXPECT_EQ(read.amount, item.amount);
            EXPECT_EQ(read.uuid, item.uuid);
            EXPECT_EQ(read.extra, item.extra);
            EXPECT_EQ(read.good, item.good);
            EXPECT_EQ(read.bytes, item.bytes);
        }
        EXPECT_FALSE(statement->step());
    }

    std::unique_ptr<driver::Connection> connection = test::open_postgresql();
    std::vector<Item> items{};
    const std::vector<Field> fields{
        field_of("id", &Item::id),       field_of("name", &Item::name),     field_of("price", &Item::price),
        field_of("made", &Item::made),   field_of("amount", &Item::amount), field_of("uuid", &Item::uuid),
        field_of("extra", &Item::extra), field_of("good", &Item::good),     field_of("bytes", &Item::bytes)};
    std::vector<FieldSlot> slots{};
};

TEST_F(PostgresqlBatch, ColumnsOfObjectsAreArrays) {
    const auto insert = connection->prepare(
        "INSERT INTO items SELECT a, b, c, d, e, f, g::jsonb, h, i "
        "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS r (a, b, c, d, e, f, g, h, i)");
    const std::vector<const void*> all = objects();
    for (int i = 0; i < 9; ++i)
        insert->bind_column(i, slots[static_cast<std::size_t>(i)], all);
    EXPECT_FALSE(insert->step());
    EXPECT_EQ(insert->affected_rows(), 1000);
    expect_all_there();

    const auto many = connection->prepare("SELECT count(*) FROM items WHERE id = ANY($1)");
    many->bind_column(0, slots[0], std::span(all).first(10));
    EXPECT_TRUE(many->step());
    EXPECT_EQ(many->value(0), Value(10));
    many->reset();
    many->bind_column(0, slots[0], {});
    EXPECT_TRUE(many->step());
    EXPECT_EQ(many->value(0), Value(0));
}

TEST_F(PostgresqlBatch, AnArrayNamesTheFieldOfABadValue) {
    items[7].name = "a\xff";
    const auto statement = connection->prepare("SELECT $1::text[]");
    EXPECT_THAT(message_of<DataError>([&] { statement->bind_column(0, slots[1], objects()); }),
                AllOf(HasSubstr("items.name"), HasSubstr("UTF-8")));
}

TEST_F(PostgresqlBatch, CopiesRowsIn) {
    EXPECT_EQ(connection->copy_in("items", columns(), slots, objects()).inserted, 1000);
    expect_all_there();
    EXPECT_EQ(connection->copy_in("items", columns(), slots, {}).inserted, 0);
}

TEST_F(PostgresqlBatch, CopiesAPortionOfWhatIsLarge) {
    for (auto& item : items)
        item.name = std::string(50'000, 'x');
    const driver::CopiedRows copied = connection->copy_in("items", columns(), slots, objects());
    EXPECT_GT(copied.taken, 0U);
    EXPECT_LT(copied.taken, items.size());
    EXPECT_EQ(copied.inserted, static_cast<std::int64_t>(copied.taken));
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(copied.inserted));
}

TEST_F(PostgresqlBatch, CopyBringsValuesToTheColumnsTypes) {
    connection->execute(
        "CREATE TYPE pg_temp.mood AS ENUM ('{}', 'x');"
        "CREATE TEMPORARY TABLE others (id int2, name varchar(20), price float4, made timestamp, amount numeric, uuid "
        "text,"
        " extra pg_temp.mood, good bool, bytes bytea)");
    items[1].extra.text = "x";
    EXPECT_EQ(connection->copy_in("others", columns(), slots, std::vector<const void*>{&items[1]}).inserted, 1);
    EXPECT_EQ(ask(*connection, "SELECT others::text FROM others"),
              Value("(1,\"näme 1\",0.125,\"1970-01-12 13:46:40\",1.25,00000000-0000-0000-0000-000000000000,x,f,"
                    "\"\\\\x07\")"));
}

TEST_F(PostgresqlBatch, ACopyThatFailsLeavesNothing) {
    connection->begin({});
    items[999].name = std::string("a\0b", 3);
    EXPECT_THAT(message_of<DataError>([&] { connection->copy_in("items", columns(), slots, objects()); }),
                AllOf(HasSubstr("items.name"), HasSubstr("zero byte")));
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(0));  // the transaction goes on
    items[999].name.reset();
    items[999].id = 5;
    EXPECT_EQ(
        test::error_of<IntegrityError>([&] { connection->copy_in("items", columns(), slots, objects()); }).constraint(),
        "items_pkey");
    connection->rollback();
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(0));
    connection->execute("ALTER TABLE items ALTER id TYPE int2");
    items[999].id = 70000;
    EXPECT_THAT(message_of<DataError>([&] { connection->copy_in("items", columns(), slots, objects()); }),
                AllOf(HasSubstr("items.id"), HasSubstr("70000")));
    connection->execute("ALTER TABLE items DROP price; ALTER TABLE items ADD price inet");
    EXPECT_THAT(message_of<UnsupportedError>([&] { connection->copy_in("items", columns(), slots, objects()); }),
                AllOf(HasSubstr("items.price"), HasSubstr("INSERT")));
    EXPECT_THROW(connection->copy_in("nowhere", columns(), slots, objects()), ProgrammingError);
    EXPECT_EQ(ask(*connection, "SELECT 7"), Value(7));
}

}  // namespace
}  // namespace rowan
