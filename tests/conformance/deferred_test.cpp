// rowan::deferred<T>: columns that are not loaded with their rows (SEMANTICS 8.2, 8.3).
#include "scratch_database.hpp"
#include <rowan/orm.hpp>
#include <rowan/orm/mapper.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace deferred_test {

using namespace rowan;
using testing::HasSubstr;

struct Comment;

struct Post {
    int id{};
    rowan::deferred<std::string> body{};
    std::string title{};
    rowan::deferred<std::optional<Bytes>> scan{};
    rowan::many<Comment> comments{};

    static constexpr auto mapping() {
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::body>("text", String{20}));
    }
};
struct Comment {
    int id{};
    int post_id{};
    rowan::one<Post> post{};

    static constexpr auto mapping() {
        return table<Comment>("comments", column<&Comment::id>(primary_key),
                              column<&Comment::post_id>(foreign_key("posts.id")));
    }
};
/// No relationship: copyable.
struct Note {
    int id{};
    std::string title{};
    rowan::deferred<std::string> text{};
    friend bool operator==(const Note&, const Note&) = default;

    static constexpr auto mapping() { return table<Note>("notes", column<&Note::id>(primary_key)); }
};
/// All columns listed, since it has a constructor.
class Listed {
public:
    Listed() = default;
    explicit Listed(std::string given) : body(std::move(given)) {}
    int id{};
    rowan::deferred<std::string> body{};

    static constexpr auto mapping() {
        return table<Listed>("listed", column<&Listed::id>(primary_key), column<&Listed::body>());
    }
};
struct Page {
    int number{};
    rowan::deferred<std::string> text{};
};
struct Book {
    int id{};
    Page first{};
    std::string name{};

    static constexpr auto mapping() {
        return table<Book>("books", column<&Book::id>(primary_key), composite<&Book::first>());
    }
};

class Deferred : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<Post, Comment, Note, Listed, Book>().create_all(made);
        Session writer(made);
        for (int i = 1; i <= 3; ++i)
            writer.add(Post{.body = "body " + std::to_string(i), .title = std::to_string(i)});
        writer.commit();
        return made;
    }
    std::uint64_t statements() const { return engine.statement_count(); }
    std::string stored_body(int id) {
        return engine.connect()
            .execute(text("SELECT text FROM posts WHERE id = :id"), {{"id", id}})
            .scalar()
            .as<std::string>();
    }

    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    Session session = Session(engine);
};

TEST_F(Deferred, R8_2_IsNotLoadedWithTheRow) {
    EXPECT_EQ(session.query<Post>().to_sql(), "SELECT posts.id, posts.title FROM posts");
    const auto posts = session.query<Post>().order_by(col<&Post::id>).all();
    const auto before = statements();
    EXPECT_FALSE(posts[0].body.is_loaded());
    EXPECT_EQ(*posts[0].body, "body 1");
    EXPECT_EQ(statements(), before + 1);
    EXPECT_TRUE(posts[0].body.is_loaded());
    EXPECT_FALSE(posts[1].body.is_loaded()) << "for this object alone";
    EXPECT_FALSE(posts[0].scan.is_loaded()) << "and this column alone";
    EXPECT_EQ(posts[0].body, "body 1");
    EXPECT_EQ(posts[0].body->size(), 6U);
    const std::string& text = posts[0].body;
    EXPECT_EQ(text, "body 1");
    EXPECT_EQ(statements(), before + 1) << "once";
    EXPECT_EQ(posts[0].scan.get(), std::nullopt);
}

TEST_F(Deferred, StandsBehindTheOtherColumns) {
    std::string names;
    for (const ColumnData& column : rowan::mapper<Post>().table().columns())
        names += column.name + " ";
    EXPECT_EQ(names, "id title text scan ");
}

TEST_F(Deferred, IsSavedWhenAssigned) {
    Post& post = *session.get<Post>(1);
    EXPECT_TRUE(session.modified_columns(post).empty());
    const auto before = statements();
    post.body = "new";
    EXPECT_EQ(session.modified_columns(post), std::vector<std::string>{"body"});
    EXPECT_EQ(post.body, "new");
    EXPECT_EQ(statements(), before) << "assigning loads nothing";
    EXPECT_EQ(session.dirty<Post>().size(), 1U);
    session.commit();
    EXPECT_EQ(stored_body(1), "new");
    EXPECT_FALSE(session.has_changes());
    const auto saved = statements();
    EXPECT_EQ(post.body, "new");
    EXPECT_EQ(statements(), saved) << "4.4 of the values, 3.4: commit unloads nothing";
    session.commit();
}

TEST_F(Deferred, IsChangedInPlaceByEdit) {
    Post& post = *session.get<Post>(1);
    post.body.edit() += "!";
    session.commit();
    EXPECT_EQ(stored_body(1), "body 1!");
}

TEST_F(Deferred, TravelsWithTheInsert) {
    Post& post = session.add(Post{.body = "b", .title = "t"});
    EXPECT_EQ(post.body, "b");
    session.commit();
    EXPECT_EQ(stored_body(post.id), "b");
    EXPECT_EQ(post.body, "b");
    Post& graph = session.add(Post{.title = "graph", .comments = {Comment{}, Comment{}}});
    session.commit();
    EXPECT_EQ(stored_body(graph.id), "");
    EXPECT_EQ(graph.comments.size(), 2U);
}

TEST_F(Deferred, R8_4_IsBroughtToTheColumn) {
    Post& post = *session.get<Post>(1);
    post.body = std::string(21, 'x');
    EXPECT_THROW(session.flush(), DataError);
    post.body = std::string(20, 'y');
    session.commit();
    EXPECT_EQ(stored_body(1), std::string(20, 'y'));
}

TEST_F(Deferred, R5_1_RollbackUnloadsWhatTheTransactionLoadedOrAssigned) {
    Post& loaded_before = *session.get<Post>(2);
    EXPECT_EQ(loaded_before.body, "body 2");
    session.commit();
    Post& assigned = *session.get<Post>(1);
    assigned.body = "gone";
    Post& flushed = *session.get<Post>(3);
    flushed.body = "gone";
    session.flush();
    EXPECT_EQ(flushed.body, "gone");
    session.rollback();
    EXPECT_FALSE(session.has_changes());
    EXPECT_EQ(assigned.body, "body 1");
    EXPECT_EQ(flushed.body, "body 3");
    session.commit();
    EXPECT_EQ(stored_body(1), "body 1");
}

TEST_F(Deferred, R5_4_RollbackToASavepoint) {
    Post& post = *session.get<Post>(1);
    post.body = "outer";
    auto savepoint = session.begin_nested();
    post.body = "inner";
    session.flush();
    savepoint.rollback();
    EXPECT_EQ(post.body, "outer");
    session.commit();
    EXPECT_EQ(stored_body(1), "outer");
}

TEST_F(Deferred, R5_2_NewObjectsKeepWhatTheProgramWrote) {
    Post& post = session.add(Post{.body = "kept", .title = "t"});
    session.flush();
    session.refresh(post);
    EXPECT_TRUE(post.body.is_loaded()) << "read again, since a rollback could not";
    session.query<Post>().populate_existing().all();
    session.rollback();
    EXPECT_EQ(post.body, "kept");
    session.restore(post);
    session.commit();
    EXPECT_EQ(stored_body(post.id), "kept");
}

TEST_F(Deferred, R3_2_ARowOfALaterTransactionUnloads) {
    Post& post = *session.get<Post>(1);
    Post& changed = *session.get<Post>(2);
    EXPECT_EQ(post.body, "body 1");
    session.commit();
    engine.begin([](Connection& connection) { connection.execute(text("UPDATE posts SET text = 'others'")); });
    changed.body = "mine";
    EXPECT_EQ(post.body, "body 1") << "until a row arrives";
    auto suspended = session.no_autoflush();
    session.query<Post>().all();
    EXPECT_EQ(changed.body, "mine") << "left alone";
    EXPECT_FALSE(post.body.is_loaded());
    EXPECT_EQ(post.body, "others");
}

TEST_F(Deferred, RefreshReadsWhatWasLoaded) {
    Post& post = *session.get<Post>(1);
    EXPECT_EQ(post.body, "body 1");
    Post& other = *session.get<Post>(2);
    session.commit();
    engine.begin([](Connection& connection) { connection.execute(text("UPDATE posts SET text = 'others'")); });
    auto before = statements();
    session.refresh(post);
    EXPECT_EQ(statements(), before + 2);
    EXPECT_EQ(post.body, "others");
    EXPECT_EQ(statements(), before + 2);
    before = statements();
    session.refresh(other);
    EXPECT_EQ(statements(), before + 1) << "was not loaded";
    other.body = "mine";
    session.refresh(other);
    EXPECT_EQ(other.body, "others");
    EXPECT_FALSE(session.has_changes());
}

TEST_F(Deferred, R3_3_ExpireLoadsNothingByItself) {
    Post& post = *session.get<Post>(1);
    EXPECT_EQ(post.body, "body 1");
    session.expire(post);
    const auto before = statements();
    EXPECT_EQ(post.body, "body 1");
    EXPECT_EQ(statements(), before);
    session.get<Post>(1);
    EXPECT_FALSE(post.body.is_loaded());
}

TEST_F(Deferred, ARowThatIsGone) {
    Post& post = *session.get<Post>(1);
    session.commit();
    engine.begin([](Connection& connection) { connection.execute(text("DELETE FROM posts WHERE id = 1")); });
    try {
        static_cast<void>(*post.body);
        FAIL();
    } catch (const StaleDataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("Post::body of Post(id=1)"));
        EXPECT_THAT(error.what(), HasSubstr("deleted"));
    }
    EXPECT_EQ(session.state(post), ObjectState::deleted);
    EXPECT_THROW(static_cast<void>(*post.body), StaleDataError);
}

TEST_F(Deferred, R8_3_QueriesMayLoadIt) {
    const auto before = statements();
    const auto posts = session.scalars(select<Post>().order_by(col<&Post::id>).options(undefer<&Post::body>()));
    EXPECT_TRUE(posts[0].body.is_loaded());
    EXPECT_FALSE(posts[0].scan.is_loaded());
    EXPECT_EQ(posts[2].body, "body 3");
    EXPECT_EQ(statements(), before + 1);
    EXPECT_EQ(session.query<Post>().options(undefer<&Post::scan, &Post::body>()).to_sql(),
              "SELECT posts.id, posts.title FROM posts")
        << "options are no part of the statement until it is sent";
}

TEST_F(Deferred, AQueryBringsWhatAKnownObjectLacks) {
    Post& post = *session.get<Post>(1);
    Post& assigned = *session.get<Post>(2);
    assigned.body = "mine";
    auto suspended = session.no_autoflush();
    session.query<Post>().options(undefer<&Post::body>()).all();
    EXPECT_TRUE(post.body.is_loaded());
    EXPECT_EQ(post.body, "body 1");
    EXPECT_EQ(assigned.body, "mine");
}

TEST_F(Deferred, RowsWithSeveralItems) {
    session.add(Comment{.post_id = 1});
    session.commit();
    auto rows = session.query<Comment, Post>()
                    .join<Post>(col<&Comment::post_id> == col<&Post::id>)
                    .options(undefer<&Post::body>(), load_only<&Comment::id>())
                    .all();
    const auto before = statements();
    for (auto [comment, post] : rows) {
        EXPECT_EQ(comment.post_id, 1) << "plain members are always loaded";
        EXPECT_EQ(post.body, "body 1");
    }
    EXPECT_EQ(statements(), before);
    auto writer = aliased<Post>("writer");
    for (auto row : session.query(writer, col<&Comment::id>)
                        .join(entity<Comment>, writer[&Post::id] == col<&Comment::post_id>)
                        .filter(writer[&Post::body] == "body 1")
                        .options(load_only<&Post::body>())) {
        EXPECT_EQ(row.get<0>().body, "body 1");
        EXPECT_EQ(row.get<1>(), 1);
    }
}

TEST_F(Deferred, EagerJoinsLeaveItOut) {
    session.add(Comment{.post_id = 2});
    session.commit();
    session.clear();
    const auto comments = session.scalars(select<Comment>().options(joinedload<&Comment::post>()));
    const auto before = statements();
    EXPECT_EQ(comments[0].post->title, "2");
    EXPECT_EQ(statements(), before);
    EXPECT_EQ(comments[0].post->body, "body 2");
    EXPECT_EQ(statements(), before + 1);
    EXPECT_EQ(comments[0].post->comments.size(), 1U);
}

TEST_F(Deferred, R8_3_PathsMayBringIt) {
    for (int i = 1; i <= 3; ++i)
        session.add(Comment{.post_id = i});
    session.commit();
    const auto bodies = [&](const LoadOption& option) {
        session.clear();
        const auto comments = session.scalars(select<Comment>().order_by(col<&Comment::id>).options(option));
        const auto before = statements();
        std::string found;
        for (Comment& comment : comments)
            found += std::string(*comment.post->body) + comment.post->title + ' ';
        EXPECT_EQ(statements(), before) << found;
        EXPECT_FALSE(comments[0].post->scan->has_value());
        EXPECT_EQ(statements(), before + 1) << "the other one is loaded by its touch";
        return found;
    };
    const std::string all = "body 11 body 22 body 33 ";
    EXPECT_EQ(bodies(joinedload<&Comment::post>().undefer<&Post::body>()), all);
    EXPECT_EQ(bodies(selectinload<&Comment::post>().undefer<&Post::body>()), all);
    EXPECT_EQ(bodies(joinedload<&Comment::post>().load_only<&Post::body>()), all);
    EXPECT_EQ(bodies(selectinload<&Comment::post>().load_only<&Post::body>().selectinload<&Post::comments>()), all);

    session.clear();
    const auto posts =
        session.scalars(select<Post>().options(selectinload<&Post::comments>().joinedload<&Comment::post>()));
    EXPECT_EQ(posts.size(), 3U);
    session.clear();
    for (const LoadOption& option : {selectinload<&Comment::post>().raiseload<&Post::body>(),
                                     joinedload<&Comment::post>().raiseload<&Post::body>().undefer<&Post::scan>()}) {
        session.clear();
        const auto comments = session.scalars(select<Comment>().options(option));
        EXPECT_THROW(static_cast<void>(*comments[0].post->body), StateError);
        EXPECT_FALSE(comments[0].post->scan->has_value());
    }
}

TEST_F(Deferred, ColumnsOfAPathThatMeanNothingAreRefused) {
    const auto refusal = [&](const LoadOption& option) {
        try {
            static_cast<void>(session.scalars(select<Comment>().options(option)));
        } catch (const ArgumentError& error) {
            return std::string(error.what());
        }
        return std::string("no error");
    };
    EXPECT_THAT(refusal(selectinload<&Comment::post>().undefer<&Note::text>()),
                HasSubstr("columns of Note are named behind Comment::post, which leads to Post"));
    EXPECT_THAT(refusal(lazyload<&Comment::post>().undefer<&Post::body>()), HasSubstr("selectinload<&Comment::post>"));
    EXPECT_THAT(refusal(selectinload<&Comment::post>().defer<&Post::title>()), HasSubstr("Post::title is a plain"));
    EXPECT_THROW(LoadOption().undefer<&Post::body>(), ArgumentError);
}

TEST_F(Deferred, R9_6_RaiseloadAndStrictMode) {
    Post& post = session.query<Post>().options(raiseload<&Post::body>()).first()[0];
    try {
        static_cast<void>(*post.body);
        FAIL();
    } catch (const StateError& error) {
        EXPECT_THAT(error.what(), HasSubstr("Post::body of Post(id=1)"));
        EXPECT_THAT(error.what(), HasSubstr("options(undefer<&Post::body>())"));
    }
    EXPECT_EQ(*post.scan, std::nullopt);
    post.body = "x";
    EXPECT_EQ(post.body, "x");
    session.rollback();
    Session strict(engine, {.strict_loading = true});
    EXPECT_THROW(static_cast<void>(*strict.get<Post>(1)->body), StateError);
    EXPECT_EQ(strict.query<Post>().options(undefer<&Post::body>()).first()->body, "body 1");
}

TEST_F(Deferred, OptionsThatMeanNothingAreRefused) {
    try {
        session.query<Post>().options(defer<&Post::title>()).all();
        FAIL();
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("Post::title is a plain member"));
        EXPECT_THAT(error.what(), HasSubstr("connection.fetch<Post>"));
    }
    EXPECT_THROW(session.query<Comment>().options(undefer<&Post::body>()).all(), ArgumentError);
    EXPECT_FALSE(session.query<Post>().options(undefer<&Post::body>(), defer<&Post::body>()).first()->body.is_loaded())
        << "the last one stands";
}

TEST_F(Deferred, TextBringsItIfItIsThere) {
    auto posts = session.query<Post>().from_statement(text("SELECT title, id FROM posts ORDER BY id")).all();
    EXPECT_FALSE(posts[0].body.is_loaded());
    EXPECT_EQ(posts[0].title, "1");
    session.clear();
    auto whole = session.query<Post>().from_statement(text("SELECT text, title, id FROM posts ORDER BY id")).all();
    EXPECT_TRUE(whole[0].body.is_loaded());
    EXPECT_EQ(whole[0].body, "body 1");
}

TEST_F(Deferred, ItIsAColumnLikeAnyOtherInStatements) {
    EXPECT_EQ(session.query(col<&Post::body>).filter(col<&Post::body>.like("%2")).scalar(), "body 2");
    EXPECT_EQ(session.query<Post>().filter(col<&Post::id> == 1).update(col<&Post::body> = "set"), 1);
    EXPECT_EQ(session.get<Post>(1)->body, "set");
    EXPECT_EQ(session.query<Post>().filter_by(col<&Post::body> = "set").one().id, 1);
}

TEST_F(Deferred, ValuesLackIt) {
    Connection connection = engine.connect();
    std::vector<Post> posts = connection.fetch<Post>(select<Post>().order_by(col<&Post::id>));
    EXPECT_FALSE(posts[0].body.is_loaded());
    try {
        static_cast<void>(*posts[0].body);
        FAIL();
    } catch (const DetachedError& error) {
        EXPECT_THAT(error.what(), HasSubstr("Post::body is not there"));
        EXPECT_THAT(error.what(), HasSubstr("undefer<&Post::body>()"));
    }
    EXPECT_THROW(static_cast<void>(*connection.get<Post>(1)->body), DetachedError);
    posts = connection.fetch<Post>(select<Post>().options(undefer<&Post::body>()).order_by(col<&Post::id>));
    EXPECT_EQ(posts[1].body, "body 2");
    EXPECT_FALSE(posts[1].scan.is_loaded());
    posts = connection.fetch<Post>(text("SELECT * FROM posts ORDER BY id"));
    EXPECT_EQ(posts[2].body, "body 3");
    posts[2].scan = std::nullopt;
    EXPECT_EQ(posts[2].scan.get(), std::nullopt);
}

TEST_F(Deferred, R8_3_ValuesMayLackMore) {
    Connection connection = engine.connect();
    auto posts = connection.fetch<Post>(select<Post>().options(load_only<&Post::body>()).order_by(col<&Post::id>));
    EXPECT_EQ(posts[0].id, 1);
    EXPECT_EQ(posts[0].title, "");
    EXPECT_EQ(posts[0].body, "body 1");
    posts = connection.fetch<Post>(select<Post>().options(defer<&Post::title>()).order_by(col<&Post::id>));
    EXPECT_EQ(posts[0].title, "");
    EXPECT_FALSE(posts[0].body.is_loaded());
    EXPECT_THROW(connection.fetch<Post>(select<Post>().options(defer<&Post::id>())), ArgumentError);
    EXPECT_THROW(connection.fetch<Post>(select<Post>().options(defer<&Comment::post_id>())), ArgumentError);
}

TEST_F(Deferred, WhatIsNotKnownIsNotSaved) {
    std::vector<Note> notes{{.title = "a", .text = "A"}, {.title = "b", .text = "B"}};
    Connection connection = engine.connect();
    connection.execute(insert<Note>(), rows(notes).write_back());
    notes = connection.fetch<Note>(select<Note>().order_by(col<&Note::id>));
    EXPECT_THROW(connection.execute(insert<Note>(), notes), DetachedError);
    EXPECT_THROW(connection.execute(update<Note>(), notes), DetachedError);
    notes[0].title = "c";
    connection.execute(update<Note>(), rows(notes).only<&Note::title>());
    notes[1].text = "C";
    notes[0].text = "D";
    connection.execute(update<Note>(), notes);
    Note again = *connection.get<Note>(1);
    connection.commit();
    connection.close();
    EXPECT_THROW(session.add(std::move(again)), DetachedError);
    EXPECT_EQ(session.get<Note>(1)->text, "D");
    EXPECT_EQ(session.get<Note>(1)->title, "c");
}

TEST_F(Deferred, CopiesAndMoves) {
    session.add(Note{.title = "a", .text = "A"});
    session.add(Note{.title = "b", .text = "B"});
    session.commit();
    session.clear();
    Note& first = *session.get<Note>(1);
    Note& second = *session.get<Note>(2);
    Note copied = first;
    EXPECT_FALSE(copied.text.is_loaded());
    EXPECT_THROW(static_cast<void>(*copied.text), DetachedError);
    EXPECT_EQ(copied.title, "a");
    EXPECT_EQ(second.text, "B");
    copied = second;
    EXPECT_EQ(copied.text, "B");
    EXPECT_EQ(copy(second).text, "B");
    EXPECT_THROW(static_cast<void>(*copy(first).text), DetachedError);
    EXPECT_EQ(copy<&Note::text>(first).text, "A");
    EXPECT_TRUE(same_columns(second, copied));
    EXPECT_FALSE(same_columns(first, second));
    EXPECT_EQ(second, copied);
    first.text = second.text;
    session.commit();
    EXPECT_EQ(first.text, "B");
    Note out = session.expunge(first);
    EXPECT_EQ(out.text, "B");
    const auto notes = session.query<Note>().order_by(col<&Note::id>).all();
    EXPECT_EQ(notes[1].text, "B");
    std::vector<Note> values = notes.values();
    EXPECT_FALSE(values[0].text.is_loaded());
    EXPECT_EQ(values[1].text, "B");
    Note moved = std::move(out);
    EXPECT_EQ(moved.text, "B");
}

TEST_F(Deferred, R1_5_AnObjectThatWasMovedFromIsRefused) {
    session.add(Note{.title = "a", .text = "A"});
    session.commit();
    Note& note = *session.get<Note>(1);
    Note taken = std::move(note);
    EXPECT_THROW(session.flush(), ArgumentError);
    session.rollback();
    EXPECT_EQ(note.title, "a");
    EXPECT_EQ(note.text, "A");
    session.commit();
}

TEST_F(Deferred, R7_5_Merge) {
    session.add(Note{.title = "a", .text = "A"});
    session.commit();
    session.clear();
    Note without = *engine.connect().get<Note>(1);
    without.title = "b";
    Note& merged = session.merge(without);
    session.commit();
    EXPECT_EQ(merged.title, "b");
    EXPECT_EQ(merged.text, "A") << "what the value lacks is left alone";
    without.text = "C";
    session.merge<&Note::text>(without);
    session.commit();
    EXPECT_EQ(merged.text, "C");
}

TEST_F(Deferred, AssignTakesItOver) {
    session.add(Note{.title = "a", .text = "A"});
    session.commit();
    Note& note = *session.get<Note>(1);
    session.assign(note, Note{.title = "b", .text = "B"});
    session.commit();
    std::string names;
    for (const ColumnData& column : rowan::mapper<Post>().table().columns())
        names += column.name + " ";
    EXPECT_EQ(names, "id title text scan ");
}

TEST_F(Deferred, NullOnPurpose) {
    Post& post = *session.get<Post>(1);
    post.scan = Bytes{std::byte{1}};
    session.commit();
    session.set_null<&Post::scan>(post);
    EXPECT_EQ(*post.scan, std::nullopt);
    session.commit();
    EXPECT_TRUE(engine.connect().execute(text("SELECT scan FROM posts WHERE id = 1")).scalar().is_null());
}

TEST_F(Deferred, R4_1_ReadSessionsLoadItThroughConst) {
    ReadSession reader(engine);
    const Post& post = reader.get_one<Post>(1);
    EXPECT_EQ(post.body, "body 1");
    EXPECT_EQ(reader.scalars(select<Post>().options(undefer<&Post::body>()).order_by(col<&Post::id>))[1].body,
              "body 2");
}

TEST_F(Deferred, StreamsLetGoOfIt) {
    int count = 0;
    for (Post& post : session.query<Post>().options(undefer<&Post::body>()).yield_per(1)) {
        EXPECT_TRUE(post.body.is_loaded());
        ++count;
    }
    EXPECT_EQ(count, 3);
    EXPECT_LE(session.identity_map<Post>().size(), 1U);
}

TEST_F(Deferred, MappedByAListAndInsideAComposite) {
    Listed& listed = session.add(Listed("text"));
    const Page first{.number = 1, .text = "once"};
    Book& book = session.add(Book{.first = first, .name = "n"});
    session.commit();
    session.clear();
    EXPECT_EQ(session.get<Listed>(1)->body, "text");
    static_cast<void>(listed);
    static_cast<void>(book);
    Book& read = *session.get<Book>(1);
    EXPECT_EQ(read.first.number, 1);
    EXPECT_FALSE(read.first.text.is_loaded());
    EXPECT_EQ(read.first.text, "once");
    EXPECT_EQ(session.query(nested_col<&Book::first, &Page::text>).scalar(), "once");
    EXPECT_EQ(rowan::mapper<Book>().fields().back().member, "first.text");
}

TEST_F(Deferred, R4_4_AFailedFlushKeepsTheAssignment) {
    Post& post = *session.get<Post>(1);
    post.body = "kept";
    session.flush();
    post.body = "again";
    session.add(Comment{.post_id = 99});
    EXPECT_THROW(session.commit(), IntegrityError);
    EXPECT_EQ(post.body, "again") << "loaded members can be read (4.5)";
    EXPECT_THROW(static_cast<void>(*post.scan), PendingRollbackError);
    session.rollback();
    EXPECT_EQ(post.body, "body 1");
}

}  // namespace deferred_test
