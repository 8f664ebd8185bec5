// Runs tests/fuzz/url_fuzz.cpp on a fixed sequence of inputs.
#include "../fuzz/url_fuzz.cpp"

#include "fuzz_inputs.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace {

const std::vector<std::string> seeds = {"sqlite://",
                                        "sqlite:///a.db",
                                        "sqlite:////tmp/a.db?mode=ro&busy_timeout=20",
                                        "sqlite://?shared",
                                        "postgresql://scott:tiger@localhost:5432/shop?connect_timeout=5",
                                        "postgresql+libpq://u%40x:p%3A%2Fw@[::1]:5432/d%20b",
                                        "mysql://root@/db?unix_socket=/tmp/s",
                                        "mssql://u:p@host/db?driver=ODBC+Driver&encrypt=yes",
                                        "oracle://u:@h:1/?a=1&a=2",
                                        "postgresql://h1:1,h2:2/d",
                                        "x://%00/%ff",
                                        "sqlite:///C:/a/b.db",
                                        "?Secret",
                                        "/a?b",
                                        "@/a?b&c"};

TEST(UrlFuzz, EveryTextIsRefusedOrComesBack) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    rowan::test::FuzzInputs inputs(20240229, seeds, "/:@?&=%+#[],.09afAF \\\"\n");
    int accepted = 0;
    for (const std::string& seed : seeds) {
        const char* finding = rowan::fuzz::check_url(seed, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << seed;
    }
    EXPECT_GE(accepted, 6) << "the seeds should be accepted, mostly";
    int tried = 0;
    for (; tried < 30000 && std::chrono::steady_clock::now() < end; ++tried) {
        const std::string text = inputs.next();
        const char* finding = rowan::fuzz::check_url(text, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << testing::PrintToString(text);
    }
    EXPECT_GT(tried, 50);
}

}  // namespace
