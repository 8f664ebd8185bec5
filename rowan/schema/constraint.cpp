#include <rowan/schema/constraint.hpp>

#include <rowan/types/error.hpp>

#include <utility>

namespace rowan {
namespace {

struct Target {
    std::string_view schema;
    std::string_view table;
    std::string_view column;
};

Target split_target(std::string_view target) {
    Target parts;
    const std::size_t last = target.rfind('.');
    if (last != std::string_view::npos) {
        parts.column = target.substr(last + 1);
        parts.table = target.substr(0, last);
        const std::size_t first = parts.table.find('.');
        if (first != std::string_view::npos) {
            parts.schema = parts.table.substr(0, first);
            parts.table = parts.table.substr(first + 1);
            if (parts.schema.empty())
                parts.table = {};
        }
    }
    if (parts.table.empty() || parts.column.empty()) {
        throw ArgumentError("foreign key to '" + std::string(target) +
                            "': say \"table.column\" or \"schema.table.column\"");
    }
    return parts;
}

}  // namespace

PrimaryKey::PrimaryKey(std::vector<std::string> columns_, std::string name_)
    : columns(std::move(columns_)), name(std::move(name_)) {}

ForeignKey::ForeignKey(std::string_view target, const ForeignKeyOptions& options) {
    const Target parts = split_target(target);
    referred_schema = parts.schema;
    referred_table = parts.table;
    referred_columns.emplace_back(parts.column);
    take(options);
}

ForeignKey::ForeignKey(std::initializer_list<std::string_view> columns_,
                       std::initializer_list<std::string_view> targets, const ForeignKeyOptions& options)
    : ForeignKey(std::span(columns_.begin(), columns_.size()), std::span(targets.begin(), targets.size()), options) {}

ForeignKey::ForeignKey(std::span<const std::string_view> columns_, std::span<const std::string_view> targets,
                       const ForeignKeyOptions& options) {
    if (columns_.size() != targets.size() || columns_.empty()) {
        throw ArgumentError("a foreign key has " + std::to_string(columns_.size()) + " columns and " +
                            std::to_string(targets.size()) + " targets: give as many of both, and at least one");
    }
    columns.assign(columns_.begin(), columns_.end());
    for (const std::string_view target : targets) {
        const Target parts = split_target(target);
        if (referred_columns.empty()) {
            referred_schema = parts.schema;
            referred_table = parts.table;
        } else if (parts.schema != referred_schema || parts.table != referred_table) {
            throw ArgumentError("a foreign key refers to '" + std::string(target) + "' beside columns of '" +
                                referred_table + "': all its targets must be columns of one table");
        }
        referred_columns.emplace_back(parts.column);
    }
    take(options);
}

void ForeignKey::take(const ForeignKeyOptions& options) {
    on_delete = options.on_delete;
    on_update = options.on_update;
    deferrable = options.deferrable || options.initially_deferred;
    initially_deferred = options.initially_deferred;
    name = options.name;
}

Unique::Unique(std::vector<std::string> columns_, std::string name_)
    : columns(std::move(columns_)), name(std::move(name_)) {}

Check::Check(std::string condition_, std::string name_) : condition(std::move(condition_)), name(std::move(name_)) {}

ExcludePart ExcludePart::expression(std::string sql, std::string op) {
    ExcludePart part;
    part.sql = std::move(sql);
    part.op = std::move(op);
    return part;
}

Exclude::Exclude(std::vector<ExcludePart> parts_, const ExcludeOptions& options)
    : parts(std::move(parts_)),
      name(options.name),
      method(options.method),
      where(options.where),
      deferrable(options.deferrable),
      initially_deferred(options.initially_deferred) {}

}  // namespace rowan
