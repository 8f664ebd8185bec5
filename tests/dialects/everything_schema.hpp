// A schema that has everything that a TableData can say, for tests of DDL and of reflection.
#pragma once

#include <rowan/schema/metadata.hpp>

namespace rowan::test {

inline constexpr std::string_view moods[] = {"fine", "so-so", "it's bad"};

inline MetaData everything_schema() {
    MetaData metadata;
    Table("users", metadata, Column("id", Integer{}, primary_key, autoincrement),
          Column("name", String{50}, not_null, unique, collate("NOCASE")), Column("nick", Text{}, indexed),
          Column("age", SmallInteger{}, server_default(18), check("age >= 0")),
          Column("mood", TypeSpec{.family = TypeFamily::enumeration, .labels = moods, .label_count = 3}, not_null,
                 server_default("it's bad")),
          Column("created", DateTime{}, not_null, server_default(text("CURRENT_TIMESTAMP"))),
          Column("expires", DateType{}, server_default(text("date('now', '+1 day')"))),
          Index({IndexPart::expression("lower(nick)"), IndexPart("age").descending()},
                {.unique = true, .name = "ix_users_search", .where = "nick IS NOT NULL"}),
          Index({IndexPart("nick").collate("RTRIM").descending()}));
    Table("all types", metadata, Column("id", BigInteger{}, primary_key), Column("a", Boolean{}),
          Column("b", SmallInteger{}), Column("c", Integer{}), Column("d", BigInteger{}), Column("e", Real{}),
          Column("f", Double{}), Column("g", Numeric{10, 2}), Column("h", Numeric{10}), Column("i", Numeric{}),
          Column("j", String{}), Column("k", Text{}), Column("l", Binary{}), Column("m", Binary{16}),
          Column("n", DateType{}), Column("o", DateTime{}), Column("p", TimeType{}), Column("q", IntervalType{}),
          Column("r", UuidType{}), Column("s", JsonType{}), Column("t", NativeType{"GEOMETRY(4326)"}),
          Column("u", NativeType{""}));
    Table("order", metadata, Column("group", Integer{}), Column("Select", String{8}),
          Column("user_id", Integer{}, not_null, indexed,
                 ForeignKey("users.id", {.on_delete = Action::cascade, .on_update = Action::restrict})),
          Column("price", Numeric{10, 2}, not_null), Column("quantity", Integer{}, not_null),
          Column("total", Numeric{10, 2}, computed("price * quantity", stored)),
          Column("label", Text{}, computed("\"Select\" || '-' || \"group\"")),
          PrimaryKey({"Select", "group"}, "the key"), Unique({"user_id", "group"}),
          Check("quantity > 0 AND (price >= 0 OR \"Select\" = ')')", "sane"));
    Table("order_line", metadata, Column("id", Integer{}, primary_key), Column("group", Integer{}),
          Column("code", String{8}), Column("user_id", Integer{}),
          ForeignKey({"code", "group"}, {"order.Select", "order.group"},
                     {.on_delete = Action::set_null, .on_update = Action::cascade, .initially_deferred = true}),
          ForeignKey({"user_id"}, {"users.id"}, {.on_delete = Action::set_default, .deferrable = true, .name = "who"}));
    Table("hen", metadata, Column("id", Integer{}, primary_key), Column("egg_id", Integer{}, ForeignKey("egg.id")),
          Column("mother_id", Integer{}, ForeignKey("hen.id")));
    Table("egg", metadata, Column("id", Integer{}, primary_key), Column("hen_id", Integer{}, ForeignKey("hen.id")));
    Table("strict_one", metadata, Column("key", Text{}, primary_key), Column("n", BigInteger{}), Column("d", Double{}),
          Column("b", Binary{}), Column("day", DateType{}), TableOptions{.strict = true, .without_rowid = true});
    Table("Straße \"漢字\"", metadata, Column("größe", Integer{}, primary_key), Column("a b", Text{}, indexed),
          Column("it's", Text{}, unique), Column("semi;colon--", Text{}), TableOptions{.strict = true});
    return metadata;
}

}  // namespace rowan::test
