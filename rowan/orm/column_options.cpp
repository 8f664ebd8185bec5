#include <rowan/orm/column_options.hpp>

#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/query_options.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/types/error.hpp>

#include <string>

namespace rowan {

void apply_option(SelectCore& select, const ColumnLoading& option) {
    detail::change_options(select, [&](detail::QueryOptions& options) {
        if (options.columns.size() == 64)
            throw ArgumentError("options: more than 64 options about columns");
        options.columns.push_back(option);
    });
}

namespace detail {

namespace {

ColumnSet named(const Mapper& mapper, const ColumnLoading& option) {
    ColumnSet columns = 0;
    for (const std::uint32_t offset : option.offsets) {
        const int field = mapper.find_offset(offset);
        if (field < 0)
            throw ArgumentError("options: a member of " + std::string(mapper.name()) + " is named that has no column");
        columns |= ColumnSet{1} << field;
    }
    return columns;
}

/// The first column of the set, as the program names it.
std::string spell_first(const Mapper& mapper, ColumnSet columns) {
    std::size_t i = 0;
    while ((columns >> i & 1) == 0)
        ++i;
    return std::string(mapper.name()) + "::" + std::string(mapper.fields()[i].member);
}

}  // namespace

WantedColumns wanted_columns(const Mapper& mapper, std::span<const ColumnLoading> options, bool tracked,
                             std::uint64_t& used) {
    using How = ColumnLoading::How;
    const ColumnSet always = tracked ? mapper.all_columns() & ~mapper.deferred() : column_set(mapper.key());
    WantedColumns wanted{mapper.all_columns() & ~mapper.deferred(), 0};
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (&options[i].owner() != &mapper)
            continue;
        used |= std::uint64_t{1} << i;
        const ColumnSet columns = named(mapper, options[i]);
        switch (options[i].how) {
            case How::load:
                wanted.columns |= columns;
                wanted.raises &= ~columns;
                break;
            case How::only:
                wanted.columns = columns | always;
                wanted.raises &= ~columns;
                break;
            case How::raise:
                wanted.raises |= columns;
                wanted.columns &= ~columns;
                break;
            case How::defer:
                if (const ColumnSet refused = columns & always; refused != 0)
                    throw ArgumentError(
                        "defer: " + spell_first(mapper, refused) +
                        (tracked ? " is a plain member, and a session's objects always have these: make it a "
                                   "rowan::deferred<>, or fetch values, connection.fetch<" +
                                       std::string(mapper.name()) + ">(…)"
                                 : " is of the key, which is always loaded"));
                wanted.columns &= ~columns;
                break;
        }
    }
    return wanted;
}

}  // namespace detail
}  // namespace rowan
