// The tour, part 5: schemas at run time.
#include <rowan/orm.hpp>

#include <iostream>

int main(int argc, char** argv) {
    using namespace rowan;
    Engine engine = create_engine(argc > 1 ? argv[1] : "sqlite://");
    MetaData metadata;
    Table articles("articles", metadata, Column("id", Integer{}, primary_key),
                   Column("title", String{80}, not_null, unique));
    Table users("users", metadata, Column("id", Integer{}, primary_key), Column("name", String{50}, not_null),
                Column("age", Integer{}, check("age >= 0")));
    Table article_author("article_author", metadata,
                         Column("article_id", Integer{}, ForeignKey("articles.id"), primary_key),
                         Column("author_id", Integer{}, ForeignKey("users.id"), primary_key));
    metadata.create_all(engine);

    MetaData found;
    found.reflect(engine);  // tables, columns, types, keys, constraints, indexes, defaults
    for (const Table& table : found.tables()) {
        std::cout << table.name() << ":";
        for (const ColumnData& column : table.columns())
            std::cout << ' ' << column.name << (column.nullable ? "?" : "") << (column.primary_key ? "*" : "");
        for (const ForeignKey& key : table.foreign_keys())
            std::cout << " -> " << key.referred_table;
        std::cout << '\n';
    }
    std::cout << std::boolalpha << found.table("users")["name"].nullable() << '\n';

    found.drop_all(engine);  // in the order that the foreign keys ask for
    MetaData empty;
    empty.reflect(engine);
    std::cout << empty.tables().size() << " tables are left\n";
}
