#include <rowan/schema/table.hpp>

#include <rowan/schema/internal/nearest.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/schema/table_column.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan {
namespace {

std::string unknown_column(const TableData& table, std::string_view column) {
    std::vector<std::string_view> names;
    for (const ColumnData& known : table.columns)
        names.push_back(known.name);
    return "table '" + table.full_name() + "' has no column '" + std::string(column) + "'" +
           detail::nearest_names(column, names);
}

void check_columns(const TableData& table, const std::vector<std::string>& columns, std::string_view what) {
    if (columns.empty()) {
        throw ArgumentError("table '" + table.full_name() + "': " + std::string(what) + " has no columns");
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (table.find(columns[i]) == TableData::npos) {
            throw ArgumentError(std::string(what) + " of " + unknown_column(table, columns[i]));
        }
        if (std::find(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(i), columns[i]) !=
            columns.begin() + static_cast<std::ptrdiff_t>(i)) {
            throw ArgumentError("table '" + table.full_name() + "': " + std::string(what) + " names column '" +
                                columns[i] + "' twice");
        }
    }
}

void check_foreign_key(const TableData& table, const ForeignKey& key) {
    check_columns(table, key.columns, "a foreign key");
    if (key.referred_table.empty()) {
        throw ArgumentError("table '" + table.full_name() + "': a foreign key refers to no table");
    }
    if (!key.referred_columns.empty() && key.referred_columns.size() != key.columns.size()) {
        throw ArgumentError("table '" + table.full_name() + "': a foreign key to '" + key.referred_table + "' has " +
                            std::to_string(key.columns.size()) + " columns but refers to " +
                            std::to_string(key.referred_columns.size()));
    }
}

void check_index(const TableData& table, const Index& index) {
    if (index.parts.empty())
        throw ArgumentError("table '" + table.full_name() + "': an index has no columns");
    for (const IndexPart& part : index.parts) {
        if (part.sql.empty() && table.find(part.column) == TableData::npos) {
            throw ArgumentError("an index of " + unknown_column(table, part.column));
        }
    }
}

void check_exclude(const TableData& table, const Exclude& exclude) {
    if (exclude.parts.empty())
        throw ArgumentError("table '" + table.full_name() + "': an exclusion constraint has no columns");
    for (const ExcludePart& part : exclude.parts) {
        if (part.sql.empty() && table.find(part.column) == TableData::npos)
            throw ArgumentError("an exclusion constraint of " + unknown_column(table, part.column));
        if (part.op.empty())
            throw ArgumentError("table '" + table.full_name() + "': an exclusion constraint has no operator for '" +
                                (part.sql.empty() ? part.column : part.sql) + "'");
    }
}

void check_partition(const TableData& table) {
    const TableOptions& options = table.options;
    if (options.partition_of.empty() != options.partition_rows.empty())
        throw ArgumentError("table '" + table.full_name() +
                            "': a partition has both, partition_of and partition_rows (\"DEFAULT\" for what no other "
                            "partition takes)");
    if (!options.partition_of.empty() && !table.columns.empty())
        throw ArgumentError("table '" + table.full_name() + "' is a partition of '" + options.partition_of +
                            "', so it has the columns of that table and none of its own");
}

void settle_primary_key(TableData& table) {
    std::vector<std::string> marked;
    for (const ColumnData& column : table.columns) {
        if (column.primary_key != 0)
            marked.push_back(column.name);
    }
    if (table.primary_key.columns.empty()) {
        table.primary_key.columns = std::move(marked);
    } else {
        check_columns(table, table.primary_key.columns, "the primary key");
        for (const std::string& column : marked) {
            const auto& named = table.primary_key.columns;
            if (std::find(named.begin(), named.end(), column) == named.end()) {
                throw ArgumentError("table '" + table.full_name() + "': column '" + column +
                                    "' is marked primary_key, but PrimaryKey(...) does not name it");
            }
        }
    }
    for (std::size_t i = 0; i < table.primary_key.columns.size(); ++i) {
        ColumnData& column = table.columns[table.find(table.primary_key.columns[i])];
        if (!column.computed.empty()) {
            throw ArgumentError("table '" + table.full_name() + "': column '" + column.name +
                                "' is computed: it can't be in the primary key");
        }
        column.primary_key = static_cast<int>(i) + 1;
        column.nullable = false;
    }
    for (const ColumnData& column : table.columns) {
        if (column.autoincrement && (table.primary_key.columns.size() != 1 || column.primary_key != 1)) {
            throw ArgumentError("table '" + table.full_name() + "': column '" + column.name +
                                "' is autoincrement, so it must be the only column of the primary key");
        }
    }
}

}  // namespace

std::size_t TableData::find(std::string_view column) const noexcept {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == column)
            return i;
    }
    return npos;
}

std::string TableData::full_name() const { return options.schema.empty() ? name : options.schema + "." + name; }

TableBuilder::TableBuilder(std::string name) { data_.name = std::move(name); }

TableBuilder& TableBuilder::add(Column column) {
    if (data_.find(column.data.name) != TableData::npos) {
        throw ArgumentError("table '" + data_.name + "' has two columns '" + column.data.name + "'");
    }
    for (ForeignKey& key : column.foreign_keys)
        data_.foreign_keys.push_back(std::move(key));
    for (Check& check : column.checks)
        data_.checks.push_back(std::move(check));
    // A unique constraint is an index already.
    if (column.is_unique)
        data_.uniques.emplace_back(std::vector{column.data.name});
    else if (column.is_indexed)
        data_.indexes.emplace_back(std::vector{IndexPart(column.data.name)});
    data_.columns.push_back(std::move(column.data));
    return *this;
}

TableBuilder& TableBuilder::add(PrimaryKey key) {
    if (!data_.primary_key.columns.empty())
        throw ArgumentError("table '" + data_.name + "' has two primary keys");
    data_.primary_key = std::move(key);
    return *this;
}
TableBuilder& TableBuilder::add(ForeignKey key) {
    if (key.columns.empty()) {
        throw ArgumentError(
            "table '" + data_.name + "': the foreign key to '" + key.referred_table +
            "' stands beside the columns, so it must name its own: ForeignKey({\"column\"}, {\"table.column\"})");
    }
    data_.foreign_keys.push_back(std::move(key));
    return *this;
}
TableBuilder& TableBuilder::add(Unique unique_constraint) {
    data_.uniques.push_back(std::move(unique_constraint));
    return *this;
}
TableBuilder& TableBuilder::add(Check condition) {
    data_.checks.push_back(std::move(condition));
    return *this;
}
TableBuilder& TableBuilder::add(Index index) {
    data_.indexes.push_back(std::move(index));
    return *this;
}
TableBuilder& TableBuilder::add(Exclude exclude) {
    data_.excludes.push_back(std::move(exclude));
    return *this;
}
TableBuilder& TableBuilder::add(TableOptions options) {
    data_.options = std::move(options);
    return *this;
}

TableData TableBuilder::finish() {
    TableData table = std::exchange(data_, {});
    if (table.name.empty())
        throw ArgumentError("a table has no name");
    if (table.columns.empty() && table.options.partition_of.empty())
        throw ArgumentError("table '" + table.full_name() + "' has no columns");
    check_partition(table);
    settle_primary_key(table);
    for (const ForeignKey& key : table.foreign_keys)
        check_foreign_key(table, key);
    for (const Unique& constraint : table.uniques)
        check_columns(table, constraint.columns, "a unique constraint");
    for (const Index& index : table.indexes)
        check_index(table, index);
    for (const Exclude& exclude : table.excludes)
        check_exclude(table, exclude);
    for (const Check& condition : table.checks) {
        if (condition.condition.empty())
            throw ArgumentError("table '" + table.full_name() + "': a check is empty");
    }
    return table;
}

Table::Table(TableData data) : data_(std::make_shared<TableData>(std::move(data))) {}

std::shared_ptr<TableData> Table::add_to(MetaData& metadata, TableBuilder& builder) {
    return metadata.add(builder.finish()).data_;
}

TableColumn Table::column(std::string_view column) const {
    const std::size_t index = data_->find(column);
    if (index == TableData::npos)
        throw ArgumentError(unknown_column(*data_, column));
    return TableColumn(*this, index);
}

TableColumn::TableColumn(Table of, std::size_t column_index)
    : ColumnExpr(sql::column(sql::table(of), static_cast<std::uint32_t>(column_index))),
      table(of),
      index(column_index) {}

TableColumn Table::operator[](std::string_view name) const { return column(name); }

}  // namespace rowan
