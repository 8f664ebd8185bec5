// The mapped structs of the random model test: every kind of relationship and constraint that a session has to order.
#pragma once

#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <optional>
#include <string>

namespace rowan::test::random_model {

struct Author;
struct Book;
struct Line;
struct Profile;
struct Tag;

// A natural key.
struct Country {
    std::string code{};
    std::string name{};
    many<Book> books{};

    static constexpr auto mapping() {
        return table<Country>("rm_countries", column<&Country::code>(primary_key), column<&Country::name>(unique));
    }
};

// Unique columns, one of them nullable, a version, and children that can't be without their parent.
struct Author {
    int id{};
    std::string name{};
    std::optional<std::string> alias{};
    int revision{};
    many<Book> books{};
    one<Profile> profile{};

    static constexpr auto mapping() {
        return table<Author>("rm_authors", column<&Author::id>(primary_key), column<&Author::name>(unique),
                             column<&Author::alias>(unique), column<&Author::revision>(version),
                             relationship<&Author::books>(cascade_all_delete_orphan));
    }
};

// One to one.
struct Profile {
    int id{};
    std::string bio{};
    std::optional<int> author_id{};
    one<Author> author{};

    static constexpr auto mapping() {
        return table<Profile>("rm_profiles", column<&Profile::id>(primary_key),
                              column<&Profile::author_id>(foreign_key("rm_authors.id"), unique));
    }
};

struct Book {
    int id{};
    std::string title{};
    int author_id{};
    std::optional<std::string> country_code{};
    one<Author> author{};
    one<Country> country{};
    many<Tag> tags{};
    many<Line> lines{};

    static constexpr auto mapping() {
        return table<Book>(
            "rm_books", column<&Book::id>(primary_key), column<&Book::author_id>(foreign_key("rm_authors.id")),
            column<&Book::country_code>(foreign_key("rm_countries.code", {.on_delete = Action::set_null})),
            relationship<&Book::tags>(secondary("rm_book_tags")),
            relationship<&Book::lines>(cascade_all_delete_orphan));
    }
};

// Many to many.
struct Tag {
    int id{};
    std::string name{};
    many<Book> books{};

    static constexpr auto mapping() {
        return table<Tag>("rm_tags", column<&Tag::id>(primary_key), column<&Tag::name>(unique),
                          relationship<&Tag::books>(secondary("rm_book_tags")));
    }
};

// A composite key that holds the parent's, which the database deletes with its parent; no way back.
struct Line {
    int book_id{};
    int number{};
    int quantity{};

    static constexpr auto mapping() {
        return table<Line>(
            "rm_lines", column<&Line::book_id>(primary_key, foreign_key("rm_books.id", {.on_delete = Action::cascade})),
            column<&Line::number>(primary_key));
    }
};

// A tree.
struct Node {
    int id{};
    std::string label{};
    std::optional<int> parent_id{};
    one<Node> parent{};
    many<Node> children{};

    static constexpr auto mapping() {
        return table<Node>("rm_nodes", column<&Node::id>(primary_key),
                           column<&Node::parent_id>(foreign_key("rm_nodes.id")));
    }
};

// Lives as long as the program: the relationships over the table of pairs look for it at their first use.
inline void create_tables(Engine& engine) {
    static const MetaData all = [] {
        auto tables = rowan::metadata<Country, Author, Profile, Book, Tag, Line, Node>();
        const Table pairs("rm_book_tags", tables, Column("book_id", Integer{}, ForeignKey("rm_books.id"), primary_key),
                          Column("tag_id", Integer{}, ForeignKey("rm_tags.id"), primary_key));
        return tables;
    }();
    all.create_all(engine);
}

}  // namespace rowan::test::random_model
