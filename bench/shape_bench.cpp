// What a statement costs before it reaches the database: building it, walking it for its shape, hashing, and looking
// its compiled SQL up. The target is 1 µs for a SELECT of all columns with 3 conditions, ORDER BY and LIMIT.
#include <rowan/dialects/dialect.hpp>
#include <rowan/schema/table.hpp>
#include <rowan/sql.hpp>
#include <rowan/sql/shape.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <unordered_map>

namespace {

using namespace rowan;

struct User {};

const sql::MappedTable& users() {
    static const TableData data = TableBuilder("users")
                                      .add(Column("id", Integer{}, primary_key))
                                      .add(Column("name", String{50}))
                                      .add(Column("age", Integer{}))
                                      .add(Column("active", Boolean{}))
                                      .finish();
    static const sql::MappedTable table(data);
    return table;
}
template <std::size_t I>
sql::NodePtr column() {
    return users().column(I);
}
constexpr ColumnExpr<int> id(&column<0>);
constexpr ColumnExpr<std::string> name(&column<1>);
constexpr ColumnExpr<int> age(&column<2>);
constexpr Entity<User> entity([] { return users().all_columns(); });

auto build(int seed) { return select(entity).where(age > seed, name == "ed", id < 1000).order_by(name).limit(20); }

void build_statement(benchmark::State& state) {
    int seed = 0;
    for (auto _ : state) {
        auto statement = build(++seed);
        benchmark::DoNotOptimize(statement);
    }
}
BENCHMARK(build_statement);

void walk_and_hash(benchmark::State& state) {
    const auto statement = build(1);
    sql::Shape shape;
    for (auto _ : state) {
        shape.read(statement);
        benchmark::DoNotOptimize(shape.hash());
    }
}
BENCHMARK(walk_and_hash);

void build_walk_hash_and_look_up(benchmark::State& state) {
    const auto dialect = sqlite_dialect();
    std::unordered_map<std::uint64_t, std::pair<std::string, Compiled>> cache;
    sql::Shape shape;
    int seed = 0;
    for (auto _ : state) {
        const auto statement = build(++seed);
        shape.read(statement);
        auto found = cache.find(shape.hash());
        if (found == cache.end() || found->second.first != shape.bytes())
            found =
                cache.insert_or_assign(shape.hash(), std::pair(std::string(shape.bytes()), dialect->compile(statement)))
                    .first;
        benchmark::DoNotOptimize(found->second.second.sql.data());
    }
}
BENCHMARK(build_walk_hash_and_look_up);

void compile_statement(benchmark::State& state) {
    const auto dialect = sqlite_dialect();
    const auto statement = build(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(dialect->compile(statement));
}
BENCHMARK(compile_statement);

void walk_an_insert_of_a_thousand_rows(benchmark::State& state) {
    InsertCore insert(users().source());
    for (int i = 0; i < 1000; ++i)
        insert.add_row({id.set(i), name.set("x"), age.set(3)});
    sql::Shape shape;
    for (auto _ : state) {
        shape.read(insert);
        benchmark::DoNotOptimize(shape.hash());
    }
}
BENCHMARK(walk_an_insert_of_a_thousand_rows);

}  // namespace
