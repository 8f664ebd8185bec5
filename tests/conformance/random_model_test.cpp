// Random operations on a session, against a model that is kept by hand (random_model_world.hpp): after each step the
// objects and their loaded relationships, and after each flush, commit and rollback every row of the database, are what
// the model says. A run that fails is made as short as it will go before it is shown.
//
//     ROWAN_RANDOM_SEED=17 ROWAN_RANDOM_STEPS=400 build/asan/tests/conformance_tests --gtest_filter='RandomModel*'
//     ROWAN_RANDOM_VERBOSE=1      writes each step before it is done: for crashes
//     ROWAN_RANDOM_SHRINK=300     seconds to look for a shorter run that fails, instead of 20
//     ROWAN_RANDOM_RUNS=10000     that many seeds, from 1 or the one that is given
#include "random_model_runner.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <random>

namespace rowan::test::random_model {
namespace {

struct Failure {
    std::string why;
    std::vector<std::string> log;
    std::size_t step;
};

std::vector<Step> make_steps(unsigned seed, std::size_t count) {
    std::mt19937 random(seed);
    std::vector<Step> steps;
    for (std::size_t i = 0; i < count; ++i) {
        const auto next = [&] { return static_cast<unsigned>(random()); };
        Step step{};
        step.what = next();
        step.a = next();
        step.b = next();
        step.c = next();
        steps.push_back(step);
    }
    return steps;
}

std::optional<Failure> run(const std::vector<Step>& steps) {
    Runner runner(std::getenv("ROWAN_RANDOM_VERBOSE") != nullptr);
    try {
        runner.run(steps);
    } catch (const std::exception& error) {
        Failure failure{error.what(), runner.log(), runner.log().size()};
        if (failure.log.empty() || failure.log.back() != runner.current())
            failure.log.push_back(runner.current());
        return failure;
    }
    return std::nullopt;
}

std::size_t number_from(const char* name, std::size_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::strtoul(text, nullptr, 10) : otherwise;
}

// Leaves out as many steps as it can while the run still fails.
Failure shrink(std::vector<Step> steps, Failure failure) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(number_from("ROWAN_RANDOM_SHRINK", 20));
    bool smaller = true;
    for (std::size_t part = steps.size() / 2; part > 0 || smaller; part /= 2) {
        if (part == 0)
            part = 1;
        smaller = false;
        for (std::size_t at = 0; at < steps.size();) {
            if (std::chrono::steady_clock::now() > end)
                return failure;
            std::vector<Step> less = steps;
            const auto first = less.begin() + static_cast<std::ptrdiff_t>(at);
            less.erase(first, first + static_cast<std::ptrdiff_t>(std::min(part, less.size() - at)));
            if (auto still = run(less); still && still->log.size() <= failure.log.size()) {
                steps = std::move(less);
                failure = std::move(*still);
                smaller = true;
            } else {
                at += part;
            }
        }
        if (part == 1 && !smaller)
            break;
    }
    return failure;
}

// The same each time, so that a change is judged by what it changed. ROWAN_RANDOM_SEED=1000 ROWAN_RANDOM_RUNS=200 looks
// for what these do not find.
std::vector<unsigned> seeds_to_run() {
    std::vector<unsigned> seeds;
    if (std::getenv("ROWAN_RANDOM_SEED") || std::getenv("ROWAN_RANDOM_RUNS")) {
        const std::size_t first = number_from("ROWAN_RANDOM_SEED", 1);
        for (std::size_t i = 0; i < number_from("ROWAN_RANDOM_RUNS", 1); ++i)
            seeds.push_back(static_cast<unsigned>(first + i));
        return seeds;
    }
    for (unsigned seed = 1; seed <= 30; ++seed)
        seeds.push_back(seed);
    for (const unsigned found_something :
         {31U, 41U, 55U, 75U, 97U, 101U, 102U, 3032U, 3041U, 3070U, 4063U, 4075U, 6018U, 20413U, 21674U, 30282U})
        seeds.push_back(found_something);
    return seeds;
}

TEST(RandomModel, SessionAndDatabaseAreWhatTheModelSays) {
    const std::size_t steps = number_from("ROWAN_RANDOM_STEPS", 300);
    const std::vector<unsigned> seeds = seeds_to_run();
    int failures = 0;
    for (const unsigned seed : seeds) {
        const std::vector<Step> all = make_steps(seed, steps);
        std::optional<Failure> failure = run(all);
        if (!failure)
            continue;
        const Failure small = shrink(all, *failure);
        std::string text;
        for (const std::string& each : small.log)
            text += "\n  " + each;
        ADD_FAILURE() << "seed " << seed << ", " << steps << " steps: " << small.why << "\nafter" << text;
        if (++failures == 5)
            return;
    }
}

}  // namespace
}  // namespace rowan::test::random_model
