// Any bytes as a database URL: refused with an ArgumentError, or a URL that comes back from its own text. And any bytes
// as a password that nobody has encoded: whatever comes of that, it is not shown.
#include "fuzz.hpp"
#include <rowan/drivers/url.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/utf8.hpp>

#include <string>

namespace rowan::fuzz {

inline bool shows_password(std::string_view text) {
    constexpr std::string_view mark = "40417";  // a port, too
    const std::string url =
        "postgresql://scott:" + std::string(mark) + std::string(text) + std::string(mark) + "@db.example.com/shop";
    std::string shown;
    try {
        shown = Url::parse(url).to_string();
    } catch (const ArgumentError& error) {
        shown = error.what();
    }
    return shown.find(mark) != std::string::npos;
}

inline Finding check_url(std::string_view text, int& accepted) {
    // "/b?c=d@h" is the end of many a good URL, whatever stands before it.
    const bool ambiguous = text.find('/') != std::string_view::npos && text.find('=') != std::string_view::npos;
    if (!ambiguous && shows_password(text))
        return "a password that is shown";
    Url url;
    try {
        url = Url::parse(text);
    } catch (const ArgumentError& error) {
        return std::string_view(error.what()).empty() ? "an error without words" : nullptr;
    }
    ++accepted;
    if (!(Url::parse(url.to_string_with_password()) == url))
        return "a URL that does not come back from its text";
    const std::string shown = url.to_string();
    if (shown.find('\n') != std::string::npos)
        return "a URL that is shown in two lines";
    return nullptr;
}

}  // namespace rowan::fuzz

ROWAN_FUZZ_TARGET(rowan::fuzz::check_url)
