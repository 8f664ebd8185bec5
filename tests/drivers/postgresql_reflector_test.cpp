// The reflector on a server: what a catalogue has becomes tables, and tables that are created from those are the same.
#include "postgresql_support.hpp"
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/dialects/view.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/sql.hpp>

#include <gmock/gmock.h>

#include <chrono>
#include <map>

namespace rowan::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A schema of its own, which is that of its connection.
class Schema {
public:
    Schema() : connection_(open_postgresql()) {
        static int next = 0;
        name_ = "reflected " + std::to_string(next++) + "'\"";
        connection_->execute("CREATE SCHEMA " + quoted() + "; SET search_path = " + quoted());
    }
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;
    ~Schema() {
        try {
            connection_->execute("DROP SCHEMA " + quoted() + " CASCADE");
        } catch (const Error&) {  // the server ends with the tests
        }
    }

    const std::string& name() const { return name_; }
    driver::Connection& connection() { return *connection_; }
    Reflector& reflector() { return *reflector_; }
    void run(const std::string& sql) { connection_->execute(sql); }

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

    std::unique_ptr<driver::Connection> connection_;
    std::string name_;
    std::shared_ptr<const Dialect> dialect_ = postgresql_dialect(connection_->server_version());
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
        EXPECT_EQ(one.excludes, other.excludes) << one.name;
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
          Column("nick", Text{}, indexed, collate("C")),
          Column("age", SmallInteger{}, server_default(18), check("age >= 0")),
          Column("mood", TypeSpec{.family = TypeFamily::enumeration, .labels = moods, .label_count = 3, .name = "mood"},
                 not_null, server_default("it's bad")),
          Column("created", DateTime{}, not_null, server_default(text("CURRENT_TIMESTAMP")), comment("since when")),
          Column("rate", Double{}, server_default(-1.5)), Column("open", Boolean{}, server_default(true)),
          Index({IndexPart::expression("lower(nick)"), IndexPart("age").descending()},
                {.unique = true, .name = "ix_users_search", .where = "nick IS NOT NULL"}),
          Index({IndexPart("nick").collate("POSIX").descending()}, {.name = "ix_users_posix"}),
          Index({IndexPart("nick").operator_class_of("text_pattern_ops")},
                {.name = "ix_users_pattern", .include = {"age", "name"}}),
          Index({IndexPart("name")}, {.name = "ix_users_hash", .method = "hash"}),
          TableOptions{.comment = "who it's about"});
    Table("all types", metadata, Column("id", BigInteger{}, primary_key), Column("a", Boolean{}),
          Column("b", SmallInteger{}), Column("c", Integer{}), Column("d", BigInteger{}), Column("e", Real{}),
          Column("f", Double{}), Column("g", Numeric{10, 2}), Column("h", Numeric{10}), Column("i", Numeric{}),
          Column("j", String{}), Column("j9", String{9}), Column("k", Text{}), Column("l", Binary{}),
          Column("n", DateType{}), Column("o", DateTime{}), Column("o3", DateTime{.precision = 3}),
          Column("oz", DateTime{.timezone = true}), Column("oz0", DateTime{.precision = 0, .timezone = true}),
          Column("p", TimeType{}), Column("p0", TimeType{.precision = 0}), Column("q", IntervalType{}),
          Column("r", UuidType{}), Column("s", JsonType{}), Column("t", NativeType{"jsonb"}),
          Column("u", NativeType{"integer[]"}), Column("v", NativeType{"character(3)"}),
          Column("w", NativeType{"inet"}), Column("x", NativeType{"numeric(3,-2)"}),
          Column("y", NativeType{"interval day to second(2)"}), Column("z", NativeType{"time with time zone"}),
          Column("bits", NativeType{"bit varying(5)"}));
    Table("order", metadata, Column("group", Integer{}), Column("Select", String{8}),
          Column("user_id", Integer{}, not_null, indexed,
                 ForeignKey("users.id", {.on_delete = Action::cascade, .on_update = Action::restrict})),
          Column("price", Numeric{10, 2}, not_null), Column("quantity", Integer{}, not_null),
          Column("total", Numeric{10, 2}, computed("price * quantity", stored)),
          PrimaryKey({"Select", "group"}, "the key"), Unique({"user_id", "group"}),
          Check("quantity > 0 AND (price >= 0 OR \"Select\" = ')')", "sane"));
    Table("order_line", metadata, Column("id", Integer{}, primary_key(given)), Column("group", Integer{}),
          Column("code", String{8}), Column("user_id", Integer{}),
          ForeignKey({"code", "group"}, {"order.Select", "order.group"},
                     {.on_delete = Action::set_null, .on_update = Action::cascade, .initially_deferred = true}),
          ForeignKey({"user_id"}, {"users.id"}, {.on_delete = Action::set_default, .deferrable = true, .name = "who"}));
    Table("hen", metadata, Column("id", Integer{}, primary_key), Column("egg_id", Integer{}, ForeignKey("egg.id")),
          Column("mother_id", Integer{}, ForeignKey("hen.id")));
    Table("egg", metadata, Column("id", Integer{}, primary_key), Column("hen_id", Integer{}, ForeignKey("hen.id")));
    Table("Straße \"漢字\"", metadata, Column("größe", Integer{}, primary_key), Column("a b", Text{}, indexed),
          Column("it's", Text{}, unique), Column("semi;colon--", Text{}));
    Table("keyless", metadata, Column("x", Text{}, server_default("a\\b''c")));
    return metadata;
}

TEST(PostgresqlReflector, WhatIsCreatedFromWhatWasFoundIsTheSame) {
    Schema first;
    first.create(everything());
    EXPECT_EQ(first.reflect().size(), everything().size());
    expect_fixed_point(first);
}

TEST(PostgresqlReflector, FindsWhatWasDeclared) {
    Schema schema;
    const MetaData declared = everything();
    schema.create(declared);
    const MetaData found = schema.reflect();
    for (const Table& table : declared.unsorted_tables()) {
        const TableData& one = table.data();
        const TableData& other = found.table(table.name()).data();
        EXPECT_EQ(one.primary_key, other.primary_key) << one.name;
        EXPECT_THAT(other.foreign_keys, testing::UnorderedElementsAreArray(one.foreign_keys)) << one.name;
        EXPECT_EQ(one.uniques, other.uniques) << one.name;
        EXPECT_EQ(one.options, other.options) << one.name;
        ASSERT_EQ(one.columns.size(), other.columns.size()) << one.name;
        for (std::size_t i = 0; i < one.columns.size(); ++i) {
            const ColumnData& a = one.columns[i];
            const ColumnData& b = other.columns[i];
            EXPECT_EQ(a.name, b.name);
            EXPECT_EQ(a.type, b.type) << one.name << "." << a.name;
            EXPECT_EQ(a.nullable, b.nullable) << a.name;
            EXPECT_EQ(a.primary_key, b.primary_key) << a.name;
            EXPECT_EQ(a.key_given, b.key_given) << a.name;
            EXPECT_EQ(a.collation, b.collation) << a.name;
            EXPECT_EQ(a.comment, b.comment) << a.name;
            EXPECT_EQ(a.computed_stored, b.computed_stored) << a.name;
        }
    }
    const TableData users = found.table("users").data();
    EXPECT_EQ(column_of(users, "age").server_default, "18");
    EXPECT_EQ(column_of(users, "mood").server_default, "'it''s bad'");
    EXPECT_EQ(column_of(users, "created").server_default, "CURRENT_TIMESTAMP");
    EXPECT_EQ(column_of(users, "rate").server_default, "-1.5");
    EXPECT_EQ(column_of(users, "open").server_default, "true");
    std::map<std::string, Index> indexes;
    for (const Index& index : users.indexes)
        indexes.emplace(index.name, index);
    EXPECT_EQ(indexes.size(), 5U);
    EXPECT_EQ(indexes["ix_users_search"].parts[0].sql, "lower(nick)");
    EXPECT_TRUE(indexes["ix_users_search"].parts[1].is_descending);
    EXPECT_EQ(indexes["ix_users_search"].where, "nick IS NOT NULL");
    EXPECT_EQ(indexes["ix_users_posix"].parts[0].collation, "POSIX");
    EXPECT_EQ(indexes["ix_users_pattern"].parts[0].operator_class, "text_pattern_ops");
    EXPECT_THAT(indexes["ix_users_pattern"].include, ElementsAre("age", "name"));
    EXPECT_EQ(indexes["ix_users_hash"].method, "hash");
}

TEST(PostgresqlReflector, KeepsNativeColumnsThatOthersDeclared) {
    Schema schema;
    schema.run(R"(
        CREATE DOMAIN postcode AS text CHECK (value <> '');
        CREATE TABLE serials (id BIGSERIAL PRIMARY KEY, other INTEGER GENERATED ALWAYS AS IDENTITY);
        CREATE TABLE always (id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code postcode,
                             tags text[] DEFAULT '{}'::text[], day date DEFAULT (now() + '1 day'::interval));
        CREATE TABLE parts (id INTEGER, at date NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
        CREATE VIEW seen AS SELECT id, code FROM always WHERE id > 1;
        CREATE MATERIALIZED VIEW kept AS SELECT id FROM always;
    )");
    EXPECT_THAT(schema.reflector().table_names(), ElementsAre("always", "parts", "parts_1", "serials"));
    EXPECT_THAT(schema.reflector().view_names(), ElementsAre("kept", "seen"));
    const TableData serials = schema.reflector().table("serials");
    EXPECT_EQ(serials.columns[0].server_default, "") << "it is a generated key";
    EXPECT_FALSE(serials.columns[0].key_given);
    const TableData always = schema.reflector().table("always");
    EXPECT_EQ(always.columns[1].type, SqlType(NativeType{"postcode"}));
    EXPECT_EQ(always.columns[2].type, SqlType(NativeType{"text[]"}));
    EXPECT_EQ(always.columns[2].server_default, "'{}'");
    EXPECT_THAT(always.columns[3].server_default, HasSubstr("now()"));
    const TableData seen = schema.reflector().table("seen");
    EXPECT_TRUE(seen.is_view);
    EXPECT_THAT(seen.view_definition, HasSubstr("FROM always"));
    EXPECT_EQ(seen.columns.size(), 2U);
    EXPECT_TRUE(schema.reflector().has_table("serials"));
    EXPECT_FALSE(schema.reflector().has_table("seen"));
    EXPECT_FALSE(schema.reflector().has_table("Serials"));
}

TEST(PostgresqlReflector, FindsSequencesViewsPartitionsAndExclusions) {
    MetaData declared;
    declared.add(Sequence{.name = "Invoice no", .start = 1000, .increment = 10, .maximum = 99990, .cycle = true});
    declared.add(Sequence{.name = "falling", .start = -1, .increment = -1, .minimum = -50, .cache = 5});
    Table invoices("invoices", declared, Column("id", BigInteger{}, primary_key, server_default(sequence("ids"))),
                   Column("no", BigInteger{}, not_null, server_default(sequence("Invoice no"))),
                   Column("paid", Boolean{}, not_null),
                   TableOptions{.native = {{"postgresql", "WITH (fillfactor=70)"}}});
    Table("booking", declared, Column("id", Integer{}, primary_key), Column("room", Integer{}, not_null),
          Column("begins", DateType{}), Column("ends", DateType{}), Column("void", Boolean{}),
          Exclude({ExcludePart::expression("daterange(begins, ends)", "&&")},
                  {.name = "one_at_a_time", .where = "NOT void"}),
          Exclude({{"room", "="}}, {.method = "hash", .initially_deferred = true}));
    TableData unique_rows = [] {
        TableBuilder builder("uniques");
        builder.add(Column("a", Integer{}));
        builder.add(Column("b", Integer{}));
        Unique late({"a"}, "late");
        late.initially_deferred = late.deferrable = true;
        Unique nulls({"b"}, "nulls");
        nulls.nulls_not_distinct = true;
        builder.add(late);
        builder.add(nulls);
        return builder.finish();
    }();
    declared.add(std::move(unique_rows));
    Table("measured", declared, Column("day", DateType{}, not_null), Column("place", Integer{}, not_null),
          Column("value", Double{}, check("value > 0")), PrimaryKey({"day", "place"}), Index({"value"}),
          TableOptions{.partition_by = "RANGE (day)"});
    Table("measured_2026", declared, Check("value < 100", "not_hot"),
          Index({IndexPart::expression("abs(value)")}, {.name = "ix_abs"}),
          TableOptions{.partition_by = "HASH (place)",
                       .partition_of = "measured",
                       .partition_rows = "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"});
    Table("measured_2026_0", declared,
          TableOptions{.partition_of = "measured_2026", .partition_rows = "FOR VALUES WITH (modulus 1, remainder 0)"});
    Table("measured_others", declared, TableOptions{.partition_of = "measured", .partition_rows = "DEFAULT"});
    const Table paid = view("a_view", declared, select(invoices["id"], invoices["no"]).where(invoices["paid"] == true));
    view("z_view", declared, select(func::sum(paid["no"]).label("sum")),
         {.comment = "it's all", .materialized = true, .indexes = {Index({"sum"}, {.unique = true})}});
    Schema first;
    first.create(declared);
    const MetaData found = first.reflect();

    EXPECT_THAT(found.sequences(), testing::UnorderedElementsAreArray(declared.sequences()));
    EXPECT_EQ(found.table("invoices")["no"].data().default_sequence, "Invoice no");
    EXPECT_EQ(found.table("invoices")["id"].data().default_sequence, "ids");
    EXPECT_FALSE(found.table("invoices")["id"].data().key_given);
    EXPECT_EQ(found.table("invoices").options(), declared.table("invoices").options());
    ASSERT_EQ(found.table("booking").excludes().size(), 2U);
    EXPECT_EQ(found.table("booking").excludes()[0].parts, declared.table("booking").excludes()[0].parts);
    EXPECT_EQ(found.table("booking").excludes()[0].where, "NOT void");
    EXPECT_EQ(found.table("booking").excludes()[1].method, "hash");
    EXPECT_TRUE(found.table("booking").excludes()[1].initially_deferred);
    EXPECT_EQ(found.table("uniques").uniques(), declared.table("uniques").uniques());
    EXPECT_EQ(found.table("measured").options().partition_by, "RANGE (day)");
    EXPECT_EQ(found.table("measured").indexes().size(), 1U);
    const Table part = found.table("measured_2026");
    EXPECT_EQ(part.options(), declared.table("measured_2026").options());
    EXPECT_EQ(part.indexes().size(), 1U) << "those of the whole are not its own";
    ASSERT_EQ(part.checks().size(), 1U);
    EXPECT_EQ(part.checks()[0].name, "not_hot");
    EXPECT_EQ(found.table("measured_others").options().partition_rows, "DEFAULT");
    EXPECT_TRUE(found.table("z_view").data().is_materialized);
    EXPECT_EQ(found.table("z_view").comment(), "it's all");
    EXPECT_TRUE(found.table("z_view").indexes().at(0).is_unique);

    expect_fixed_point(first);
    first.drop(found);
    EXPECT_TRUE(first.reflect().empty());
    EXPECT_TRUE(first.reflect().sequences().empty());
}

TEST(PostgresqlReflector, ReadsOtherSchemasAndTheirKeys) {
    Schema there;
    Schema here;
    there.create(everything());
    here.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES " +
             postgresql_dialect()->quote(there.name()) + ".users (id))");
    EXPECT_EQ(here.reflector().table("notes").foreign_keys.at(0).referred_schema, there.name());
    const TableData users = here.reflector().table("users", there.name());
    EXPECT_EQ(users.options.schema, there.name());
    EXPECT_EQ(users.primary_key.columns, std::vector<std::string>{"id"});
    const TableData orders = here.reflector().table("order", there.name());
    EXPECT_EQ(orders.foreign_keys.at(0).referred_schema, "") << "that of its own table";
    EXPECT_TRUE(here.reflector().has_table("egg", there.name()));
    EXPECT_FALSE(here.reflector().has_table("egg"));
}

TEST(PostgresqlReflector, NamesTheNearestTables) {
    Schema schema;
    schema.create(everything());
    const auto error = error_of<ArgumentError>([&] { schema.reflector().table("user"); });
    EXPECT_THAT(error.what(), HasSubstr("no table 'user'; did you mean 'users'"));
}

TEST(PostgresqlReflector, SeesChangesWhenItIsAskedForTheNamesAgain) {
    Schema schema;
    schema.create(everything());
    EXPECT_EQ(schema.reflector().table("egg").columns.size(), 2U);
    schema.run("ALTER TABLE egg ADD COLUMN size integer; CREATE TABLE nest (id integer)");
    EXPECT_THAT(schema.reflector().table_names(), testing::Contains("nest"));
    EXPECT_EQ(schema.reflector().table("egg").columns.size(), 3U);
    schema.drop(everything());
    EXPECT_THAT(schema.reflector().table_names(), ElementsAre("nest"));
}

TEST(PostgresqlReflector, ColumnsBesideTheKeyStayCounted) {
    Schema schema;
    schema.run(
        "CREATE TABLE of_old (a serial, b int PRIMARY KEY); CREATE TABLE twice (id bigserial PRIMARY KEY, n serial);"
        "CREATE TABLE by_itself (a smallint GENERATED BY DEFAULT AS IDENTITY, b int, c int, PRIMARY KEY (a, b))");
    const MetaData found = schema.reflect();
    EXPECT_TRUE(column_of(found.table("of_old").data(), "a").autoincrement);
    expect_fixed_point(schema);
    schema.drop(found);
    EXPECT_TRUE(schema.reflect().empty());
    EXPECT_TRUE(schema.reflect().sequences().empty());
    schema.create(found);
    schema.run(
        "INSERT INTO of_old (b) VALUES (7), (8); INSERT INTO by_itself (b) SELECT a + 1 FROM of_old;"
        "ALTER TABLE by_itself ADD CHECK (a < b), ADD CHECK (a > 0)");
}

TEST(PostgresqlReflector, ReadsManyTablesInAFewQueries) {
    Schema schema;
    constexpr int tables = 500;
    for (int i = 0; i < tables; ++i) {
        const std::string n = std::to_string(i);
        schema.run("CREATE TABLE t" + n +
                   " (id INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text NOT NULL " +
                   "DEFAULT 'x' UNIQUE, at timestamp CHECK (at > '2000-01-01'), other INTEGER REFERENCES t" +
                   (i == 0 ? "0" : std::to_string(i - 1)) + "); CREATE INDEX ON t" + n + " (at DESC)");
    }
    const auto begin = std::chrono::steady_clock::now();
    const MetaData found = schema.reflect();
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(found.size(), static_cast<std::size_t>(tables));
    EXPECT_LT(took, std::chrono::seconds(20)) << "sanitizers are slow; a query for each table would be slower";
    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    const TableData last = found.table("t499").data();
    EXPECT_EQ(last.foreign_keys.at(0).referred_table, "t498");
    EXPECT_EQ(last.indexes.size(), 1U);
    EXPECT_EQ(last.checks.size(), 1U);
}

}  // namespace
}  // namespace rowan::test
