// The reflector on a server: what information_schema has becomes tables, and tables that are created from those are the
// same.
#include "mariadb_support.hpp"
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/dialects/view.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/sql.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rowan::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A database of its own, which is that of its connection.
class Schema {
public:
    Schema() {
        static int next = 0;
        name_ = "reflected " + std::to_string(next++) + "'`";
        connection_->execute("CREATE DATABASE " + quoted() + "; USE " + quoted());
    }
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;
    ~Schema() {
        try {
            connection_->execute("DROP DATABASE " + quoted());
        } catch (const Error&) {  // the server ends with the tests
        }
    }

    const std::string& name() const { return name_; }
    driver::Connection& connection() { return *connection_; }
    Reflector& reflector() { return *reflector_; }
    void run(const std::string& sql) { connection_->execute(sql); }
    TableData table(std::string_view name) { return reflector_->table(name); }

    void create(const MetaData& metadata) {
        for (const std::string& sql : ddl_->create_statements(metadata.unsorted_tables(), {}, metadata.sequences()))
            connection_->execute(sql);
    }
    void drop(const MetaData& metadata) {
        const SchemaNames existing{.tables = reflector_->table_names(),
                                   .views = reflector_->view_names(),
                                   .sequences = reflector_->sequence_names()};
        for (const std::string& sql : ddl_->drop_statements(metadata.unsorted_tables(), existing, metadata.sequences()))
            connection_->execute(sql);
    }
    MetaData reflect() {
        MetaData found;
        for (const std::string& name : reflector_->table_names())
            found.add_unnamed(reflector_->table(name));
        for (const std::string& name : reflector_->view_names())
            found.add_unnamed(reflector_->table(name));
        for (Sequence& sequence : reflector_->sequences())
            found.add(std::move(sequence));
        return found;
    }

private:
    std::string quoted() const { return dialect_->quote(name_); }

    std::unique_ptr<driver::Connection> connection_ = open_mariadb();
    std::string name_{};
    std::shared_ptr<const Dialect> dialect_ = mariadb_dialect(connection_->server_version());
    std::unique_ptr<Reflector> reflector_ = dialect_->reflector(*connection_);
    std::unique_ptr<DdlCompiler> ddl_ = dialect_->ddl();
};

void expect_equal(const MetaData& a, const MetaData& b) {
    ASSERT_EQ(a.size(), b.size());
    for (const Table& table : a.unsorted_tables()) {
        ASSERT_TRUE(b.contains(table.full_name())) << table.full_name();
        const TableData& one = table.data();
        const TableData& other = b.table(table.full_name()).data();
        ASSERT_EQ(one.columns.size(), other.columns.size()) << one.name;
        for (std::size_t i = 0; i < one.columns.size(); ++i)
            EXPECT_EQ(one.columns[i], other.columns[i]) << one.name << "." << one.columns[i].name;
        EXPECT_EQ(one.primary_key, other.primary_key) << one.name;
        EXPECT_EQ(one.foreign_keys, other.foreign_keys) << one.name;
        EXPECT_EQ(one.uniques, other.uniques) << one.name;
        EXPECT_EQ(one.checks, other.checks) << one.name;
        EXPECT_EQ(one.indexes, other.indexes) << one.name;
        EXPECT_EQ(one.view_definition, other.view_definition) << one.name;
        EXPECT_EQ(one.options, other.options) << one.name;
        EXPECT_EQ(one, other) << one.name;
    }
    EXPECT_EQ(a.sequences(), b.sequences());
}

void expect_fixed_point(Schema& first) {
    const MetaData found = first.reflect();
    Schema second;
    second.create(found);
    expect_equal(found, second.reflect());
}

const ColumnData& column_of(const TableData& table, std::string_view name) {
    return table.columns.at(table.find(name));
}

constexpr std::string_view moods[] = {"fine", "so-so", "it's bad"};

MetaData everything() {
    MetaData metadata;
    Table("users", metadata, Column("id", Integer{}, primary_key), Column("name", String{50}, not_null, unique),
          Column("nick", Text{}, indexed), Column("age", SmallInteger{}, server_default(18), check("age >= 0")),
          Column("mood", TypeSpec{.family = TypeFamily::enumeration, .labels = moods, .label_count = 3}, not_null,
                 server_default("it's bad")),
          Column("slash", String{9}, server_default("a\\b"), collate("utf8mb4_bin")),
          Column("created", DateTime{}, not_null, server_default(text("CURRENT_TIMESTAMP")), comment("since when")),
          Column("day", DateType{}, server_default(text("(curdate() + interval 1 day)"))),
          Column("rate", Double{}, server_default(-1.5)), Column("open", Boolean{}, server_default(true)),
          Index({IndexPart("age").descending(), IndexPart("name")}, {.name = "ix_users_search"}),
          Index({IndexPart("age").descending()}, {.unique = true, .name = "ix_users_age"}),
          Index({"nick"}, {.name = "ix_users_words", .method = "fulltext"}), TableOptions{.comment = "who it's about"});
    Table("all types", metadata, Column("id", BigInteger{}, primary_key), Column("a", Boolean{}),
          Column("b", SmallInteger{}), Column("c", Integer{}), Column("d", BigInteger{}),
          Column("du", TypeSpec{.family = TypeFamily::big_integer, .is_unsigned = true}), Column("e", Real{}),
          Column("f", Double{}), Column("g", Numeric{10, 2}), Column("h", Numeric{10}), Column("i", Numeric{}),
          Column("j", String{}), Column("j9", String{9}), Column("k", Text{}), Column("l", Binary{}),
          Column("m", Binary{16}), Column("n", DateType{}), Column("o", DateTime{}),
          Column("o0", DateTime{.precision = 0}), Column("p", TimeType{}), Column("p0", TimeType{.precision = 0}),
          Column("q", IntervalType{}), Column("r", UuidType{}), Column("s", JsonType{}),
          Column("t", NativeType{"mediumint(9) unsigned"}), Column("u", NativeType{"set('a','b')"}),
          Column("v", NativeType{"char(3)"}), Column("w", NativeType{"timestamp(3)"}),
          Column("x", NativeType{"year(4)"}), Column("y", NativeType{"decimal(5,2) unsigned"}),
          Column("z", NativeType{"bit(9)"}), Column("tiny", NativeType{"tinyint(4)"}),
          Column("point", NativeType{"point"}), Column("place", NativeType{"point"}, not_null),
          Index({"place"}, {.name = "ix_near", .method = "spatial"}));
    Table("order", metadata, Column("group", Integer{}), Column("Select", String{8}),
          Column("user_id", Integer{}, not_null, indexed,
                 ForeignKey("users.id", {.on_delete = Action::cascade, .on_update = Action::restrict})),
          Column("price", Numeric{10, 2}, not_null), Column("quantity", Integer{}, not_null),
          Column("total", Numeric{10, 2}, computed("price * quantity", stored)),
          Column("twice", Integer{}, computed("quantity * 2")), PrimaryKey({"Select", "group"}),
          Unique({"user_id", "group"}), Check("quantity > 0 AND (price >= 0 OR `Select` = ')')", "sane"));
    Table("order_line", metadata, Column("id", Integer{}, primary_key(given)), Column("group", Integer{}),
          Column("code", String{8}), Column("user_id", Integer{}),
          ForeignKey({"code", "group"}, {"order.Select", "order.group"},
                     {.on_delete = Action::set_null, .on_update = Action::cascade}),
          ForeignKey({"user_id"}, {"users.id"}, {.name = "who"}));
    Table("hen", metadata, Column("id", Integer{}, primary_key), Column("egg_id", Integer{}, ForeignKey("egg.id")),
          Column("mother_id", Integer{}, ForeignKey("hen.id")));
    Table("egg", metadata, Column("id", Integer{}, primary_key), Column("hen_id", Integer{}, ForeignKey("hen.id")));
    Table("Straße `漢字\"", metadata, Column("größe", Integer{}, primary_key), Column("a b", String{20}, indexed),
          Column("it's", String{20}, unique), Column("semi;colon--", Text{}));
    return metadata;
}

TEST(MariadbReflector, WhatIsReadIsCreatedAgain) {
    Schema schema;
    schema.create(everything());
    EXPECT_THAT(schema.reflector().table_names(),
                ElementsAre("Straße `漢字\"", "all types", "egg", "hen", "order", "order_line", "users"));
    expect_fixed_point(schema);
    schema.drop(everything());
    EXPECT_THAT(schema.reflector().table_names(), IsEmpty());
}

TEST(MariadbReflector, WhatIsReadIsWhatWasSaid) {
    Schema schema;
    const MetaData said = everything();
    schema.create(said);
    // Types as they were said, but those that have no type of their own here.
    for (const char* name : {"users", "all types", "order"}) {
        const TableData found = schema.table(name);
        for (const ColumnData& column : said.table(name).data().columns) {
            if (column.type == SqlType(String{}) || column.type == SqlType(IntervalType{}) ||
                column.type == SqlType(Numeric{}) || column.type == SqlType(Numeric{10}))
                continue;
            EXPECT_EQ(column_of(found, column.name).type, column.type) << name << "." << column.name;
            EXPECT_EQ(column_of(found, column.name).nullable, column.nullable) << name << "." << column.name;
            EXPECT_EQ(column_of(found, column.name).comment, column.comment) << name << "." << column.name;
            EXPECT_EQ(column_of(found, column.name).primary_key, column.primary_key) << name << "." << column.name;
        }
    }
    const TableData users = schema.table("users");
    EXPECT_EQ(users.options.comment, "who it's about");
    EXPECT_EQ(column_of(users, "age").server_default, "18");
    EXPECT_EQ(column_of(users, "mood").server_default, "'it''s bad'");
    EXPECT_EQ(column_of(users, "slash").server_default, "'a\\b'");
    EXPECT_EQ(column_of(users, "slash").collation, "utf8mb4_bin");
    EXPECT_EQ(column_of(users, "nick").server_default, "");
    EXPECT_FALSE(column_of(users, "id").key_given);
    ASSERT_EQ(users.uniques.size(), 1U);
    EXPECT_THAT(users.uniques[0].columns, ElementsAre("name"));
    ASSERT_EQ(users.checks.size(), 1U);
    EXPECT_EQ(users.checks[0].condition, "`age` >= 0");
    EXPECT_EQ(users.indexes.size(), 4U);

    const TableData order = schema.table("order");
    EXPECT_THAT(order.primary_key.columns, ElementsAre("Select", "group"));
    ASSERT_EQ(order.foreign_keys.size(), 1U);
    EXPECT_EQ(order.foreign_keys[0].on_delete, Action::cascade);
    EXPECT_EQ(column_of(order, "total").computed, "`price` * `quantity`");
    EXPECT_TRUE(column_of(order, "total").computed_stored);
    EXPECT_FALSE(column_of(order, "twice").computed_stored);

    const TableData line = schema.table("order_line");
    EXPECT_TRUE(column_of(line, "id").key_given);
    ASSERT_EQ(line.foreign_keys.size(), 2U);
    const ForeignKey& to_order = line.foreign_keys[0].name == "who" ? line.foreign_keys[1] : line.foreign_keys[0];
    EXPECT_THAT(to_order.columns, ElementsAre("code", "group"));
    EXPECT_THAT(to_order.referred_columns, ElementsAre("Select", "group"));
    EXPECT_EQ(to_order.referred_table, "order");
    EXPECT_EQ(to_order.referred_schema, "");
    EXPECT_THAT(line.indexes, IsEmpty());  // they are the foreign keys' own
}

TEST(MariadbReflector, WhatOthersHaveMade) {
    Schema schema;
    schema.run(
        "CREATE TABLE t (id INT PRIMARY KEY, j LONGTEXT CHECK (json_valid(j)), v VARCHAR(100), long_one TEXT, "
        "e ENUM('it''s', 'a,b', '', 'b\\\\c', 'd\\ne') DEFAULT 'a,b', at TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE "
        "CURRENT_TIMESTAMP, "
        "nothing VARCHAR(9) DEFAULT 'NULL', two_lines VARCHAR(9) DEFAULT 'a\\n\\'b', "
        "place POINT NOT NULL, INDEX beginning (v(10)), FULLTEXT words (long_one, v), SPATIAL near (place), "
        "UNIQUE both_of (v, e));"
        "CREATE VIEW seen AS SELECT id, v FROM t WHERE id > 1; CREATE SEQUENCE counter;"
        "CREATE TABLE versions (a INT) WITH SYSTEM VERSIONING");
    EXPECT_THAT(schema.reflector().table_names(), ElementsAre("t", "versions"));
    EXPECT_THAT(schema.reflector().view_names(), ElementsAre("seen"));
    EXPECT_TRUE(schema.reflector().has_table("t"));
    EXPECT_FALSE(schema.reflector().has_table("seen"));
    EXPECT_FALSE(schema.reflector().has_table("T' OR 1 = 1 -- "));

    const TableData t = schema.table("t");
    EXPECT_TRUE(schema.reflector().has_table("t"));
    EXPECT_FALSE(schema.reflector().has_table("nothing"));
    EXPECT_TRUE(column_of(t, "id").key_given);
    EXPECT_EQ(column_of(t, "j").type, SqlType(JsonType{}));
    EXPECT_THAT(t.checks, IsEmpty());
    EXPECT_THAT(column_of(t, "e").type.labels, ElementsAre("it's", "a,b", "", "b\\c", "d\ne"));
    EXPECT_EQ(column_of(t, "nothing").server_default, "'NULL'");
    EXPECT_EQ(column_of(t, "two_lines").server_default, "'a\n''b'");
    EXPECT_EQ(column_of(t, "long_one").type, SqlType(NativeType{"text"}));
    ASSERT_EQ(t.indexes.size(), 2U) << "a TableData can't say the beginning of a column";
    EXPECT_EQ(t.indexes[0], Index({"place"}, {.name = "near", .method = "spatial"}));
    EXPECT_EQ(t.indexes[1], Index({"long_one", "v"}, {.name = "words", .method = "fulltext"}));
    ASSERT_EQ(t.uniques.size(), 1U);
    EXPECT_THAT(t.uniques[0].columns, ElementsAre("v", "e"));
    EXPECT_EQ(t.uniques[0].name, "both_of");

    const TableData seen = schema.table("seen");
    EXPECT_TRUE(seen.is_view);
    EXPECT_THAT(seen.view_definition, HasSubstr("select"));
    EXPECT_EQ(seen.columns.size(), 2U);
    EXPECT_THAT(message_of<ArgumentError>([&] { schema.table("version"); }), HasSubstr("'versions'"));
}

TEST(MariadbReflector, FindsSequencesViewsPartitionsAndTableOptions) {
    MetaData declared;
    declared.add(Sequence{.name = "Invoice `no", .start = 1000, .increment = 10, .maximum = 99990, .cycle = true});
    declared.add(Sequence{.name = "falling", .start = -1, .increment = -1, .minimum = -50, .cache = 5});
    const Table invoices("invoices", declared, Column("id", BigInteger{}, primary_key, server_default(sequence("ids"))),
                         Column("no", BigInteger{}, not_null, server_default(sequence("Invoice `no"))),
                         Column("note", String{9}));
    Table("measured", declared, Column("day", Integer{}, not_null), Column("place", Integer{}, not_null),
          PrimaryKey({"day", "place"}),
          TableOptions{.partition_by = "RANGE (`day`)\n(PARTITION `early` VALUES LESS THAN (100) ENGINE = InnoDB,\n"
                                       " PARTITION `late` VALUES LESS THAN MAXVALUE ENGINE = InnoDB)"});
    Table("fast", declared, Column("id", Integer{}, primary_key), Column("name", String{20}),
          TableOptions{.comment = "kept by another engine",
                       .native = {{"mariadb", "ENGINE = Aria COLLATE = utf8mb4_bin"}}});
    const Table paid = view("a_view", declared,
                            select(invoices["id"], invoices["no"]).where(invoices["note"] != "it's `a` \\ '`x`.`'"));
    view("z_view", declared, select(func::sum(paid["no"]).label("sum")));
    Schema first;
    first.create(declared);
    const MetaData found = first.reflect();

    EXPECT_THAT(found.sequences(), testing::UnorderedElementsAreArray(declared.sequences()));
    EXPECT_EQ(found.table("invoices")["no"].data().default_sequence, "Invoice `no");
    EXPECT_EQ(found.table("invoices")["id"].data().default_sequence, "ids");
    EXPECT_EQ(found.table("measured").options().partition_by, declared.table("measured").options().partition_by);
    const std::vector<NativeOption>& native = found.table("fast").options().native;
    ASSERT_EQ(native.size(), 1U);
    EXPECT_THAT(native[0].sql, HasSubstr("ENGINE = Aria COLLATE = utf8mb4_bin"));
    EXPECT_THAT(found.table("a_view").data().view_definition, HasSubstr("`x`.`"));
    EXPECT_THAT(found.table("a_view").data().view_definition, Not(HasSubstr(first.name())));
    expect_fixed_point(first);
    first.run("INSERT INTO invoices (note) VALUES ('a'), (NULL)");
    first.drop(found);
    EXPECT_TRUE(first.reflect().empty());
    EXPECT_TRUE(first.reflect().sequences().empty());
}

TEST(MariadbReflector, ColumnsBesideTheKeyStayCounted) {
    Schema schema;
    schema.run(
        "CREATE TABLE indexed (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, a INT NOT NULL, PRIMARY KEY (a, id), "
        "KEY by_number (id, a)); CREATE TABLE numbered (id SERIAL, a INT PRIMARY KEY);"
        "CREATE TABLE first_of_key (id INT AUTO_INCREMENT, a INT, PRIMARY KEY (id, a), KEY (id))");
    const MetaData found = schema.reflect();
    EXPECT_TRUE(column_of(found.table("indexed").data(), "id").autoincrement);
    expect_fixed_point(schema);
    schema.drop(found);
    schema.create(found);
    schema.run(
        "INSERT INTO numbered (a) VALUES (7), (8); INSERT INTO indexed (a) SELECT id FROM numbered;"
        "INSERT INTO first_of_key (a) SELECT id FROM indexed");
    EXPECT_EQ(schema.table("indexed").indexes.at(0).name, "by_number");
}

TEST(MariadbReflector, OtherSchemas) {
    Schema schema;
    Schema other;
    other.run("CREATE TABLE referred (id INT PRIMARY KEY)");
    schema.run("CREATE TABLE own (id INT PRIMARY KEY AUTO_INCREMENT)");
    const auto dialect = mariadb_dialect();
    schema.run("CREATE TABLE refers (id INT PRIMARY KEY AUTO_INCREMENT, r INT, FOREIGN KEY (r) REFERENCES " +
               dialect->quote(other.name()) + ".referred (id))");
    EXPECT_EQ(schema.table("refers").foreign_keys.at(0).referred_schema, other.name());
    // From outside, it has a name.
    const TableData outside = other.reflector().table("refers", schema.name());
    EXPECT_EQ(outside.options.schema, schema.name());
    EXPECT_THAT(other.reflector().table_names(schema.name()), ElementsAre("own", "refers"));
    EXPECT_TRUE(other.reflector().has_table("own", schema.name()));
    EXPECT_FALSE(other.reflector().has_table("own"));
    EXPECT_THAT(other.reflector().table_names("no such"), IsEmpty());
    schema.run("DROP TABLE refers");
}

}  // namespace
}  // namespace rowan::test
