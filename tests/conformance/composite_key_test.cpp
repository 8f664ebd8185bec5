// Foreign keys of several columns, and such that refer to other columns than the key, in the session: SEMANTICS 4.2, 6
// and 9 hold for them as for one column.
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

#include <algorithm>

namespace rowan::rules {
namespace {

struct Line;
struct Box;

struct Order {
    int shop_id{};
    int no{};
    std::string customer{};
    many<Line> lines{};
    many<Box> boxes{};

    static constexpr auto mapping() {
        return table<Order>("orders", column<&Order::shop_id>(primary_key), column<&Order::no>(primary_key),
                            relationship<&Order::boxes>(cascade_all_delete_orphan));
    }
};

/// Belongs to its shop in any case, and maybe to an order.
struct Line {
    int id{};
    int shop_id{};
    std::optional<int> order_no{};
    std::string text{};
    one<Order> order{};

    static constexpr auto mapping() {
        return table<Line>("order_lines", column<&Line::id>(primary_key),
                           foreign_key_on<&Line::shop_id, &Line::order_no>("orders.shop_id, orders.no"));
    }
};

/// Can't be without an order.
struct Box {
    int id{};
    int order_no{};
    int shop_id{};
    one<Order> order{};

    static constexpr auto mapping() {
        return table<Box>("boxes", column<&Box::id>(primary_key),
                          foreign_key_on<&Box::order_no, &Box::shop_id>("orders.no, orders.shop_id"));
    }
};

/// A tree whose foreign key shares a column with the key, and names the columns in another order.
struct Folder {
    int shop_id{};
    int no{};
    std::optional<int> parent_no{};
    std::string name{};
    one<Folder> parent{};
    many<Folder> children{};

    static constexpr auto mapping() {
        return table<Folder>("folders", column<&Folder::shop_id>(primary_key), column<&Folder::no>(primary_key),
                             foreign_key_on<&Folder::parent_no, &Folder::shop_id>("folders.no, folders.shop_id"),
                             relationship<&Folder::children>(cascade_delete));
    }
};

/// Refers to a unique column that is not the key.
struct Place {
    int id{};
    int code{};
    std::optional<int> in_code{};
    one<Place> in{};
    many<Place> parts{};

    static constexpr auto mapping() {
        return table<Place>("places", column<&Place::id>(primary_key), column<&Place::code>(unique),
                            column<&Place::in_code>(foreign_key("places.code")));
    }
};

class CompositeKeys : public DatabaseTest {
protected:
    CompositeKeys() { metadata<Order, Line, Box, Folder, Place>().create_all(engine); }

    void fill() {
        run("INSERT INTO orders VALUES (1, 1, 'ed'), (1, 2, 'wendy'), (2, 1, 'mary');"
            "INSERT INTO order_lines VALUES (1, 1, 1, 'a'), (2, 1, 1, 'b'), (3, 1, 2, 'c'), (4, 2, 1, 'd'), (5, 2, "
            "NULL, "
            "'e');"
            "INSERT INTO boxes VALUES (1, 1, 1), (2, 2, 1), (3, 1, 2);");
    }
    std::string folders() {
        return listed(
            "SELECT shop_id || '' || no || coalesce(CAST(parent_no AS CHAR(9)), '-') FROM folders ORDER BY no");
    }
    std::string lines() {
        return listed(
            "SELECT id || ':' || shop_id || '/' || coalesce(CAST(order_no AS CHAR(9)), '-') FROM order_lines ORDER BY "
            "id");
    }
};

TEST_F(CompositeKeys, TheMappingBecomesOneForeignKeyOfBothColumns) {
    const MetaData tables = metadata<Order, Line, Box>();
    const Table table = tables.table("order_lines");
    ASSERT_EQ(table.foreign_keys().size(), 1U);
    EXPECT_EQ(table.foreign_keys()[0].columns, (std::vector<std::string>{"shop_id", "order_no"}));
    EXPECT_EQ(table.foreign_keys()[0].referred_columns, (std::vector<std::string>{"shop_id", "no"}));
    EXPECT_EQ(table.foreign_keys()[0].referred_table, "orders");
    MetaData found;
    found.reflect(engine);
    EXPECT_EQ(found.table("order_lines").foreign_keys()[0].columns, table.foreign_keys()[0].columns);
    EXPECT_EQ(found.table("order_lines").foreign_keys()[0].referred_columns, table.foreign_keys()[0].referred_columns);
}

TEST_F(CompositeKeys, R6_1_a_graph_gets_both_columns) {
    Order& order = session.add(Order{.shop_id = 1, .no = 7, .lines = {Line{.text = "a"}}, .boxes = {Box{}}});
    EXPECT_EQ(order.lines[0].shop_id, 1);
    EXPECT_EQ(order.lines[0].order_no, 7);
    Line& second = session.add(Line{.text = "b", .order = order});
    EXPECT_TRUE(order.lines.contains(second));
    session.commit();
    EXPECT_EQ(lines(), "1:1/7,2:1/7");
    EXPECT_EQ(number("SELECT shop_id * 10 + order_no FROM boxes"), 17);
    EXPECT_TRUE(session.dirty<Line>().empty());
}

TEST_F(CompositeKeys, R6_1_a_child_moves_with_both_columns) {
    fill();
    Order& first = *session.get<Order>(1, 1);
    Order& other = *session.get<Order>(2, 1);
    Line& a = first.lines[0];
    other.lines.add(a);
    EXPECT_EQ(a.order.get(), &other);
    EXPECT_EQ(a.shop_id, 2);
    EXPECT_EQ(first.lines.size(), 1U);
    Line& b = first.lines[0];
    b.order = other;
    EXPECT_EQ(first.lines.size(), 0U);
    EXPECT_EQ(other.lines.size(), 3U);
    session.commit();
    EXPECT_EQ(lines(), "1:2/1,2:2/1,3:1/2,4:2/1,5:2/-");
}

TEST_F(CompositeKeys, R6_1_without_a_parent_only_what_can_be_null_is_emptied) {
    fill();
    Order& first = *session.get<Order>(1, 1);
    Line& a = first.lines[0];
    Line& b = first.lines[1];
    a.order = nullptr;
    EXPECT_EQ(a.shop_id, 1) << "the shop is not the order's alone";
    EXPECT_EQ(a.order_no, std::nullopt);
    EXPECT_EQ(a.order.get(), nullptr);
    EXPECT_TRUE(first.lines.remove(b));
    EXPECT_EQ(b.order.get(), nullptr);
    session.commit();
    EXPECT_EQ(lines(), "1:1/-,2:1/-,3:1/2,4:2/1,5:2/-");
    a.order = first;
    session.rollback();
    EXPECT_EQ(a.order_no, std::nullopt);
    EXPECT_EQ(a.order.get(), nullptr);
}

TEST_F(CompositeKeys, R6_2_the_one_follows_either_column) {
    fill();
    Line& a = *session.get<Line>(1);
    EXPECT_EQ(a.order->customer, "ed");
    a.order_no = 2;
    EXPECT_EQ(a.order->customer, "wendy");
    a.shop_id = 2;
    a.order_no = 1;
    EXPECT_EQ(a.order->customer, "mary");
    session.commit();
    EXPECT_EQ(lines(), "1:2/1,2:1/1,3:1/2,4:2/1,5:2/-");
    a.order_no = std::nullopt;
    EXPECT_EQ(a.order.get(), nullptr);
    session.commit();
    EXPECT_EQ(listed("SELECT shop_id || coalesce(CAST(order_no AS CHAR(9)), '-') FROM order_lines WHERE id = 1"), "2-");
    EXPECT_THROW(session.add(Line{.shop_id = 2, .order = *session.get<Order>(1, 1)}), ArgumentError);
}

TEST_F(CompositeKeys, R6_3_orphans_go_and_others_stay) {
    fill();
    Order& first = *session.get<Order>(1, 1);
    Box& box = first.boxes[0];
    first.boxes.remove(box);
    session.commit();
    EXPECT_EQ(listed("SELECT id || '' FROM boxes ORDER BY id"), "2,3");
}

TEST_F(CompositeKeys, R6_6_removing_a_parent_reaches_loaded_children_and_others) {
    fill();
    Order& loaded = *session.get<Order>(1, 1);
    Line& a = loaded.lines[0];
    static_cast<void>(loaded.boxes.size());
    session.remove(loaded);
    EXPECT_EQ(a.shop_id, 1);
    EXPECT_EQ(a.order_no, std::nullopt);
    session.remove(*session.get<Order>(1, 2));
    session.commit();
    EXPECT_EQ(lines(), "1:1/-,2:1/-,3:1/-,4:2/1,5:2/-");
    EXPECT_EQ(listed("SELECT id || '' FROM boxes ORDER BY id"), "3");
    EXPECT_EQ(number("SELECT count(*) FROM orders"), 1);
}

TEST_F(CompositeKeys, R9_3_peers_are_loaded_by_one_statement) {
    fill();
    const auto orders = session.query<Order>().order_by(col<&Order::shop_id>, col<&Order::no>).all();
    StatementLog log(engine);
    std::vector<std::size_t> counts;
    for (Order& order : orders)
        counts.push_back(order.lines.size());
    EXPECT_EQ(counts, (std::vector<std::size_t>{2, 1, 1}));
    EXPECT_EQ(log.count(), 1U) << log.to_string();
    EXPECT_EQ(orders[0].lines.count(), 2);
    for (Order& order : orders)
        for (Line& line : order.lines)
            EXPECT_EQ(line.order.get(), &order);
    EXPECT_EQ(log.count(), 2U) << log.to_string();
}

TEST_F(CompositeKeys, R9_4_parents_are_asked_for_once_each) {
    fill();
    const auto all = session.query<Line>().order_by(col<&Line::id>).all();
    const StatementLog log(engine);
    std::string customers;
    for (Line& line : all)
        customers += line.order ? line.order->customer + " " : "none ";
    EXPECT_EQ(customers, "ed ed wendy mary none ");
    EXPECT_EQ(log.count(), 1U) << log.to_string();
    EXPECT_EQ(&*all[0].order, &*all[1].order);
    EXPECT_EQ(session.get<Order>(1, 1), all[0].order.get());
}

TEST_F(CompositeKeys, R9_4_a_foreign_key_in_another_order_finds_its_parents_too) {
    fill();
    const auto boxes = session.query<Box>().order_by(col<&Box::id>).all();
    const StatementLog log(engine);
    std::string customers;
    for (Box& box : boxes)
        customers += box.order->customer + " ";
    EXPECT_EQ(customers, "ed wendy mary ");
    EXPECT_LE(log.count(), 1U) << log.to_string();
    EXPECT_EQ(boxes[0].order->boxes.size(), 1U);
}

TEST_F(CompositeKeys, R9_5_loads_of_options_do_the_same) {
    fill();
    using Strategy = LoadOption;
    for (const Strategy& option : {Strategy(selectinload<&Order::lines>()), Strategy(joinedload<&Order::lines>())}) {
        Session fresh(engine);
        const auto orders = fresh.query<Order>().order_by(col<&Order::shop_id>, col<&Order::no>).options(option).all();
        ASSERT_EQ(orders.size(), 3U);
        const StatementLog log(engine);
        EXPECT_EQ(orders[0].lines.size(), 2U);
        EXPECT_EQ(orders[2].lines[0].order.get(), &orders[2]);
        EXPECT_EQ(log.count(), 0U) << log.to_string();
    }
}

// --- a tree

TEST_F(CompositeKeys, R4_2_a_tree_is_inserted_from_the_root_and_deleted_from_the_leaves) {
    // Added leaves first, by keys that the program wrote: no relationship tells the order.
    session.add(Folder{.shop_id = 1, .no = 1, .parent_no = 2});
    session.add(Folder{.shop_id = 2, .no = 2});
    session.add(Folder{.shop_id = 1, .no = 2, .parent_no = 3});
    session.add(Folder{.shop_id = 1, .no = 3});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM folders c JOIN folders p ON p.no = c.parent_no AND p.shop_id = c.shop_id"),
              2);
    Folder& root = *session.get<Folder>(1, 3);
    EXPECT_EQ(root.children.size(), 1U);
    EXPECT_EQ(root.children[0].children[0].no, 1);
    EXPECT_EQ(root.children[0].parent.get(), &root);
    EXPECT_EQ(root.parent.get(), nullptr);

    Session second(engine);
    for (const int no : {3, 2, 1})
        second.remove(*second.get<Folder>(1, no));
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM folders"), 1);
}

TEST_F(CompositeKeys, R4_2_a_removed_tree_that_is_not_loaded_goes_as_a_whole) {
    run("INSERT INTO folders VALUES (1, 3, NULL, 'root'), (2, 3, NULL, 'other shop'), (1, 2, 3, 'a'), (1, 1, 2, 'b'),"
        "(2, 1, 3, 'stays')");
    session.remove(*session.get<Folder>(1, 3));
    session.commit();
    EXPECT_EQ(listed("SELECT shop_id || '' FROM folders"), "2,2");
}

TEST_F(CompositeKeys, R6_1_a_branch_of_the_tree_moves_and_becomes_a_root) {
    Folder& root = session.add(
        Folder{.shop_id = 1, .no = 1, .children = {Folder{.no = 2, .children = {Folder{.no = 3}}}, Folder{.no = 4}}});
    session.commit();
    EXPECT_EQ(folders(), "11-,121,132,141");
    Folder& leaf = root.children[0].children[0];
    root.children[1].children.add(leaf);
    EXPECT_EQ(leaf.parent_no, 4);
    root.children[0].parent = nullptr;
    EXPECT_EQ(leaf.shop_id, 1);
    session.commit();
    EXPECT_EQ(folders(), "11-,12-,134,141");
}

TEST_F(CompositeKeys, R4_2_a_circle_is_broken_by_the_column_that_can_be_null) {
    Folder& a = session.add(Folder{.shop_id = 1, .no = 1});
    Folder& b = session.add(Folder{.shop_id = 1, .no = 2, .parent = a});
    a.parent = b;
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM folders c JOIN folders p ON p.no = c.parent_no AND p.shop_id = c.shop_id"),
              2);
    session.remove(a);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM folders"), 0) << "the cascade goes round";
}

TEST_F(CompositeKeys, R4_2_a_circle_of_keys_that_the_program_wrote_is_broken_too) {
    session.add(Folder{.shop_id = 1, .no = 1, .parent_no = 3, .name = "a"});
    session.add(Folder{.shop_id = 1, .no = 2, .parent_no = 1, .name = "b"});
    Folder& c = session.add(Folder{.shop_id = 1, .no = 3, .parent_no = 2, .name = "c"});
    session.add(Folder{.shop_id = 1, .no = 4, .parent_no = 4, .name = "in itself"});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM folders c JOIN folders p ON p.no = c.parent_no AND p.shop_id = c.shop_id"),
              4);
    EXPECT_TRUE(session.dirty<Folder>().empty());
    EXPECT_EQ(c.parent->name, "b");
    // Beside values that change hands.
    session.remove(*session.get<Folder>(1, 4));
    session.add(Folder{.shop_id = 1, .no = 4, .parent_no = 5});
    session.add(Folder{.shop_id = 1, .no = 5, .parent_no = 4});
    session.commit();
    EXPECT_EQ(number("SELECT sum(parent_no) FROM folders WHERE no > 3"), 9);
}

// --- other columns than the key

TEST_F(CompositeKeys, R4_2_rows_that_refer_to_a_unique_column_are_ordered_too) {
    session.add(Place{.id = 1, .code = 10, .in_code = 20});
    session.add(Place{.id = 10, .code = 30, .in_code = 10});
    session.add(Place{.id = 20, .code = 20});
    session.commit();
    Place& outer = *session.get<Place>(20);
    ASSERT_EQ(outer.parts.size(), 1U);
    EXPECT_EQ(outer.parts[0].in.get(), &outer);
    EXPECT_EQ(outer.parts[0].parts[0].code, 30);
    Session second(engine);
    for (const int id : {20, 1, 10})
        second.remove(*second.get<Place>(id));
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM places"), 0);
}

/// Lies in itself, by a column that is not the key and can't be NULL.
struct Island {
    int id{};
    int code{};
    int in_code{};

    static constexpr auto mapping() {
        return table<Island>("islands", column<&Island::id>(primary_key), column<&Island::code>(unique),
                             column<&Island::in_code>(foreign_key("islands.code")));
    }
};

TEST_F(CompositeKeys, R4_2_a_code_that_is_another_rows_key_makes_no_circle) {
    metadata<Island>().create_all(engine);
    session.add(Island{.id = 1, .code = 2, .in_code = 2});
    session.add(Island{.id = 2, .code = 1, .in_code = 1});
    session.commit();
    session.remove(*session.get<Island>(1));
    session.remove(*session.get<Island>(2));
    if (!engine.dialect().capabilities().deletes_self_references) {
        EXPECT_THROW(session.commit(), IntegrityError) << "the column can't be emptied first";
        session.rollback();
        EXPECT_EQ(number("SELECT count(*) FROM islands"), 2);
        return;
    }
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM islands"), 0);
}

// --- mistakes

struct Crooked {
    int id{};
    int a{};
    int b{};
    static constexpr auto mapping() {
        return table<Crooked>("crooked", column<&Crooked::id>(primary_key),
                              foreign_key_on<&Crooked::a, &Crooked::b>("orders.shop_id"));
    }
};
struct Lacking {
    int id{};
    int a{};
    int b{};
    static constexpr auto mapping() {
        return table<Lacking>("lacking", column<&Lacking::id>(primary_key), unmapped<&Lacking::b>,
                              foreign_key_on<&Lacking::a, &Lacking::b>("orders.shop_id, orders.no"));
    }
};

template <class T>
std::string refusal() {
    try {
        rowan::metadata<T>();
    } catch (const ArgumentError& error) {
        return error.what();
    }
    return "none";
}

TEST(CompositeKeyMistakes, NameTheStructAndWhatIsWrong) {
    EXPECT_THAT(refusal<Crooked>(), testing::AllOf(testing::HasSubstr("Crooked"), testing::HasSubstr("2 columns")));
    EXPECT_THAT(refusal<Lacking>(), testing::AllOf(testing::HasSubstr("Lacking"), testing::HasSubstr("no column")));
}

}  // namespace
}  // namespace rowan::rules
