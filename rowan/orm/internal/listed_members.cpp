#include <rowan/orm/internal/listed_members.hpp>

#include <rowan/types/error.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace rowan::detail {
namespace {

std::size_t aligned(std::size_t at, std::size_t align) { return align == 0 ? at : (at + align - 1) / align * align; }

[[noreturn]] void refuse(const EntitySpec& spec, const MapLine* before, std::size_t from, std::size_t to) {
    const std::string name(spec.name);
    throw ArgumentError(
        "the mapping of " + name + " forgets a member: it lists none for the " + std::to_string(to - from) + " bytes " +
        (before ? "behind " + std::string(before->member.name) : std::string("at the beginning")) +
        ". A class with a base, a constructor, private members or a raw array lists every member: column<&" + name +
        "::member>(), unmapped<&" + name +
        "::member> for one that is no column, or rest_unmapped for those that can't be named");
}

bool is_about_a_member(const MapLine& line) {
    return line.what != LineKind::table_option && line.what != LineKind::nested_column;
}

}  // namespace

void require_all_listed(const EntitySpec& spec) {
    std::vector<const MapLine*> listed;
    bool rest_unmapped = false;
    for (std::size_t i = 0; i < spec.line_count; ++i) {
        const MapLine& line = spec.lines[i];
        rest_unmapped = rest_unmapped || line.table_option == TableOptionKind::rest_unmapped;
        if (is_about_a_member(line))
            listed.push_back(&line);
    }
    if (spec.member_count > 0 && rest_unmapped)
        throw ArgumentError("all members of " + std::string(spec.name) +
                            " are found and mapped by themselves: say unmapped<&" + std::string(spec.name) +
                            "::member> of those that are no columns, in the place of rest_unmapped");
    if (spec.member_count > 0 || rest_unmapped)
        return;

    std::sort(listed.begin(), listed.end(),
              [](const MapLine* a, const MapLine* b) { return a->member.offset < b->member.offset; });
    std::size_t end = 0;
    const MapLine* before = nullptr;
    for (const MapLine* next : listed) {
        const Footprint& footprint = next->footprint;
        std::size_t explained = aligned(end, before ? before->footprint.base_align : 0);
        explained = aligned(explained, footprint.base_align);
        if (footprint.has_vptr && (end == 0 || footprint.base_align > 0))
            explained = aligned(explained, alignof(void*)) + sizeof(void*);
        if (next->member.offset > aligned(explained, footprint.align))
            refuse(spec, before, end, next->member.offset);
        if (next->member.offset + next->member.size > end) {
            end = next->member.offset + next->member.size;
            before = next;
        }
    }
    const std::size_t explained = aligned(end, before ? before->footprint.base_align : 0);
    if (spec.ops->size > aligned(explained, spec.ops->align))
        refuse(spec, before, end, spec.ops->size);
}

}  // namespace rowan::detail
