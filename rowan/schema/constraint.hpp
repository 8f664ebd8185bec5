// rowan/schema/constraint.hpp: keys and conditions of a table, as data.
//
//     Table shipment("shipment", metadata, Column(...), ...,
//         PrimaryKey({"order_id", "line"}),
//         ForeignKey({"order_id", "line"}, {"order_line.order_id", "order_line.line"}, {.on_delete = Action::cascade}),
//         Unique({"carrier", "code"}),
//         Check("weight > 0", "weight_positive"));
//
// A constraint without a name gets one by the naming convention (naming.hpp) when its table joins a MetaData.
#pragma once

#include <rowan/schema/option.hpp>

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

/// The primary key; no columns means that the table has none.
struct PrimaryKey {
    std::vector<std::string> columns{};
    std::string name{};
    std::vector<std::string> collations{};  ///< SQLite: of each column inside the key, "" where it is the column's own
    std::vector<bool> descending{};         ///< SQLite: of each column inside the key; empty if none is
    std::string on_conflict{};              ///< SQLite: what a conflict does, in place of failing: "REPLACE"

    PrimaryKey() = default;
    explicit PrimaryKey(std::vector<std::string> columns_, std::string name_ = {});

    friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

/// A reference to the rows of another table (or the same).
struct ForeignKey {
    std::vector<std::string> columns{};
    std::string referred_schema{};
    std::string referred_table{};
    std::vector<std::string> referred_columns{};  ///< empty: the primary key of the referred table
    Action on_delete = Action::no_action;
    Action on_update = Action::no_action;
    bool deferrable = false;
    bool initially_deferred = false;
    std::string name{};

    ForeignKey() = default;
    /// For one column, inside its Column: `target` is "table.column" or "schema.table.column".
    /// Throws ArgumentError for anything else.
    explicit ForeignKey(std::string_view target, const ForeignKeyOptions& options = {});
    /// For columns of the table; the targets are columns of one other table, as many, in the same order.
    /// Throws ArgumentError otherwise.
    ForeignKey(std::initializer_list<std::string_view> columns_, std::initializer_list<std::string_view> targets,
               const ForeignKeyOptions& options = {});
    ForeignKey(std::span<const std::string_view> columns_, std::span<const std::string_view> targets,
               const ForeignKeyOptions& options = {});

    friend bool operator==(const ForeignKey&, const ForeignKey&) = default;

private:
    void take(const ForeignKeyOptions& options);
};

/// No two rows are equal in all these columns (NULLs are not equal, but see `nulls_not_distinct`).
struct Unique {
    std::vector<std::string> columns{};
    std::string name{};
    std::vector<std::string> collations{};  ///< as of PrimaryKey
    std::vector<bool> descending{};         ///< as of PrimaryKey
    std::string on_conflict{};              ///< as of PrimaryKey
    bool deferrable = false;
    bool initially_deferred = false;  ///< implies `deferrable`
    bool nulls_not_distinct = false;  ///< PostgreSQL: NULLs are equal here

    Unique() = default;
    explicit Unique(std::vector<std::string> columns_, std::string name_ = {});

    friend bool operator==(const Unique&, const Unique&) = default;
};

/// A condition that each row must fulfil.
struct Check {
    std::string condition{};  ///< SQL, sent as it is: never build it from what a user typed
    std::string name{};
    std::string column{};  ///< the column that it was said beside, if any; only its name is made of it

    Check() = default;
    explicit Check(std::string condition_, std::string name_ = {});

    friend bool operator==(const Check&, const Check&) = default;
};

/// A column, or an expression, of an exclusion constraint, and the operator by which rows exclude each other.
struct ExcludePart {
    std::string column{};  ///< empty for an expression
    std::string sql{};     ///< the expression; empty for a column. SQL, sent as it is
    std::string op{};      ///< "=", "&&"
    std::string operator_class{};

    ExcludePart() = default;
    ExcludePart(std::string column_, std::string op_) : column(std::move(column_)), op(std::move(op_)) {}
    static ExcludePart expression(std::string sql, std::string op);

    friend bool operator==(const ExcludePart&, const ExcludePart&) = default;
};

/// What is said of an exclusion constraint as a whole.
struct ExcludeOptions {
    std::string_view name{};
    std::string_view method = "gist";  ///< of the index that keeps it
    std::string_view where{};          ///< only rows that fulfil this: SQL, sent as it is
    bool deferrable = false;
    bool initially_deferred = false;  ///< implies `deferrable`
};

/// PostgreSQL: no two rows for which all the operators hold. No room is booked twice at a time:
/// `Exclude({{"room", "="}, {"during", "&&"}})`.
struct Exclude {
    std::vector<ExcludePart> parts{};
    std::string name{};
    std::string method = "gist";
    std::string where{};
    bool deferrable = false;
    bool initially_deferred = false;

    Exclude() = default;
    explicit Exclude(std::vector<ExcludePart> parts_, const ExcludeOptions& options = {});
    explicit Exclude(std::initializer_list<ExcludePart> parts_, const ExcludeOptions& options = {})
        : Exclude(std::vector<ExcludePart>(parts_), options) {}

    friend bool operator==(const Exclude&, const Exclude&) = default;
};

}  // namespace rowan
