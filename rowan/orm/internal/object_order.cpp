#include <rowan/orm/internal/object_order.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>

namespace rowan::detail {

std::optional<ClosedCircle> open_circles(Needs& needs) {
    enum class Mark : std::uint8_t { none, open, done };
    struct Step {
        std::size_t thing;
        std::size_t next;  ///< the need to look at next; the one before it led to the step above
    };
    std::vector<Mark> marks(needs.size(), Mark::none);
    std::vector<Step> path;
    const auto enter = [&](std::size_t thing) {
        marks[thing] = Mark::open;
        path.push_back({thing, 0});
    };
    // The need nearest to the end of the path that can wait. What lies beyond it is looked at again.
    const auto open_path_to = [&](std::size_t thing) {
        while (path.back().thing != thing) {
            marks[path.back().thing] = Mark::none;
            path.pop_back();
            Step& step = path.back();
            if (Need& need = needs[step.thing][step.next - 1]; need.can_wait) {
                need.waits = true;
                return true;
            }
        }
        return false;
    };
    for (std::size_t first = 0; first < needs.size(); ++first) {
        if (marks[first] != Mark::none)
            continue;
        enter(first);
        while (!path.empty()) {
            Step& step = path.back();
            if (step.next == needs[step.thing].size()) {
                marks[step.thing] = Mark::done;
                path.pop_back();
                continue;
            }
            const ClosedCircle here{step.thing, step.next};
            Need& need = needs[step.thing][step.next++];
            if (need.waits || marks[need.on] == Mark::done)
                continue;
            if (marks[need.on] == Mark::none)
                enter(need.on);
            else if (need.can_wait)
                need.waits = true;
            else if (!open_path_to(need.on))
                return here;
        }
    }
    return std::nullopt;
}

std::vector<std::size_t> in_order(const Needs& needs, std::span<const std::size_t> kinds) {
    std::vector<std::size_t> missing(needs.size(), 0);
    std::vector<std::vector<std::size_t>> needed_by(needs.size());
    for (std::size_t thing = 0; thing < needs.size(); ++thing)
        for (const Need& need : needs[thing]) {
            if (need.waits)
                continue;
            ++missing[thing];
            needed_by[need.on].push_back(thing);
        }
    using Ready = std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>>;
    std::map<std::size_t, Ready> ready;
    for (std::size_t thing = 0; thing < needs.size(); ++thing)
        if (missing[thing] == 0)
            ready[kinds[thing]].push(thing);
    std::vector<std::size_t> ordered;
    ordered.reserve(needs.size());
    while (!ready.empty()) {
        const auto kind = std::min_element(
            ready.begin(), ready.end(), [](const auto& a, const auto& b) { return a.second.top() < b.second.top(); });
        Ready& of_kind = kind->second;
        while (!of_kind.empty()) {
            const std::size_t thing = of_kind.top();
            of_kind.pop();
            ordered.push_back(thing);
            for (const std::size_t next : needed_by[thing])
                if (--missing[next] == 0)
                    ready[kinds[next]].push(next);
        }
        ready.erase(kind);
    }
    return ordered;
}

}  // namespace rowan::detail
