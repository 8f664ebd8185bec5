// rowan/schema/table.hpp: a table, as data that lives at run time.
//
//     MetaData metadata;
//     Table users("users", metadata,
//         Column("id", Integer{}, primary_key),
//         Column("name", String{50}, not_null),
//         TableOptions{.comment = "who may log in"});
//     users["name"].nullable();        // false
#pragma once

#include <rowan/schema/column.hpp>
#include <rowan/schema/constraint.hpp>
#include <rowan/schema/index.hpp>
#include <rowan/sql/node.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

class MetaData;
class TableColumn;  // schema/table_column.hpp

/// Words for one database only, as it wants them: `{"mysql", "ENGINE = InnoDB"}`, `{"postgresql", "PARTITION BY …"}`.
struct NativeOption {
    std::string dialect{};
    std::string sql{};  ///< sent as it is: never build it from what a user typed

    friend bool operator==(const NativeOption&, const NativeOption&) = default;
};

/// What is said of a table as a whole.
struct TableOptions {
    std::string schema{};  ///< empty: the connection's own
    std::string comment{};
    bool strict = false;                 ///< SQLite: STRICT, columns hold only values of their type
    bool without_rowid = false;          ///< SQLite: WITHOUT ROWID, rows are kept in the order of the primary key
    bool temporary = false;              ///< of the connection that makes it, which drops it at its end
    std::vector<NativeOption> native{};  ///< what follows the table's closing parenthesis
    /// What stands behind PARTITION BY, as the database wants it: "RANGE (day)". SQL, sent as it is.
    std::string partition_by{};
    /// PostgreSQL: this table is a partition of that one of the same schema, with its columns …
    std::string partition_of{};
    /// … for these of its rows: "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", "DEFAULT". SQL, sent as it is.
    std::string partition_rows{};

    friend bool operator==(const TableOptions&, const TableOptions&) = default;
};

/// All that is known of a table. Plain data; other floors read it.
struct TableData {
    std::string name{};
    TableOptions options{};
    std::vector<ColumnData> columns{};
    PrimaryKey primary_key{};
    std::vector<ForeignKey> foreign_keys{};
    std::vector<Unique> uniques{};
    std::vector<Check> checks{};
    std::vector<Index> indexes{};
    std::vector<Exclude> excludes{};
    bool is_view = false;
    bool is_materialized = false;   ///< a view whose rows are kept until it is refreshed
    std::string view_definition{};  ///< its SELECT in the database's own words, if it was found there …
    sql::NodePtr view_query{};      ///< … or as a statement, for any database: see dialects/view.hpp

    /// The index of a column in `columns`, or `npos`.
    std::size_t find(std::string_view column) const noexcept;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// "schema.name", or "name".
    std::string full_name() const;

    friend bool operator==(const TableData&, const TableData&) = default;
};

/// Puts a TableData together from what a Table's constructor is given; for those who make tables by other ways.
class TableBuilder {
public:
    explicit TableBuilder(std::string name);

    TableBuilder& add(Column column);
    TableBuilder& add(PrimaryKey key);
    TableBuilder& add(ForeignKey key);
    TableBuilder& add(Unique unique);
    TableBuilder& add(Check check);
    TableBuilder& add(Index index);
    TableBuilder& add(Exclude exclude);
    TableBuilder& add(TableOptions options);

    /// Throws ArgumentError for two columns of one name, two primary keys, or a constraint or index of columns that the
    /// table does not have. The builder is empty afterwards.
    TableData finish();

private:
    TableData data_;
};

/// A handle to a table: cheap to copy, never empty; all copies are one table. It outlives its MetaData. Reading is
/// thread-safe as long as nobody changes the data.
class Table {
public:
    // No move: it would leave a handle to nothing.
    Table(const Table&) noexcept = default;
    Table& operator=(const Table&) noexcept = default;
    ~Table() = default;

    /// Makes a table and adds it to `metadata`. `items` are Column, PrimaryKey, ForeignKey, Unique, Check, Index,
    /// Exclude and TableOptions. Throws ArgumentError for a mistake in them (see TableBuilder::finish) or if `metadata`
    /// has a table of that name.
    template <class... Items>
    Table(std::string name, MetaData& metadata, Items&&... items) {
        TableBuilder builder(std::move(name));
        (builder.add(std::forward<Items>(items)), ...);
        data_ = add_to(metadata, builder);
    }
    /// A table of no MetaData.
    explicit Table(TableData data);
    explicit Table(std::shared_ptr<TableData> data) noexcept : data_(std::move(data)) {}

    const std::string& name() const noexcept { return data_->name; }
    const std::string& schema() const noexcept { return data_->options.schema; }
    std::string full_name() const { return data_->full_name(); }

    const std::vector<ColumnData>& columns() const noexcept { return data_->columns; }
    const PrimaryKey& primary_key() const noexcept { return data_->primary_key; }
    const std::vector<ForeignKey>& foreign_keys() const noexcept { return data_->foreign_keys; }
    const std::vector<Unique>& uniques() const noexcept { return data_->uniques; }
    const std::vector<Check>& checks() const noexcept { return data_->checks; }
    const std::vector<Index>& indexes() const noexcept { return data_->indexes; }
    const std::vector<Exclude>& excludes() const noexcept { return data_->excludes; }
    const TableOptions& options() const noexcept { return data_->options; }
    const std::string& comment() const noexcept { return data_->options.comment; }
    bool is_view() const noexcept { return data_->is_view; }

    bool contains(std::string_view column) const noexcept { return data_->find(column) != TableData::npos; }
    /// The column of this name. Throws ArgumentError that names the nearest ones if there is none.
    TableColumn column(std::string_view column) const;
    TableColumn operator[](std::string_view column) const;

    const TableData& data() const noexcept { return *data_; }
    std::shared_ptr<const TableData> shared_data() const noexcept { return data_; }

    /// Whether both are the same table (not: equal ones; compare data() for that).
    friend bool operator==(const Table& a, const Table& b) noexcept { return a.data_ == b.data_; }

private:
    friend class MetaData;
    static std::shared_ptr<TableData> add_to(MetaData& metadata, TableBuilder& builder);

    std::shared_ptr<TableData> data_;
};

}  // namespace rowan
