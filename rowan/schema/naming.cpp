#include <rowan/schema/naming.hpp>

#include <rowan/schema/internal/short_hash.hpp>
#include <rowan/schema/table.hpp>
#include <rowan/types/error.hpp>

#include <string_view>
#include <unordered_set>
#include <vector>

namespace rowan {
namespace {

/// What the tokens stand for.
struct Subject {
    const TableData& table;
    std::vector<std::string_view> columns{};
    std::string_view referred_table{};
    std::vector<std::string_view> referred_columns{};
    std::string constraint{};
};

std::string join(const std::vector<std::string_view>& parts, std::string_view separator) {
    std::string joined;
    for (const std::string_view part : parts) {
        if (!joined.empty())
            joined += separator;
        joined += part;
    }
    return joined;
}

std::string_view first(const std::vector<std::string_view>& parts) {
    return parts.empty() ? std::string_view() : parts.front();
}

std::string replacement(std::string_view token, const Subject& subject) {
    if (token == "table_name")
        return subject.table.name;
    if (token == "column_0_name")
        return std::string(first(subject.columns));
    if (token == "column_0N_name")
        return join(subject.columns, "");
    if (token == "column_0_N_name")
        return join(subject.columns, "_");
    if (token == "column_0_label")
        return subject.table.name + "_" + std::string(first(subject.columns));
    if (token == "referred_table_name")
        return std::string(subject.referred_table);
    if (token == "referred_column_0_name")
        return std::string(first(subject.referred_columns));
    if (token == "referred_column_0_N_name")
        return join(subject.referred_columns, "_");
    if (token == "constraint_name")
        return subject.constraint;
    throw ArgumentError("naming convention: unknown token %(" + std::string(token) +
                        ")s; there are table_name, column_0_name, column_0N_name, column_0_N_name, column_0_label, "
                        "referred_table_name, referred_column_0_name, referred_column_0_N_name, constraint_name");
}

std::string expand(std::string_view pattern, const Subject& subject) {
    std::string name;
    while (!pattern.empty()) {
        const std::size_t start = pattern.find("%(");
        name += pattern.substr(0, start);
        if (start == std::string_view::npos)
            break;
        const std::size_t end = pattern.find(")s", start);
        if (end == std::string_view::npos) {
            throw ArgumentError("naming convention: '" + std::string(pattern.substr(start)) + "' lacks its )s");
        }
        name += replacement(pattern.substr(start + 2, end - start - 2), subject);
        pattern.remove_prefix(end + 2);
    }
    return name;
}

std::vector<std::string_view> views(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

class Namer {
public:
    explicit Namer(const TableData& table) {
        taken(table.primary_key.name);
        for (const auto& each : table.foreign_keys)
            taken(each.name);
        for (const auto& each : table.uniques)
            taken(each.name);
        for (const auto& each : table.checks)
            taken(each.name);
        for (const auto& each : table.indexes)
            taken(each.name);
        for (const auto& each : table.excludes)
            taken(each.name);
    }

    void name(std::string& target, const std::string& pattern, const Subject& subject) {
        if (!target.empty() || pattern.empty())
            return;
        const std::string base = expand(pattern, subject);
        target = base;
        for (int next = 2; taken_.contains(target); ++next)
            target = base + "_" + std::to_string(next);
        taken(target);
    }

private:
    void taken(const std::string& name) {
        if (!name.empty())
            taken_.insert(name);
    }
    std::unordered_set<std::string> taken_{};
};

}  // namespace

void NamingConvention::apply(TableData& table) const {
    Namer namer(table);
    if (!table.primary_key.columns.empty()) {
        namer.name(table.primary_key.name, primary_key, {.table = table, .columns = views(table.primary_key.columns)});
    }
    for (ForeignKey& key : table.foreign_keys) {
        namer.name(key.name, foreign_key,
                   {.table = table,
                    .columns = views(key.columns),
                    .referred_table = key.referred_table,
                    .referred_columns = views(key.referred_columns)});
    }
    for (Unique& constraint : table.uniques) {
        namer.name(constraint.name, unique, {.table = table, .columns = views(constraint.columns)});
    }
    for (Check& condition : table.checks) {
        Subject subject{.table = table};
        if (!condition.column.empty())
            subject.columns.push_back(condition.column);
        subject.constraint = condition.column.empty() ? detail::short_hash(condition.condition) : condition.column;
        namer.name(condition.name, check, subject);
    }
    for (Index& each : table.indexes) {
        Subject subject{.table = table};
        for (const IndexPart& part : each.parts)
            subject.columns.push_back(part.column);
        std::vector<std::string> hashes;
        hashes.reserve(each.parts.size());
        for (std::size_t i = 0; i < each.parts.size(); ++i) {
            if (subject.columns[i].empty())
                subject.columns[i] = hashes.emplace_back(detail::short_hash(each.parts[i].sql));
        }
        namer.name(each.name, index, subject);
    }
    for (Exclude& each : table.excludes) {
        Subject subject{.table = table};
        std::vector<std::string> hashes;
        hashes.reserve(each.parts.size());
        for (const ExcludePart& part : each.parts)
            subject.columns.push_back(part.sql.empty() ? std::string_view(part.column)
                                                       : hashes.emplace_back(detail::short_hash(part.sql)));
        namer.name(each.name, exclude, subject);
    }
}

}  // namespace rowan
