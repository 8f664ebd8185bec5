// What the database and the session's objects must be, kept by hand: the other side of the random model test.
//
// An Ent is one logical row from its making to the end of the run, whether it is an object of the session now
// (`object`) or not. `Database` is what is in the tables; a savepoint keeps a copy of it. Rows refer to each other by
// Ent number.
#pragma once

#include "random_model_entities.hpp"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rowan::test::random_model {

enum Kind { country, author, profile, book, tag, line, node, kinds };

using Text = std::optional<std::string>;

struct Row {
    int key = 0;                  // of those that the database numbers
    std::vector<Text> columns{};  // all but keys that are generated and foreign keys
    std::array<int, 2> parents{-1, -1};
    std::set<int> tags{};  // of books

    friend bool operator==(const Row&, const Row&) = default;
};

enum class State { absent, pending, persistent, removed, deleted, kept };

struct Ent {
    Kind kind = country;
    State state = State::absent;
    void* object = nullptr;
    Row row{};                   // as the program sees it
    bool orphan = false;         // left a parent that deletes orphans
    bool doomed = false;         // the next flush is to delete it (or not to save it), because its parent is removed
    bool loose = false;          // its parent was removed while nobody looked: not compared until the flush
    bool left = false;           // kept: was taken out of its collections
    unsigned apart = 0;          // kept: a bit for each parent that stayed, whose collection is without it therefore
    std::set<int> apart_tags{};  // kept, of a book: tags that stayed, likewise
    bool by_key = false;         // its parent was given by a key, which means nothing once the parent has none
    int kept_in = 0;             // kept: the transaction in which it became so
    // The level in which the session first read it, and as what: a rollback of that level does not tell the session
    // what the row is then. 0: before the transaction.
    std::size_t met_in = 0;
    Row met_as{};
    bool doubtful = false;  // a rollback takes it back to such a reading, until the next commit
    // What its removal did to others, which its return undoes.
    struct Taken {
        int child;
        std::size_t slot;
        bool owned;
        std::size_t level;
    };
    std::vector<Taken> taken{};
};

using Database = std::map<int, Row>;

// As a transaction or savepoint began.
struct Level {
    Database rows{};
    std::set<int> deleted{};  // whose DELETE had been sent before
};

// Which kind each foreign key leads to, whether it may be NULL, and what happens to the child.
struct ForeignKeyRule {
    Kind child;
    std::size_t slot;
    Kind parent;
    bool owned;  // the child goes with its parent
};
inline constexpr ForeignKeyRule rules[] = {
    {profile, 0, author, false}, {book, 0, author, true}, {book, 1, country, false},
    {line, 0, book, true},       {node, 0, node, false},
};

inline const char* kind_name(Kind kind) {
    static constexpr const char* names[] = {"country", "author", "profile", "book", "tag", "line", "node"};
    return names[kind];
}

// --- columns of objects, as text

inline Text text_of(int number) { return std::to_string(number); }
inline Text text_of(const std::string& text) { return text; }
template <class T>
Text text_of(const std::optional<T>& value) {
    return value ? text_of(*value) : Text();
}

inline std::vector<Text> columns_of(Kind kind, const void* object) {
    switch (kind) {
        case country: {
            const auto& it = *static_cast<const Country*>(object);
            return {it.code, it.name};
        }
        case author: {
            const auto& it = *static_cast<const Author*>(object);
            return {it.name, it.alias, text_of(it.revision)};
        }
        case profile:
            return {static_cast<const Profile*>(object)->bio};
        case book:
            return {static_cast<const Book*>(object)->title};
        case tag:
            return {static_cast<const Tag*>(object)->name};
        case line: {
            const auto& it = *static_cast<const Line*>(object);
            return {text_of(it.number), text_of(it.quantity)};
        }
        case node:
            return {static_cast<const Node*>(object)->label};
        case kinds:
            break;
    }
    return {};
}

inline int key_of(Kind kind, const void* object) {
    switch (kind) {
        case author:
            return static_cast<const Author*>(object)->id;
        case profile:
            return static_cast<const Profile*>(object)->id;
        case book:
            return static_cast<const Book*>(object)->id;
        case tag:
            return static_cast<const Tag*>(object)->id;
        case node:
            return static_cast<const Node*>(object)->id;
        case country:
        case line:
        case kinds:
            break;
    }
    return 0;
}

// NULL, and the 0 of a key that can't be NULL, are nothing.
inline Text foreign_key_of(Kind kind, std::size_t slot, const void* object) {
    switch (kind) {
        case profile:
            return text_of(static_cast<const Profile*>(object)->author_id);
        case book: {
            const auto& it = *static_cast<const Book*>(object);
            if (slot == 1)
                return it.country_code;
            return it.author_id == 0 ? Text() : text_of(it.author_id);
        }
        case line: {
            const int key = static_cast<const Line*>(object)->book_id;
            return key == 0 ? Text() : text_of(key);
        }
        case node:
            return text_of(static_cast<const Node*>(object)->parent_id);
        default:
            return {};
    }
}

class World {
public:
    std::deque<Ent> ents{};  // references to them stay valid
    Database database{};
    std::vector<Level> levels{1};  // the first is the transaction
    int transaction = 1;
    bool collections_lag = false;  // a foreign key was assigned: collections follow at the flush

    Ent& operator[](int number) { return ents[static_cast<std::size_t>(number)]; }
    const Ent& operator[](int number) const { return ents[static_cast<std::size_t>(number)]; }

    int make(Kind kind, Row row, void* object) {
        Ent ent;
        ent.kind = kind;
        ent.state = State::pending;
        ent.row = std::move(row);
        ent.object = object;
        ents.push_back(std::move(ent));
        return static_cast<int>(ents.size()) - 1;
    }

    bool has_row(int number) const { return database.contains(number); }
    void begin_level() {
        Level& level = levels.emplace_back();
        level.rows = database;
        for (int i = 0; i < static_cast<int>(ents.size()); ++i)
            if ((*this)[i].state == State::deleted)
                level.deleted.insert(i);
    }
    // In the session and to be saved, or in the database and not in the session.
    bool lives(int number) const {
        const Ent& ent = (*this)[number];
        return ent.state == State::pending || ent.state == State::persistent ||
               (ent.state == State::absent && has_row(number));
    }

    // The key as a foreign key holds it; nothing while it is not known.
    Text key_text(int number) const {
        const Ent& ent = (*this)[number];
        if (ent.kind == country)
            return ent.row.columns[0];
        return ent.row.key == 0 ? Text() : text_of(ent.row.key);
    }

    std::vector<int> children(int parent, Kind kind, std::size_t slot) const {
        std::vector<int> found;
        for (int i = 0; i < static_cast<int>(ents.size()); ++i)
            if ((*this)[i].kind == kind && (*this)[i].row.parents[slot] == parent && lives(i))
                found.push_back(i);
        return found;
    }

    // Each row of each table as a line.
    std::set<std::string> expected_rows() const {
        std::set<std::string> rows;
        for (const auto& [number, row] : database) {
            const Ent& ent = (*this)[number];
            std::string text = kind_name(ent.kind);
            if (ent.kind == line) {
                text += "|" + *database_key(row.parents[0]);
            } else if (ent.kind != country) {
                text += "|" + std::to_string(row.key);
            }
            for (const Text& column : row.columns)
                text += "|" + column.value_or("~");
            for (const ForeignKeyRule& rule : rules)
                if (rule.child == ent.kind && ent.kind != line)
                    text += "|" + (row.parents[rule.slot] < 0 ? "~" : *database_key(row.parents[rule.slot]));
            rows.insert(text);
            for (const int each : row.tags)
                rows.insert("pair|" + std::to_string(row.key) + "|" + *database_key(each));
        }
        return rows;
    }

    static constexpr std::pair<Kind, const char*> queries[] = {
        {country, "SELECT 'country', code, name FROM rm_countries"},
        {author, "SELECT 'author', id, name, alias, revision FROM rm_authors"},
        {profile, "SELECT 'profile', id, bio, author_id FROM rm_profiles"},
        {book, "SELECT 'book', id, title, author_id, country_code FROM rm_books"},
        {tag, "SELECT 'tag', id, name FROM rm_tags"},
        {line, "SELECT 'line', book_id, number, quantity FROM rm_lines"},
        {node, "SELECT 'node', id, label, parent_id FROM rm_nodes"},
        {kinds, "SELECT 'pair', book_id, tag_id FROM rm_book_tags"},
    };

    // What the next flush makes of the database, if it may; who goes and who comes.
    struct Outcome {
        Database database{};
        std::vector<int> inserted{};
        std::vector<int> updated{};
        std::vector<int> deleted{};
        std::vector<int> unsaved{};  // pending objects that are not saved, since their parent goes
        bool refused = false;        // two rows would have one unique value
        bool circle = false;         // unique values that can't be NULL change hands in a circle
    };

    Outcome plan_flush() const {
        Outcome plan;
        plan.database = database;
        std::set<int> going;
        const auto goes = [&](int number) {
            if (!going.insert(number).second)
                return;
            const Ent& ent = (*this)[number];
            (ent.state == State::pending ? plan.unsaved : plan.deleted).push_back(number);
        };
        for (int i = 0; i < static_cast<int>(ents.size()); ++i) {
            const Ent& ent = (*this)[i];
            if (ent.state == State::removed)
                goes(i);
            else if (lives(i) && (ent.doomed || ent.orphan))
                goes(i);
        }
        // What is owned goes with its owner, in memory or not.
        for (bool more = true; more;) {
            more = false;
            for (int i = 0; i < static_cast<int>(ents.size()); ++i) {
                if (!lives(i) || going.contains(i))
                    continue;
                for (const ForeignKeyRule& rule : rules)
                    if (rule.owned && rule.child == (*this)[i].kind && (*this)[i].row.parents[rule.slot] >= 0 &&
                        going.contains((*this)[i].row.parents[rule.slot])) {
                        goes(i);
                        more = true;
                        break;
                    }
            }
        }
        for (int i = 0; i < static_cast<int>(ents.size()); ++i) {
            const Ent& ent = (*this)[i];
            if (going.contains(i)) {
                plan.database.erase(i);
                continue;
            }
            if (ent.state != State::pending && ent.state != State::persistent)
                continue;
            Row row = ent.row;
            for (int& parent : row.parents)
                if (parent >= 0 && going.contains(parent))
                    parent = -1;
            std::erase_if(row.tags, [&](int each) { return going.contains(each); });
            if (ent.state == State::pending) {
                if (ent.kind == author)
                    row.columns[2] = "1";
                plan.inserted.push_back(i);
            } else if (Row was = database.at(i); was.columns != row.columns || was.parents != row.parents) {
                if (ent.kind == author)
                    row.columns[2] = std::to_string(std::stoi(*row.columns[2]) + 1);
                plan.updated.push_back(i);
            }
            plan.database[i] = std::move(row);
        }
        for (auto& [number, row] : plan.database) {
            if ((*this)[number].state != State::absent)
                continue;
            for (int& parent : row.parents)
                if (parent >= 0 && going.contains(parent))
                    parent = -1;
            std::erase_if(row.tags, [&](int each) { return going.contains(each); });
        }
        plan.refused = has_duplicates(plan.database);
        plan.circle = has_circle(plan) || inherits_name_and_child(plan);
        return plan;
    }

private:
    Text database_key(int number) const {
        const Ent& ent = (*this)[number];
        const auto found = database.find(number);
        if (found == database.end())
            return "(gone)";
        return ent.kind == country ? found->second.columns[0] : text_of(found->second.key);
    }

    // The values of a row that no other may have.
    std::vector<std::string> unique_values(int number, const Row& row) const {
        std::vector<std::string> values;
        const auto add = [&](const char* name, const Text& value) {
            if (value)
                values.push_back(name + *value);
        };
        switch ((*this)[number].kind) {
            case country:
                add("code ", row.columns[0]);
                add("country ", row.columns[1]);
                break;
            case author:
                add("author ", row.columns[0]);
                add("alias ", row.columns[1]);
                break;
            case profile:
                if (row.parents[0] >= 0)
                    add("profile of ", text_of(row.parents[0]));
                break;
            case tag:
                add("tag ", row.columns[0]);
                break;
            case line:
                add("line ", text_of(row.parents[0]).value() + " " + *row.columns[0]);
                break;
            default:
                break;
        }
        return values;
    }

    bool has_duplicates(const Database& rows) const {
        std::set<std::string> seen;
        for (const auto& [number, row] : rows)
            for (std::string& value : unique_values(number, row))
                if (!seen.insert(std::move(value)).second)
                    return true;
        return false;
    }

    // A new author with the name of a removed one, whose book it takes: none of the three rows can be written first.
    bool inherits_name_and_child(const Outcome& plan) const {
        for (const auto& [number, row] : plan.database) {
            const auto was = database.find(number);
            if ((*this)[number].kind != book || was == database.end() || row.parents[0] == was->second.parents[0])
                continue;
            const int before = was->second.parents[0];
            const int after = row.parents[0];
            if (after < 0 || plan.database.contains(before) || database.contains(after))
                continue;
            for (const std::string& value : unique_values(before, database.at(before)))
                for (const std::string& taken : unique_values(after, plan.database.at(after)))
                    if (value == taken)
                        return true;
        }
        return false;
    }

    // Follows who takes a value from whom, through updates; what may be NULL breaks a circle.
    bool has_circle(const Outcome& plan) const {
        std::map<std::string, int> had;
        for (const int number : plan.updated)
            for (const std::string& value : unique_values(number, database.at(number)))
                had[value] = number;
        std::map<int, std::set<int>> waits_for;
        for (const int number : plan.updated)
            for (const std::string& value : unique_values(number, plan.database.at(number))) {
                if (value.starts_with("alias ") || value.starts_with("profile of "))
                    continue;
                if (const auto giver = had.find(value); giver != had.end() && giver->second != number)
                    waits_for[number].insert(giver->second);
            }
        for (const auto& [start, first] : waits_for) {
            std::set<int> seen;
            std::vector<int> open(first.begin(), first.end());
            while (!open.empty()) {
                const int at = open.back();
                open.pop_back();
                if (at == start)
                    return true;
                if (!seen.insert(at).second)
                    continue;
                if (const auto next = waits_for.find(at); next != waits_for.end())
                    open.insert(open.end(), next->second.begin(), next->second.end());
            }
        }
        return false;
    }
};

}  // namespace rowan::test::random_model
