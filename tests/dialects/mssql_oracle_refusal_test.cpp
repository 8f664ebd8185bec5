// What neither SQL Server nor Oracle takes; what only one of them rejects is in a file of its own.
#include "sql_of.hpp"
#include "sql_tables.hpp"
#include <rowan/sql.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rowan::test {
namespace {

using testing::StartsWith;
using namespace users;

class MssqlAndOracleRefusal : public testing::TestWithParam<const char*> {
protected:
    std::string sql(const Statement& statement) const { return sql_of(dialect_, statement); }

private:
    const DialectPtr dialect_ = std::string_view(GetParam()) == "mssql" ? mssql_dialect() : oracle_dialect();
};

TEST_P(MssqlAndOracleRefusal, AnUpsertComparesWhatItsRowsHave) {
    EXPECT_THAT(sql(insert<User>().values(age = 3).on_conflict_do_update(conflict_on(name), age = excluded(age))),
                StartsWith("refused: an upsert whose rows lack the column of the conflict ('name')"));
}

TEST_P(MssqlAndOracleRefusal, NumbersOfSequencesStandWhereTheyMay) {
    const auto number = next_value(sequence("s"));
    const auto refused = StartsWith("refused: a sequence's number in ");
    EXPECT_THAT(sql(select(number, id).where(age > 3)), StartsWith("SELECT "));
    EXPECT_THAT(sql(insert<User>().values(id = number, name = "x")), StartsWith("INSERT "));
    EXPECT_THAT(sql(insert<User>().from_select(select(number), id)), StartsWith("INSERT "));
    EXPECT_THAT(sql(update<User>().set(age = number).where(id == 1)), StartsWith("UPDATE "));
    EXPECT_THAT(sql(select(number).distinct()), refused);
    EXPECT_THAT(sql(select(number, name).order_by(name)), refused);
    EXPECT_THAT(sql(select(number, name).limit(3)), refused);
    EXPECT_THAT(sql(select(number).group_by(name)), refused);
    EXPECT_THAT(sql(select(number).union_all(select(id))), refused);
    EXPECT_THAT(sql(select(id).where(id == number)), refused);
    EXPECT_THAT(sql(select(select(number.label<"n">()).subquery("x")["n"])), refused);
    EXPECT_THAT(sql(select(select(number.label<"n">()).cte("c")["n"])), refused);
    EXPECT_THAT(sql(insert<User>().values(id = select(number).scalar_subquery(), name = "x")), refused);
    EXPECT_THAT(sql(insert<User>().values(id = number, name = "x").on_conflict_do_nothing(conflict_on(name))), refused);
}

TEST_P(MssqlAndOracleRefusal, ARecursiveCteIsPlain) {
    const auto root = select(posts::id, posts::parent_id).cte("tree", {.recursive = true});
    const auto below = select(posts::id, posts::parent_id).join(root, root["id"] == posts::parent_id);
    const auto read = [this](const auto& tree) { return sql(select(tree["id"])); };
    const auto refused = StartsWith("refused: DISTINCT, a group, an aggregate or a limit in the part of a CTE");
    EXPECT_THAT(read(root.union_all(below)), StartsWith("WITH tree"));
    EXPECT_THAT(read(root.union_(below)), StartsWith("refused: UNION in a recursive CTE"));
    EXPECT_THAT(read(root.union_all(below.distinct())), refused);
    EXPECT_THAT(read(root.union_all(below.limit(3))), refused);
    EXPECT_THAT(read(root.union_all(below.group_by(posts::id, posts::parent_id))), refused);
    EXPECT_THAT(read(root.union_all(select(func::max(posts::id), literal(1)).where(root["id"] == posts::parent_id))),
                refused);
    const bool joins = std::string_view(GetParam()) == "oracle";
    EXPECT_THAT(read(root.union_all(below.left_join(entity<User>, id == posts::author_id))),
                StartsWith(joins ? "WITH tree" : "refused: an outer join in the part of a CTE that recurs"));
}

INSTANTIATE_TEST_SUITE_P(Each, MssqlAndOracleRefusal, testing::Values("mssql", "oracle"),
                         [](const auto& it) { return std::string(it.param); });

}  // namespace
}  // namespace rowan::test
