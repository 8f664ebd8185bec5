#include <rowan/schema/internal/nearest.hpp>

#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>

namespace rowan::detail {
namespace {

constexpr std::size_t most_suggestions = 3;
constexpr std::size_t most_listed = 8;

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (ascii_lower(a[i - 1]) == ascii_lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row[b.size()];
}

std::string quoted_list(const std::vector<std::string_view>& names) {
    std::string list;
    for (const std::string_view name : names) {
        if (!list.empty())
            list += ", ";
        list.append("'").append(name).append("'");
    }
    return list;
}

}  // namespace

std::string nearest_names(std::string_view unknown, const std::vector<std::string_view>& candidates) {
    if (candidates.empty())
        return "; there are none";
    struct Ranked {
        std::size_t edits;
        std::size_t place;
        auto operator<=>(const Ranked&) const = default;
    };
    std::vector<Ranked> ranked;
    for (std::size_t place = 0; place < candidates.size(); ++place) {
        const std::string_view candidate = candidates[place];
        const std::size_t longer = std::max(unknown.size(), candidate.size());
        const std::size_t difference = longer - std::min(unknown.size(), candidate.size());
        if (difference * 2 > longer)
            continue;
        const std::size_t edits = distance(unknown, candidate);
        if (edits * 2 <= longer)
            ranked.push_back({edits, place});
    }
    std::sort(ranked.begin(), ranked.end());
    if (!ranked.empty()) {
        std::vector<std::string_view> names;
        for (std::size_t i = 0; i < std::min(ranked.size(), most_suggestions); ++i)
            names.push_back(candidates[ranked[i].place]);
        return "; did you mean " + quoted_list(names) + "?";
    }
    const bool all = candidates.size() <= most_listed;
    const std::vector<std::string_view> listed(
        candidates.begin(), all ? candidates.end() : candidates.begin() + static_cast<std::ptrdiff_t>(most_listed));
    return "; there " + std::string(candidates.size() == 1 ? "is " : "are ") + quoted_list(listed) + (all ? "" : " …");
}

}  // namespace rowan::detail
