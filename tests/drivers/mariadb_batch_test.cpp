// Many rows at once, by MariaDB's protocol for that.
#include "mariadb_support.hpp"
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

class MariadbBatch : public testing::Test {
protected:
    MariadbBatch() {
        for (const Field& field : fields)
            slots.emplace_back(field);
        connection->execute(
            "CREATE OR REPLACE TABLE items (id BIGINT PRIMARY KEY, name LONGTEXT, price DOUBLE, made DATETIME(6), "
            "amount DECIMAL(12, 2), uuid UUID, extra JSON, good BOOL, bytes LONGBLOB)");
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

    std::unique_ptr<driver::Connection> connection = test::open_mariadb();
    std::vector<Item> items{};
    const std::vector<Field> fields{
        field_of("id", &Item::id),       field_of("name", &Item::name),     field_of("price", &Item::price),
        field_of("made", &Item::made),   field_of("amount", &Item::amount), field_of("uuid", &Item::uuid),
        field_of("extra", &Item::extra), field_of("good", &Item::good),     field_of("bytes", &Item::bytes)};
    std::vector<FieldSlot> slots{};
};

TEST_F(MariadbBatch, CopiesRowsIn) {
    EXPECT_EQ(connection->copy_in("items", columns(), slots, objects()).inserted, 1000);
    expect_all_there();
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_EQ(connection->copy_in("items", columns(), slots, {}).inserted, 0);
}

TEST_F(MariadbBatch, TheFirstRowMayBeTheOneWithNulls) {
    std::swap(items[0], items[1]);
    ASSERT_FALSE(items[1].name);
    std::swap(items[0].name, items[1].name);
    EXPECT_EQ(connection->copy_in("items", columns(), slots, objects()).inserted, 1000);
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items WHERE name IS NULL"), Value(334));
}

TEST_F(MariadbBatch, ManyRequestsAreOneCall) {
    for (Item& item : items)
        item.bytes.assign(20'000, std::byte{1});
    connection->begin({});
    EXPECT_EQ(connection->copy_in("items", columns(), slots, objects()).inserted, 1000);
    EXPECT_TRUE(connection->in_transaction());
    expect_all_there();
    connection->rollback();
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(0));
}

TEST_F(MariadbBatch, ACallThatFailsLeavesNothing) {
    connection->begin({});
    items[999].name = "a\xff";
    EXPECT_THAT(message_of<DataError>([&] { connection->copy_in("items", columns(), slots, objects()); }),
                AllOf(HasSubstr("items.name"), HasSubstr("UTF-8")));
    items[999].name.reset();
    for (Item& item : items)
        item.bytes.assign(20'000, std::byte{1});
    items[999].id = 5;  // there since the first request
    connection->execute("INSERT INTO items (id) VALUES (-1)");
    EXPECT_EQ(
        test::error_of<IntegrityError>([&] { connection->copy_in("items", columns(), slots, objects()); }).constraint(),
        "PRIMARY");
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(1));  // the transaction goes on
    connection->commit();
    EXPECT_THROW(connection->copy_in("items", columns(), slots, objects()), IntegrityError);
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(1));
    connection->execute("ALTER TABLE items MODIFY id SMALLINT");
    items[999].id = 70'000;
    EXPECT_EQ(test::error_of<DataError>([&] { connection->copy_in("items", columns(), slots, objects()); }).column(),
              "id");
    items[0].bytes.resize(static_cast<std::size_t>(ask(*connection, "SELECT @@max_allowed_packet").as<std::int64_t>()));
    EXPECT_THAT(message_of<DataError>([&] { connection->copy_in("items", columns(), slots, objects()); }),
                HasSubstr("max_allowed_packet"));
    items[0].bytes.clear();
    EXPECT_THROW(connection->copy_in("nowhere", columns(), slots, objects()), ProgrammingError);
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(1));
}

// --- bind_many

class MariadbMany : public MariadbBatch {
protected:
    MariadbMany() { connection->copy_in("items", columns(), slots, objects()); }

    /// `UPDATE items SET name = ?, bytes = ? WHERE id = ?`
    const std::vector<FieldSlot> assigned{slots[1], slots[8], slots[0]};
    std::unique_ptr<driver::Statement> update =
        connection->prepare("UPDATE items SET name = ?, bytes = ? WHERE id = ?");
};

TEST_F(MariadbMany, AStatementIsExecutedForEachObject) {
    for (int round = 0; round < 3; ++round) {
        for (Item& item : items) {
            item.name = item.id % 2 == round % 2 ? std::optional("new " + std::to_string(round)) : std::nullopt;
            item.bytes.assign(round == 1 ? 20'000 : 1, std::byte{3});  // several requests
        }
        const std::vector<const void*> all = objects();
        update->bind_many(assigned, all);
        EXPECT_FALSE(update->step());
        EXPECT_EQ(update->affected_rows(), 1000) << "matched, whether changed or not";
        update->reset();
        expect_all_there();
        update->bind_many(assigned, all);
        update->step();
        EXPECT_EQ(update->affected_rows(), 1000) << "none of them changed";
        update->reset();
    }
}

TEST_F(MariadbMany, TheStatementTakesOneSetOfParametersAgain) {
    const std::vector<const void*> all = objects();
    items[7].name = "seven";
    update->bind_many(assigned, all);
    update->step();
    update->reset();
    items[8].name = "eight";
    update->bind_fields(0, assigned, &items[8]);
    EXPECT_FALSE(update->step());
    EXPECT_EQ(update->affected_rows(), 1);
    update->reset();
    expect_all_there();

    const auto select = connection->prepare("SELECT name FROM items WHERE id = ?");
    const Value seven(7);
    select->bind(0, seven);
    ASSERT_TRUE(select->step());
    EXPECT_EQ(select->value(0), Value("seven"));
}

TEST_F(MariadbMany, RowsThatAreNotThereAreNotCounted) {
    connection->execute("DELETE FROM items WHERE id IN (3, 5)");
    const std::vector<const void*> all = objects();
    update->bind_many(assigned, all);
    update->step();
    EXPECT_EQ(update->affected_rows(), 998);
    update->reset();
    update->bind_many(assigned, {});
    EXPECT_FALSE(update->step());
    EXPECT_EQ(update->affected_rows(), 0);
    const auto remove = connection->prepare("DELETE FROM items WHERE id = ?");
    remove->bind_many({slots.data(), 1}, all);
    remove->step();
    EXPECT_EQ(remove->affected_rows(), 998);
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items"), Value(0));
}

TEST_F(MariadbMany, FailuresSayWhatIsWrong) {
    const std::vector<const void*> all = objects();
    EXPECT_THROW(update->bind_many(slots, all), ProgrammingError) << "nine fields for three parameters";
    items[900].name = "a\xff";
    update->bind_many(assigned, all);
    EXPECT_THAT(message_of<DataError>([&] { update->step(); }), AllOf(HasSubstr("items.name"), HasSubstr("UTF-8")));
    update->reset();
    items[900].name.reset();
    connection->execute("CREATE UNIQUE INDEX one_name ON items (name(20))");
    items[900].name = items[901].name = "same";
    connection->begin({});
    update->bind_many(assigned, all);
    EXPECT_EQ(test::error_of<IntegrityError>([&] { update->step(); }).constraint(), "one_name");
    update->reset();
    connection->rollback();
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM items WHERE name = 'same'"), Value(0));
    items[901].name = "other";
    update->bind_many(assigned, all);
    update->step();
    EXPECT_EQ(update->affected_rows(), 1000) << "the connection and the statement go on";
}

}  // namespace
}  // namespace rowan
