// Rows of every size are compared with what was last known of them, and go back to it (SEMANTICS 5.1, 8.1).
#include "scratch_database.hpp"
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <gtest/gtest.h>

#include <map>

namespace rowan {
namespace {

struct Paper {
    int id{};
    std::string text{};
    std::optional<std::string> note{};
    std::optional<Bytes> data{};
    std::optional<double> weight{};
    std::int64_t last{};

    static constexpr auto mapping() { return table<Paper>("papers", column<&Paper::id>(primary_key)); }
};

/// Around the bounds of what a snapshot packs in one go, and of the lengths that take one byte in it.
constexpr std::size_t lengths[] = {0, 1, 15, 253, 254, 255, 256, 980, 990, 1000, 1010, 1024, 1030, 4096, 70'000};

std::string text_of(std::size_t length, char filling) { return std::string(length, filling); }

struct Values {
    std::string text;
    std::optional<std::string> note;
    std::optional<Bytes> data;
    std::optional<double> weight;
    std::int64_t last;

    friend bool operator==(const Values&, const Values&) = default;
};
Values values_of(const Paper& paper) { return {paper.text, paper.note, paper.data, paper.weight, paper.last}; }

class Snapshots : public testing::Test {
protected:
    Snapshots() {
        rowan::metadata<Paper>().create_all(engine_);
        Session writer(engine_);
        for (const std::size_t text : lengths)
            for (const std::size_t note : {std::size_t{0}, std::size_t{255}, std::size_t{1000}})
                writer.add(Paper{.text = text_of(text, 't'),
                                 .note = note == 0 ? std::nullopt : std::optional(text_of(note, 'n')),
                                 .data = note == 255 ? std::optional(Bytes(text, std::byte{7})) : std::nullopt,
                                 .weight = note == 1000 ? std::optional(1.5) : std::nullopt,
                                 .last = static_cast<std::int64_t>(text)});
        writer.commit();
    }

    bool is_modified(const Paper& paper) const { return !session_.modified_columns(paper).empty(); }

    rowan::test::ScratchDatabase database_{};
    Engine engine_ = database_.engine();
    Session session_{engine_};
};

TEST_F(Snapshots, ARowThatWasReadIsUnchangedWhateverItsSize) {
    for (Paper& paper : session_.scalars(select<Paper>()))
        EXPECT_FALSE(is_modified(paper)) << paper.text.size();
}

TEST_F(Snapshots, AnyChangeOfAnyColumnIsSeen) {
    for (Paper& paper : session_.scalars(select<Paper>())) {
        const Paper before = paper;
        const auto expect_change = [&](auto&& change) {
            change();
            EXPECT_TRUE(is_modified(paper)) << paper.id;
            paper = before;
            EXPECT_FALSE(is_modified(paper)) << paper.id;
        };
        expect_change([&] { paper.text += 'x'; });
        if (!paper.text.empty())
            expect_change([&] { paper.text.back() = 'x'; });
        expect_change([&] { paper.note = paper.note ? std::nullopt : std::optional(std::string()); });
        if (paper.note)
            expect_change([&] { paper.note->front() = 'x'; });
        expect_change([&] { paper.data = paper.data ? std::nullopt : std::optional(Bytes()); });
        expect_change([&] { paper.weight = paper.weight ? std::nullopt : std::optional(0.0); });
        expect_change([&] { ++paper.last; });
    }
}

TEST_F(Snapshots, ARollbackBringsBackRowsOfEverySizeThatBecameOthers) {
    std::map<int, Values> before;
    for (Paper& paper : session_.scalars(select<Paper>()))
        before.emplace(paper.id, values_of(paper));
    session_.commit();
    // Twice, so that snapshots are written over, too.
    for (const std::size_t step : {std::size_t{1}, std::size_t{5}}) {
        std::size_t place = 0;
        for (Paper& paper : session_.scalars(select<Paper>())) {
            const std::size_t length = lengths[(place++ + step) % std::size(lengths)];
            paper.text = text_of(length, 'u');
            paper.note = length % 2 == 0 ? std::nullopt : std::optional(text_of(length, 'v'));
            paper.data = Bytes(length / 2, std::byte{9});
            paper.weight = length % 3 == 0 ? std::nullopt : std::optional(2.5);
            paper.last = -1;
        }
        session_.flush();
        for (Paper& paper : session_.scalars(select<Paper>()))
            EXPECT_FALSE(is_modified(paper)) << paper.id;
    }
    session_.rollback();
    std::size_t compared = 0;
    for (Paper& paper : session_.scalars(select<Paper>())) {
        EXPECT_EQ(values_of(paper), before.at(paper.id)) << paper.id;
        EXPECT_FALSE(is_modified(paper)) << paper.id;
        ++compared;
    }
    EXPECT_EQ(compared, before.size());
}

}  // namespace
}  // namespace rowan
