// Tables for the DDL of all databases; what only one of them has stands in its own tables.
#pragma once

#include <rowan/dialects/view.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/sql.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan::test {

inline constexpr std::string_view mood_labels[] = {"fine", "so-so", "it's bad"};

/// Tables that are created together, under a name.
using TableGroup = std::pair<std::string, std::vector<Table>>;

inline std::vector<TableGroup> dialect_schema(std::string_view dialect, const std::string& collation) {
    MetaData metadata;
    std::vector<TableGroup> groups;
    const auto group = [&](std::string name, std::vector<Table> tables) {
        groups.emplace_back(std::move(name), std::move(tables));
    };
    const TypeSpec mood{.family = TypeFamily::enumeration, .labels = mood_labels, .label_count = 3, .name = "mood"};

    group("keys, defaults, comments",
          {Table("people", metadata, Column("id", Integer{}, primary_key), Column("name", String{50}, not_null, unique),
                 Column("nick", String{30}, indexed, comment("what friends say, it's short")),
                 Column("age", SmallInteger{}, server_default(18)),
                 Column("mood", mood, not_null, server_default("fine")),
                 Column("active", Boolean{}, not_null, server_default(true)),
                 Column("rate", Double{}, server_default(0.5)), Column("slash", String{9}, server_default("a\\b")),
                 Column("created", DateTime{}, not_null, server_default(text("CURRENT_TIMESTAMP"))),
                 TableOptions{.comment = "who there is"})});
    group("every type",
          {Table("all types", metadata, Column("id", BigInteger{}, primary_key), Column("a", Boolean{}),
                 Column("b", SmallInteger{}), Column("c", Integer{}), Column("d", BigInteger{}), Column("e", Real{}),
                 Column("f", Double{}), Column("g", Numeric{10, 2}), Column("h", Numeric{10}), Column("i", Numeric{}),
                 Column("j", String{}), Column("k", Text{}), Column("l", Binary{}), Column("m", Binary{16}),
                 Column("n", DateType{}), Column("o", DateTime{}), Column("o3", DateTime{3}),
                 Column("oz", DateTime{6, true}), Column("p", TimeType{}), Column("q", IntervalType{}),
                 Column("r", UuidType{}), Column("s", JsonType{}),
                 Column("t", TypeSpec{.family = TypeFamily::integer, .is_unsigned = true}),
                 Column("u", TypeSpec{.family = TypeFamily::big_integer, .is_unsigned = true}))});
    group("checks", {Table("checked", metadata, Column("id", Integer{}, primary_key(given)),
                           Column("quantity", Integer{}, not_null, check("quantity > 0")),
                           Column("price", Numeric{10, 2}, not_null), Check("price >= 0 OR quantity > 5", "sane"))});
    group("foreign keys",
          {Table("order", metadata, Column("group", Integer{}), Column("Select", String{8}),
                 Column("person_id", Integer{}, not_null, indexed,
                        ForeignKey("people.id", {.on_delete = Action::cascade})),
                 PrimaryKey({"Select", "group"}, "the key"), Unique({"person_id", "group"})),
           Table("order_line", metadata, Column("id", Integer{}, primary_key), Column("group", Integer{}),
                 Column("code", String{8}),
                 ForeignKey({"code", "group"}, {"order.Select", "order.group"}, {.on_delete = Action::set_null}))});
    group("on update",
          {Table("follower", metadata, Column("id", Integer{}, primary_key),
                 Column("person_id", Integer{},
                        ForeignKey("people.id", {.on_delete = Action::restrict, .on_update = Action::cascade})))});
    group("deferrable", {Table("later", metadata, Column("id", Integer{}, primary_key),
                               Column("person_id", Integer{}, ForeignKey("people.id", {.initially_deferred = true})))});
    group("set default",
          {Table("fallback", metadata, Column("id", Integer{}, primary_key),
                 Column("person_id", Integer{}, ForeignKey("people.id", {.on_delete = Action::set_default})))});
    group("a cycle", {Table("hen", metadata, Column("id", Integer{}, primary_key),
                            Column("egg_id", Integer{}, ForeignKey("egg.id")),
                            Column("mother_id", Integer{}, ForeignKey("hen.id"))),
                      Table("egg", metadata, Column("id", Integer{}, primary_key),
                            Column("hen_id", Integer{}, ForeignKey("hen.id")))});
    group("computed",
          {Table("item", metadata, Column("id", Integer{}, primary_key), Column("price", Integer{}),
                 Column("quantity", Integer{}), Column("total", Integer{}, computed("price * quantity", stored)),
                 Column("twice", Integer{}, computed("price * 2")))});
    group("names", {Table("Straße \"漢字\"", metadata, Column("größe", Integer{}, primary_key),
                          Column("a b", String{20}, indexed), Column("it's", String{20}, unique),
                          Column("semi;colon--", String{20}), Column("tick`bracket]", String{20}))});
    group("a long name",
          {Table("a_table_whose_name_is_rather_long_but_not_too_long", metadata, Column("id", Integer{}, primary_key),
                 Column("a_column_with_a_long_name_of_its_own", String{20}, unique, indexed))});
    group("a collation", {Table("sorted", metadata, Column("id", Integer{}, primary_key),
                                Column("name", String{20}, ColumnOption(OptionKind::collate, collation)))});
    group("texts as keys", {Table("tags", metadata, Column("name", String{}, primary_key),
                                  Column("code", String{}, unique), Column("note", String{}))});
    group("an index of a long text",
          {Table("notes", metadata, Column("id", Integer{}, primary_key), Column("body", Text{}, indexed))});
    group("a partial index", {Table("jobs", metadata, Column("id", Integer{}, primary_key), Column("done", Integer{}),
                                    Index({"done"}, {.unique = true, .where = "done > 0"}))});
    group("an expression index",
          {Table("mails", metadata, Column("id", Integer{}, primary_key), Column("email", String{80}),
                 Index({IndexPart::expression("lower(email)"), IndexPart("id").descending()},
                       {.unique = true, .name = "ix_mails_email"}))});
    group("a covering index", {Table("visits", metadata, Column("id", Integer{}, primary_key), Column("day", Integer{}),
                                     Column("pages", Integer{}), Index({"day"}, {.include = {"pages"}}))});
    group("an index method",
          {Table("words", metadata, Column("id", Integer{}, primary_key), Column("text", String{20}),
                 Index({IndexPart("text").operator_class_of("varchar_pattern_ops")}, {.method = "btree"}))});
    group("a temporary table",
          {Table("scratch", metadata, Column("id", Integer{}, primary_key(given)), TableOptions{.temporary = true})});
    group("an expression as a default", {Table("due", metadata, Column("id", Integer{}, primary_key),
                                               Column("n", Integer{}, server_default(text("1 + 1"))))});
    group(
        "an enumeration without a name",
        {Table("days", metadata, Column("id", Integer{}, primary_key),
               Column("mood", TypeSpec{.family = TypeFamily::enumeration, .labels = mood_labels, .label_count = 3}))});
    group("a sequence as a default",
          {Table("invoices", metadata, Column("id", BigInteger{}, primary_key, server_default(sequence("invoice_ids"))),
                 Column("no", BigInteger{}, not_null, server_default(sequence("Invoice no"))))});
    const Table people = metadata.table("people");
    group("a view", {view("grown_up", metadata,
                          select(people["id"], people["name"], (people["age"] + 1).label("next"))
                              .where(people["age"] >= 18, people["name"] != "it's \\ 'x'", people["rate"] > 0.5))});
    group("a view of what no table says", {view("kinds", metadata,
                                                select(literal("a").label<"kind">(), literal(2).label<"number">())
                                                    .union_all(select(literal("b"), literal(-3))))});
    group("a temporary view", {view("mine", metadata, select(people["id"]), {.temporary = true})});
    group("a materialized view",
          {view("totals", metadata, select(people["age"], func::count().label<"count">()).group_by(people["age"]),
                {.comment = "who's how old", .materialized = true, .indexes = {Index({"age"}, {.unique = true})}})});
    group("an exclusion constraint",
          {Table("bookings", metadata, Column("id", Integer{}, primary_key), Column("room", Integer{}),
                 Column("begins", DateType{}), Column("ends", DateType{}),
                 Exclude({ExcludePart::expression("int4range(room, room + 1)", "="),
                          ExcludePart::expression("daterange(begins, ends)", "&&")},
                         {.where = "room > 0", .initially_deferred = true}))});
    const auto unique_table = [&](std::string name, auto&& change) {
        TableBuilder builder(std::move(name));
        builder.add(Column("id", Integer{}));
        Unique unique_constraint({"id"});
        change(unique_constraint);
        builder.add(std::move(unique_constraint));
        return metadata.add(builder.finish());
    };
    group("a unique constraint that waits", {unique_table("ranks", [](Unique& u) { u.initially_deferred = true; })});
    group("a unique constraint of NULLs, too", {unique_table("nulls", [](Unique& u) { u.nulls_not_distinct = true; })});
    group("partitions by an expression",
          {Table("measured_by_day", metadata, Column("day", Integer{}, not_null), Column("value", Double{}),
                 TableOptions{.native = {{"mysql", "ENGINE = InnoDB"}, {"mariadb", "ENGINE = InnoDB"}},
                              .partition_by = dialect == "mariadb" || dialect == "mysql"
                                                  ? "RANGE (day) (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 "
                                                    "VALUES LESS THAN MAXVALUE)"
                                              : dialect == "oracle"
                                                  ? "RANGE (day) (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 "
                                                    "VALUES LESS THAN (MAXVALUE))"
                                                  : "RANGE (day)"})});
    group("a table that is a partition",
          {Table("measured_early", metadata, Check("value > 0", "positive"),
                 TableOptions{.partition_of = "measured_by_day",
                              .partition_rows = "FOR VALUES FROM (MINVALUE) TO (100)"}),
           Table("measured_late", metadata,
                 TableOptions{.partition_of = "measured_by_day", .partition_rows = "DEFAULT"})});
    if (dialect == "postgresql") {
        group("types of PostgreSQL",
              {Table("native", metadata, Column("id", Integer{}, primary_key), Column("a", NativeType{"JSONB"}),
                     Column("b", NativeType{"INTEGER[]"}), Column("c", NativeType{"INT4RANGE"}),
                     Column("d", NativeType{"INET"}), Column("e", NativeType{"TSVECTOR"}),
                     Column("f", NativeType{"TSTZMULTIRANGE"}), Column("g", NativeType{"MONEY"}),
                     Index({"a"}, {.method = "gin"}), Index({"e"}, {.method = "gin"}))});
        group("a partitioned table",
              {Table(
                  "measured", metadata, Column("day", DateType{}, not_null), Column("value", Double{}),
                  TableOptions{.native = {{"postgresql", "PARTITION BY RANGE (day)"}, {"mariadb", "ENGINE = Aria"}}})});
    }
    if (dialect == "mariadb" || dialect == "mysql") {
        group("types of MySQL",
              {Table("native", metadata, Column("id", Integer{}, primary_key), Column("a", NativeType{"YEAR"}),
                     Column("b", NativeType{"SET('x', 'y')"}), Column("c", NativeType{"MEDIUMTEXT"}),
                     Column("d", NativeType{"TINYINT UNSIGNED"}),
                     TableOptions{.native = {{std::string(dialect), "ENGINE = InnoDB"}}})});
    }
    if (dialect == "mariadb")
        group("types of MariaDB",
              {Table("native2", metadata, Column("id", Integer{}, primary_key), Column("a", NativeType{"INET6"}))});
    if (dialect == "mssql")
        group("types of SQL Server",
              {Table("native", metadata, Column("id", Integer{}, primary_key), Column("a", NativeType{"ROWVERSION"}),
                     Column("b", NativeType{"XML"}), Column("c", NativeType{"SQL_VARIANT"}))});
    if (dialect == "oracle")
        group("types of Oracle", {Table("native", metadata, Column("id", Integer{}, primary_key),
                                        Column("a", NativeType{"XMLTYPE"}), Column("b", NativeType{"NVARCHAR2(20)"}),
                                        Column("c", NativeType{"TIMESTAMP WITH LOCAL TIME ZONE"}))});
    return groups;
}

}  // namespace rowan::test
