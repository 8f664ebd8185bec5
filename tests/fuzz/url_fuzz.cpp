// Any bytes as a database URL: refused with an ArgumentError, or a URL that comes back from its own text.
#include "fuzz.hpp"
#include <rowan/drivers/url.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/utf8.hpp>

#include <string>

namespace rowan::fuzz {

inline Finding check_url(std::string_view text, int& accepted) {
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
