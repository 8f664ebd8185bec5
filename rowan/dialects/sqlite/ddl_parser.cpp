#include <rowan/dialects/sqlite/ddl_parser.hpp>

#include <rowan/dialects/sqlite/ddl_tokenizer.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace rowan::detail {
namespace {

/// Thrown and caught in this file: the text is not what SQLite would have written.
struct NotUnderstood {};

constexpr std::array<std::string_view, 11> column_constraint_words{
    "CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "AS", "DEFERRABLE"};
constexpr std::array<std::string_view, 5> table_constraint_words{"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"};

/// Walks over the tokens of one statement.
class Cursor {
public:
    explicit Cursor(std::string_view sql) : sql_(sql), tokens_(tokenize_sql(sql)) {
        if (!tokens_.empty() && tokens_.back().kind == SqlTokenKind::bad)
            throw NotUnderstood{};
    }

    bool at_end() const { return at_ == tokens_.size(); }
    const SqlToken& peek() const {
        if (at_end())
            throw NotUnderstood{};
        return tokens_[at_];
    }
    bool at(char sign) const { return !at_end() && tokens_[at_].is(sign); }
    bool at_word(std::string_view word) const { return !at_end() && tokens_[at_].is_word(word); }
    template <std::size_t N>
    bool at_word(const std::array<std::string_view, N>& words) const {
        for (const std::string_view word : words) {
            if (at_word(word))
                return true;
        }
        return false;
    }
    void skip() {
        if (at_end())
            throw NotUnderstood{};
        ++at_;
    }
    bool take(char sign) { return at(sign) && ++at_ > 0; }
    bool take_word(std::string_view word) { return at_word(word) && ++at_ > 0; }
    void expect(char sign) {
        if (!take(sign))
            throw NotUnderstood{};
    }
    void expect_word(std::string_view word) {
        if (!take_word(word))
            throw NotUnderstood{};
    }
    std::string name() {
        const SqlToken& token = peek();
        if (token.kind != SqlTokenKind::word && token.kind != SqlTokenKind::quoted_name &&
            token.kind != SqlTokenKind::string) {
            throw NotUnderstood{};
        }
        ++at_;
        return token.name();
    }
    /// "name" or "schema.name": the name.
    std::string qualified_name() {
        std::string first = name();
        return take('.') ? name() : first;
    }

    /// Skips one token, or a whole pair of parentheses with what is between them.
    void skip_balanced() {
        std::size_t depth = 0;
        do {
            if (at('('))
                ++depth;
            else if (at(')') && depth-- == 0)
                throw NotUnderstood{};
            skip();
        } while (depth > 0);
    }
    /// A pair of parentheses: the text between them.
    std::string group() {
        if (!at('('))
            throw NotUnderstood{};
        const std::size_t open = at_;
        skip_balanced();
        return text(open + 1, at_ - 1);
    }

    std::size_t place() const { return at_; }
    /// The text of tokens from `first` up to (not with) `last`, with the comments between them.
    std::string text(std::size_t first, std::size_t last) const {
        if (first >= last)
            return {};
        const std::size_t begin = tokens_[first].begin;
        return std::string(sql_.substr(begin, tokens_[last - 1].end() - begin));
    }
    std::string rest() const { return text(at_, tokens_.size()); }
    const SqlToken& token(std::size_t place) const { return tokens_[place]; }

private:
    std::string_view sql_;
    std::vector<SqlToken> tokens_;
    std::size_t at_ = 0;
};

class TableParser {
public:
    explicit TableParser(std::string_view sql) : cursor_(sql) {}

    ParsedTable parse() {
        cursor_.expect_word("CREATE");
        if (!cursor_.take_word("TEMP"))
            cursor_.take_word("TEMPORARY");
        cursor_.expect_word("TABLE");
        if (cursor_.take_word("IF")) {
            cursor_.expect_word("NOT");
            cursor_.expect_word("EXISTS");
        }
        cursor_.qualified_name();
        cursor_.expect('(');
        parse_columns();
        cursor_.expect(')');
        parse_options();
        return std::move(table_);
    }

private:
    void parse_columns() {
        bool in_constraints = false;
        while (!cursor_.at(')')) {
            in_constraints = in_constraints || cursor_.at_word(table_constraint_words);
            if (in_constraints)
                parse_table_constraint();
            else
                parse_column();
            if (!cursor_.take(',') && !cursor_.at(')') && !in_constraints)
                throw NotUnderstood{};
        }
    }

    void parse_column() {
        ParsedColumn& column = table_.columns.emplace_back();
        column.name = cursor_.name();
        while (!cursor_.at(',') && !cursor_.at(')')) {
            if (cursor_.at_word(column_constraint_words))
                parse_column_constraint(column);
            else
                cursor_.skip_balanced();  // the type
        }
    }

    void parse_column_constraint(ParsedColumn& column) {
        std::string constraint;
        while (cursor_.take_word("CONSTRAINT"))
            constraint = cursor_.name();
        if (cursor_.take_word("PRIMARY")) {
            cursor_.expect_word("KEY");
            const bool descending = !cursor_.take_word("ASC") && cursor_.take_word("DESC");
            table_.primary_key = PrimaryKey({column.name}, constraint);
            if (descending)
                table_.primary_key.descending = {true};
            table_.primary_key.on_conflict = parse_conflict();
            table_.autoincrement = cursor_.take_word("AUTOINCREMENT") || table_.autoincrement;
        } else if (cursor_.take_word("NOT")) {
            if (cursor_.take_word("DEFERRABLE")) {
                parse_initially(false);
            } else {
                cursor_.expect_word("NULL");
                column.not_null_on_conflict = parse_conflict();
            }
        } else if (cursor_.take_word("NULL")) {
            static_cast<void>(parse_conflict());  // without a meaning
        } else if (cursor_.take_word("UNIQUE")) {
            table_.uniques.emplace_back(std::vector{column.name}, constraint).on_conflict = parse_conflict();
        } else if (cursor_.take_word("CHECK")) {
            table_.checks.emplace_back(cursor_.group(), constraint);
        } else if (cursor_.take_word("DEFAULT")) {
            if (cursor_.at('+') || cursor_.at('-'))
                cursor_.skip();
            cursor_.skip_balanced();
        } else if (cursor_.take_word("COLLATE")) {
            column.collation = cursor_.name();
        } else if (cursor_.at_word("REFERENCES")) {
            parse_references({column.name}, constraint);
        } else if (cursor_.take_word("AS")) {
            column.computed = cursor_.group();
            column.computed_stored = cursor_.take_word("STORED");
            if (!column.computed_stored)
                cursor_.take_word("VIRTUAL");
        } else if (cursor_.take_word("DEFERRABLE")) {
            parse_initially(true);
        }
        // A CONSTRAINT name with nothing behind it is taken by SQLite too.
    }

    void parse_table_constraint() {
        std::string constraint;
        while (cursor_.take_word("CONSTRAINT"))
            constraint = cursor_.name();
        if (cursor_.take_word("PRIMARY")) {
            cursor_.expect_word("KEY");
            KeyParts parts;
            std::vector<std::string> columns = parse_names(true, &parts);
            table_.primary_key = PrimaryKey(std::move(columns), constraint);
            table_.primary_key.collations = std::move(parts.collations);
            table_.primary_key.descending = std::move(parts.descending);
            table_.primary_key.on_conflict = parse_conflict();
        } else if (cursor_.take_word("UNIQUE")) {
            KeyParts parts;
            std::vector<std::string> columns = parse_names(false, &parts);
            Unique& unique_constraint = table_.uniques.emplace_back(std::move(columns), constraint);
            unique_constraint.collations = std::move(parts.collations);
            unique_constraint.descending = std::move(parts.descending);
            unique_constraint.on_conflict = parse_conflict();
        } else if (cursor_.take_word("CHECK")) {
            table_.checks.emplace_back(cursor_.group(), constraint);
            static_cast<void>(parse_conflict());  // without a meaning
        } else if (cursor_.take_word("FOREIGN")) {
            cursor_.expect_word("KEY");
            std::vector<std::string> columns = parse_names(false);
            parse_references(std::move(columns), constraint);
        } else if (constraint.empty()) {
            throw NotUnderstood{};
        }
    }

    /// What stands beside the names of a key's columns; each list is empty if no column has such.
    struct KeyParts {
        std::vector<std::string> collations{};
        std::vector<bool> descending{};
    };

    /// "(a, b COLLATE x DESC)": the names.
    std::vector<std::string> parse_names(bool may_autoincrement, KeyParts* parts = nullptr) {
        std::vector<std::string> names;
        cursor_.expect('(');
        do {
            names.push_back(cursor_.name());
            while (!cursor_.at(',') && !cursor_.at(')')) {
                if (may_autoincrement && cursor_.take_word("AUTOINCREMENT"))
                    table_.autoincrement = true;
                else if (cursor_.take_word("COLLATE"))
                    note(parts ? &parts->collations : nullptr, names.size() - 1, cursor_.name());
                else if (cursor_.take_word("DESC"))
                    note(parts ? &parts->descending : nullptr, names.size() - 1, true);
                else
                    cursor_.skip_balanced();
            }
        } while (cursor_.take(','));
        cursor_.expect(')');
        if (parts && !parts->collations.empty())
            parts->collations.resize(names.size());
        if (parts && !parts->descending.empty())
            parts->descending.resize(names.size());
        return names;
    }

    template <class T>
    static void note(std::vector<T>* list, std::size_t place, T what) {
        if (!list)
            return;
        list->resize(place + 1);
        list->back() = std::move(what);
    }

    void parse_references(std::vector<std::string> columns, const std::string& constraint) {
        cursor_.expect_word("REFERENCES");
        ForeignKey key;
        key.columns = std::move(columns);
        key.name = constraint;
        key.referred_table = cursor_.name();
        if (cursor_.at('('))
            key.referred_columns = parse_names(false);
        for (;;) {
            if (cursor_.take_word("MATCH")) {
                cursor_.skip();
            } else if (cursor_.take_word("ON")) {
                const bool on_delete = cursor_.take_word("DELETE");
                const bool on_update = !on_delete && cursor_.take_word("UPDATE");
                if (!on_delete && !on_update)
                    cursor_.expect_word("INSERT");
                const Action action = parse_action();
                if (on_delete)
                    key.on_delete = action;
                if (on_update)
                    key.on_update = action;
            } else {
                break;
            }
        }
        table_.foreign_keys.push_back(std::move(key));
        const bool negated = cursor_.take_word("NOT");
        if (cursor_.take_word("DEFERRABLE")) {
            parse_initially(!negated);
        } else if (negated) {  // "REFERENCES t NOT NULL"
            cursor_.expect_word("NULL");
            table_.columns.back().not_null_on_conflict = parse_conflict();
        }
    }

    /// Behind [NOT] DEFERRABLE; it is about the last foreign key.
    void parse_initially(bool deferrable) {
        bool deferred = false;
        if (cursor_.take_word("INITIALLY")) {
            deferred = cursor_.take_word("DEFERRED");
            if (!deferred)
                cursor_.expect_word("IMMEDIATE");
        }
        if (table_.foreign_keys.empty())
            return;
        table_.foreign_keys.back().deferrable = deferrable;
        table_.foreign_keys.back().initially_deferred = deferrable && deferred;
    }

    Action parse_action() {
        if (cursor_.take_word("CASCADE"))
            return Action::cascade;
        if (cursor_.take_word("RESTRICT"))
            return Action::restrict;
        if (cursor_.take_word("NO")) {
            cursor_.expect_word("ACTION");
            return Action::no_action;
        }
        cursor_.expect_word("SET");
        if (cursor_.take_word("NULL"))
            return Action::set_null;
        cursor_.expect_word("DEFAULT");
        return Action::set_default;
    }

    /// "ON CONFLICT …", if it stands here: what a conflict does; empty for ABORT, which is what one does anyway.
    std::string parse_conflict() {
        if (!cursor_.take_word("ON"))
            return {};
        cursor_.expect_word("CONFLICT");
        if (cursor_.take_word("ABORT"))
            return {};
        for (const std::string_view action : {"ROLLBACK", "FAIL", "IGNORE", "REPLACE"}) {
            if (cursor_.take_word(action))
                return std::string(action);
        }
        throw NotUnderstood{};
    }

    void parse_options() {
        while (!cursor_.at_end()) {
            if (cursor_.take_word("STRICT")) {
                table_.strict = true;
            } else if (cursor_.take_word("WITHOUT")) {
                cursor_.expect_word("ROWID");
                table_.without_rowid = true;
            } else if (!cursor_.take(',') && !cursor_.take(';')) {
                throw NotUnderstood{};
            }
        }
    }

    Cursor cursor_;
    ParsedTable table_{};
};

/// Whether the tokens are one operand: a name, a call, or something in parentheses.
bool is_operand(const Cursor& cursor, std::size_t first, std::size_t last) {
    if (last == first + 1)
        return true;
    std::size_t at = cursor.token(first).is('(') ? first : first + 1;
    if (!cursor.token(at).is('('))
        return false;
    for (std::size_t depth = 0; at < last; ++at) {
        if (cursor.token(at).is('('))
            ++depth;
        else if (cursor.token(at).is(')') && --depth == 0)
            return at + 1 == last;
    }
    return false;
}

/// Tokens from `first` to `last` of an index: an expression, perhaps with COLLATE and ASC or DESC behind it. A COLLATE
/// that belongs to the last operand of an expression alone is left in that.
ParsedIndexPart parse_index_part(const Cursor& cursor, std::size_t first, std::size_t last) {
    ParsedIndexPart part;
    if (last > first + 1 && (cursor.token(last - 1).is_word("ASC") || cursor.token(last - 1).is_word("DESC")))
        --last;
    if (last > first + 2 && cursor.token(last - 2).is_word("COLLATE") && is_operand(cursor, first, last - 2)) {
        part.collation = cursor.token(last - 1).name();
        last -= 2;
    }
    const auto wrapped = [&] {
        if (last < first + 3 || !cursor.token(first).is('(') || !cursor.token(last - 1).is(')'))
            return false;
        std::size_t depth = 0;
        for (std::size_t i = first; i + 1 < last; ++i) {
            if (cursor.token(i).is('('))
                ++depth;
            else if (cursor.token(i).is(')'))
                --depth;
            if (depth == 0)
                return false;
        }
        return true;
    };
    while (wrapped())
        ++first, --last;
    part.sql = cursor.text(first, last);
    return part;
}

ParsedIndex parse_index(Cursor& cursor) {
    cursor.expect_word("CREATE");
    cursor.take_word("UNIQUE");
    cursor.expect_word("INDEX");
    if (cursor.take_word("IF")) {
        cursor.expect_word("NOT");
        cursor.expect_word("EXISTS");
    }
    cursor.qualified_name();
    cursor.expect_word("ON");
    cursor.name();
    cursor.expect('(');
    ParsedIndex index;
    do {
        const std::size_t first = cursor.place();
        while (!cursor.at(',') && !cursor.at(')'))
            cursor.skip_balanced();
        index.parts.push_back(parse_index_part(cursor, first, cursor.place()));
    } while (cursor.take(','));
    cursor.expect(')');
    if (cursor.take_word("WHERE"))
        index.where = cursor.rest();
    return index;
}

}  // namespace

std::optional<ParsedTable> parse_create_table(std::string_view sql) {
    try {
        return TableParser(sql).parse();
    } catch (const NotUnderstood&) {
        return std::nullopt;
    }
}

std::optional<ParsedIndex> parse_create_index(std::string_view sql) {
    try {
        Cursor cursor(sql);
        return parse_index(cursor);
    } catch (const NotUnderstood&) {
        return std::nullopt;
    }
}

std::string parse_view_definition(std::string_view sql) {
    try {
        Cursor cursor(sql);
        cursor.expect_word("CREATE");
        if (!cursor.take_word("TEMP"))
            cursor.take_word("TEMPORARY");
        cursor.expect_word("VIEW");
        while (!cursor.take_word("AS"))
            cursor.skip_balanced();
        return cursor.rest();
    } catch (const NotUnderstood&) {
        return {};
    }
}

}  // namespace rowan::detail
