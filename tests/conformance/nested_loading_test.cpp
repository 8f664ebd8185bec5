// Loading options several relationships deep: what is named is there, and a touch sends nothing.
#include "query_model.hpp"

namespace query_model {
namespace {

using namespace rowan;

struct Employee {
    int id{};
    std::string name{};
    std::optional<int> boss_id{};
    one<Employee> boss{};
    many<Employee> reports{};
    static constexpr auto mapping() {
        return rowan::table<Employee>("employees", rowan::column<&Employee::id>(rowan::primary_key),
                                      rowan::column<&Employee::boss_id>(rowan::foreign_key("employees.id")));
    }
};

class NestedLoading : public QueryTest {
protected:
    NestedLoading() {
        rowan::metadata<Employee>().create_all(engine_);
        Session writer(engine_);
        writer.add(
            Employee{.name = "ann",
                     .reports = {Employee{
                         .name = "bob", .reports = {Employee{.name = "cid", .reports = {Employee{.name = "dan"}}}}}}});
        writer.commit();
    }
    void expect_three_levels(const LoadOption& option) {
        StatementLog log(engine_);
        const auto found = session_.query<Employee>().filter(col<&Employee::name> == "ann").options(option).all();
        log.clear();
        Employee& ann = found[0];
        EXPECT_EQ(ann.reports[0].reports[0].reports[0].name, "dan");
        EXPECT_EQ(log.count(), 0U) << log.to_string();
    }
};

TEST_F(NestedLoading, R9_6_three_collections_by_selectinload) {
    expect_three_levels(selectinload<&Employee::reports, &Employee::reports, &Employee::reports>());
}

TEST_F(NestedLoading, R9_6_three_collections_by_joinedload) {
    expect_three_levels(joinedload<&Employee::reports, &Employee::reports, &Employee::reports>());
}

TEST_F(NestedLoading, R9_6_a_join_that_stands_behind_a_statement_of_its_own) {
    expect_three_levels(
        selectinload<&Employee::reports>().joinedload<&Employee::reports>().selectinload<&Employee::reports>());
}

TEST_F(NestedLoading, R9_6_joins_behind_a_collection_that_a_limit_keeps_from_being_joined) {
    StatementLog log(engine_);
    const auto users = session_.query<User>()
                           .filter(col<&User::name> == "ed")
                           .limit(1)
                           .options(joinedload<&User::posts, &Post::tags>())
                           .all();
    log.clear();
    EXPECT_EQ(users[0].posts[0].tags.size() + users[0].posts[1].tags.size(), 3U);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
}

TEST_F(NestedLoading, R9_6_three_parents_by_joinedload_in_one_statement) {
    const StatementLog log(engine_);
    const Employee& dan = *session_.query<Employee>()
                               .filter(col<&Employee::name> == "dan")
                               .options(joinedload<&Employee::boss, &Employee::boss, &Employee::boss>())
                               .first();
    EXPECT_EQ(dan.boss->boss->boss->name, "ann");
    EXPECT_EQ(log.count(), 1U) << log.to_string();
}

}  // namespace
}  // namespace query_model
