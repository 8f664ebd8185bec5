// rowan/sql/statement.hpp: any statement, as a value.
//
//     Statement statement = select(col<&User::name>).where(col<&User::age> > 30);
//     std::cout << statement.to_sql(*sqlite_dialect());
//
// Select, Insert, Update, Delete, Compound and text(…) all are Statements: 8 bytes that share immutable data, so copies
// are cheap and any thread may read them.
#pragma once

#include <rowan/schema/text_literal.hpp>
#include <rowan/sql/clause.hpp>
#include <rowan/sql/node.hpp>

#include <string>

namespace rowan {

class Dialect;

/// How `to_sql` shows values.
enum class Literals : unsigned char {
    placeholders,  ///< as the database gets them: ?
    inline_,       ///< written into the text, for people to read; never send that
    definition,    ///< written into the text of what the database keeps (a view), as its literals; named parameters and
                   ///< what has no literal that is sure are refused
};

class Statement {
public:
    explicit Statement(sql::NodePtr node) noexcept : node_(std::move(node)) {}
    /// A literal SQL text is a statement: `execute(text("VACUUM"))`.
    Statement(TextLiteral sql);

    const sql::Node& node() const noexcept { return *node_; }
    const sql::NodePtr& node_ptr() const noexcept { return node_; }
    sql::NodeKind kind() const noexcept { return node_->kind; }

    /// The SQL text. Throws as Dialect::compile does.
    std::string to_sql(const Dialect& dialect, Literals literals = Literals::placeholders) const;

protected:
    /// Appends to one of the lists of this kind of statement. Throws ArgumentError if it has no such list.
    void add(sql::Clause clause, sql::NodePtr node);
    /// The node for changing: itself if nobody else refers to it, else a copy.
    template <class T>
    T& edit() {
        if (!node_->is_unique())
            node_ = sql::NodePtr(new T(static_cast<const T&>(*node_)));
        return const_cast<T&>(static_cast<const T&>(*node_));
    }

private:
    sql::NodePtr node_;
};

}  // namespace rowan
