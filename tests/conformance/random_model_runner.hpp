// Long because: each random operation stands beside what it means for the model; apart they would drift.
// One run of the random model test: steps applied to a session and to the World, which are compared after each.
#pragma once

#include "random_model_world.hpp"
#include "scratch_database.hpp"
#include <rowan/engine/database_registry.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace rowan::test::random_model {

// What to do, and numbers that choose with whom; they mean something in any state, so that a run from which steps are
// taken out is a run as well.
struct Step {
    unsigned what;
    unsigned a, b, c;
};

class Mismatch : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Runner {
public:
    // `verbose`: writes each step before it is done.
    explicit Runner(bool verbose) : verbose_(verbose) {
        create_tables(engine_);
        session_.emplace(engine_);
    }
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;
    ~Runner() {
        savepoints_.clear();
        session_.reset();
    }

    void run(const std::vector<Step>& steps) {
        for (const Step& step : steps) {
            said_.clear();
            const bool done = apply(step);
            if (done)
                log_.push_back(said_);
            check_objects();
        }
        rollback();
        check_objects();
    }

    const std::vector<std::string>& log() const { return log_; }
    const std::string& current() const { return said_; }

private:
    // --- saying and failing

    void say(const std::string& text) {
        said_ = text;
        if (verbose_)
            std::fprintf(stderr, "  %s\n", text.c_str());
    }
    [[noreturn]] void fail(const std::string& why) const { throw Mismatch(why); }
    std::string name(int number) const {
        return number < 0 ? std::string("nothing")
                          : std::string(kind_name(world_[number].kind)) + "#" + std::to_string(number);
    }

    // --- choosing

    template <class Wanted>
    int choose(unsigned random, Wanted&& wanted) const {
        std::vector<int> found;
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (wanted(i))
                found.push_back(i);
        return found.empty() ? -1 : found[random % found.size()];
    }
    bool steady(int number) const {
        const Ent& ent = world_[number];
        return !ent.doomed && !ent.loose && (ent.state == State::pending || ent.state == State::persistent);
    }
    int choose_steady(unsigned random, Kind kind) const {
        return choose(random, [&](int i) { return world_[i].kind == kind && steady(i); });
    }
    int choose_state(unsigned random, State state) const {
        return choose(random, [&](int i) { return world_[i].state == state && !world_[i].doomed && !world_[i].loose; });
    }
    std::string fresh(const char* what) { return what + std::to_string(++names_); }

    template <class T>
    T& as(int number) const {
        return *static_cast<T*>(world_[number].object);
    }
    // Calls `visit` with the object as its own type.
    template <class Visit>
    auto visit(int number, Visit&& call) const {
        switch (world_[number].kind) {
            case country:
                return call(as<Country>(number));
            case author:
                return call(as<Author>(number));
            case profile:
                return call(as<Profile>(number));
            case book:
                return call(as<Book>(number));
            case tag:
                return call(as<Tag>(number));
            case line:
                return call(as<Line>(number));
            default:
                return call(as<Node>(number));
        }
    }

    // --- steps

    bool apply(const Step& step) {
        switch (step.what % 50) {
            case 0:
                return add_country(step);
            case 1:
            case 2:
                return add_author(step);
            case 3:
            case 4:
            case 5:
                return add_book(step);
            case 6:
            case 7:
                return add_tag(step);
            case 8:
            case 9:
                return add_node(step);
            case 10:
            case 11:
                return add_line(step);
            case 12:
                return add_profile(step);
            case 13:
            case 14:
            case 15:
                return change_plain(step);
            case 16:
                return change_unique(step);
            case 17:
                return swap_unique(step);
            case 18:
            case 19:
                return move_book(step);
            case 20:
                return change_country(step);
            case 21:
            case 22:
                return change_tags(step);
            case 23:
                return move_node(step);
            case 24:
                return change_profile(step);
            case 25:
            case 26:
            case 27:
                return remove(step);
            case 28:
                return restore(step);
            case 29:
            case 30:
                return restore_kept(step);
            case 31:
            case 32:
            case 33:
                return flush("flush", [&] { session_->flush(); });
            case 34:
            case 35:
                return commit();
            case 36:
                return rollback();
            case 37:
            case 38:
                return begin_nested();
            case 39:
                return release();
            case 40:
                return rollback_nested();
            case 41:
                return get(step);
            case 42:
            case 43:
                return touch(step);
            case 44:
                return refresh(step);
            case 45:
                return merge(step);
            case 46:
                return step.a % 8 == 0 ? clear(step.b % 2 == 0) : touch(step);
            case 47:
                return remove_line(step);
            case 48:
            case 49:
                return query(step);
        }
        return false;
    }

    int made(Kind kind, Row row, void* object) { return world_.make(kind, std::move(row), object); }
    static Row row_of(std::vector<Text> columns, int first = -1, int second = -1) {
        Row row;
        row.columns = std::move(columns);
        row.parents = {first, second};
        return row;
    }

    bool add_country(const Step& step) {
        // A code that a removed country gives up, where there is one.
        const int old =
            choose(step.a, [&](int i) { return world_[i].kind == country && world_[i].state == State::removed; });
        std::string code = fresh("c");
        if (old >= 0 && step.b % 2 == 0)
            code = *world_[old].row.columns[0];
        for (const Ent& ent : world_.ents)
            if (ent.kind == country && ent.row.columns[0] == code && ent.state != State::removed &&
                ent.state != State::kept)
                return false;
        const std::string name = fresh("country");
        say("add country " + code);
        made(country, row_of({code, name}), &session_->add(Country{.code = code, .name = name}));
        return true;
    }

    bool add_author(const Step& step) {
        const std::string name = fresh("author");
        Text alias;
        if (step.a % 2 == 0)
            alias = fresh("alias");
        say("add author " + name);
        if (step.b % 3 == 0) {
            const std::string title = fresh("book");
            Author& it = session_->add(Author{.name = name, .alias = alias, .books = {Book{.title = title}}});
            const int owner = made(author, row_of({name, alias, "0"}), &it);
            made(book, row_of({title}, owner), &it.books[0]);
        } else {
            made(author, row_of({name, alias, "0"}), &session_->add(Author{.name = name, .alias = alias}));
        }
        return true;
    }

    bool add_book(const Step& step) {
        const int owner = choose_steady(step.a, author);
        if (owner < 0)
            return false;
        const std::string title = fresh("book");
        const int label = step.b % 4 == 0 ? choose_steady(step.b / 4, tag) : -1;
        const int land = step.b % 3 == 0 ? choose_steady(step.b / 3, country) : -1;
        const int key = world_[owner].state == State::persistent ? world_[owner].row.key : 0;
        Book* it = nullptr;
        switch (step.c % 3) {
            case 0:
                say("add " + title + " by author.books.add of " + name(owner));
                it = &as<Author>(owner).books.add(Book{.title = title});
                break;
            case 1:
                say("add " + title + " with .author = " + name(owner));
                it = &session_->add(Book{.title = title, .author = as<Author>(owner)});
                break;
            default:
                if (key == 0)
                    return false;
                say("add " + title + " with .author_id of " + name(owner));
                it = &session_->add(Book{.title = title, .author_id = key});
                world_.collections_lag = true;
        }
        const int number = made(book, row_of({title}, owner), it);
        world_[number].by_key = step.c % 3 == 2;
        if (label >= 0) {
            said_ += ", tagged " + name(label);
            it->tags.add(as<Tag>(label));
            world_[number].row.tags.insert(label);
        }
        if (land >= 0) {
            said_ += ", in " + name(land);
            it->country = as<Country>(land);
            world_[number].row.parents[1] = land;
        }
        return true;
    }

    bool add_tag(const Step& step) {
        const std::string name = fresh("tag");
        const int owner = step.a % 3 == 0 ? choose_steady(step.b, book) : -1;
        say("add " + name + (owner >= 0 ? " to " + this->name(owner) : ""));
        if (owner >= 0) {
            Tag& it = as<Book>(owner).tags.add(Tag{.name = name});
            const int number = made(tag, row_of({name}), &it);
            world_[owner].row.tags.insert(number);
        } else {
            made(tag, row_of({name}), &session_->add(Tag{.name = name}));
        }
        return true;
    }

    bool add_node(const Step& step) {
        const int above = step.a % 4 == 0 ? -1 : choose_steady(step.b, node);
        const std::string label = fresh("node");
        say("add " + label + " below " + name(above) + " in way " + std::to_string(step.c % 3));
        if (above < 0 || step.c % 3 == 0) {
            const std::string below = fresh("node");
            Node& it = above < 0
                           ? session_->add(Node{.label = label, .children = {Node{.label = below}}})
                           : as<Node>(above).children.add(Node{.label = label, .children = {Node{.label = below}}});
            const int number = made(node, row_of({label}, above), &it);
            made(node, row_of({below}, number), &it.children[0]);
        } else if (step.c % 3 == 1) {
            made(node, row_of({label}, above), &as<Node>(above).children.add(Node{.label = label}));
        } else {
            made(node, row_of({label}, above), &session_->add(Node{.label = label, .parent = as<Node>(above)}));
        }
        return true;
    }

    bool add_line(const Step& step) {
        const int owner = choose_steady(step.a, book);
        if (owner < 0)
            return false;
        const int number = ++names_;
        say("add line " + std::to_string(number) + " to " + name(owner));
        Line& it = as<Book>(owner).lines.add(Line{.number = number, .quantity = 1});
        made(line, row_of({text_of(number), "1"}, owner), &it);
        return true;
    }

    bool add_profile(const Step& step) {
        const int owner = choose_steady(step.a, author);
        const std::string bio = fresh("bio");
        if (owner < 0 || !world_.children(owner, profile, 0).empty())
            return false;
        say("add " + bio + " of " + name(owner) + " in way " + std::to_string(step.b % 2));
        Profile* it = nullptr;
        if (step.b % 2 == 0) {
            it = &session_->add(Profile{.bio = bio, .author = as<Author>(owner)});
        } else {
            as<Author>(owner).profile = Profile{.bio = bio};
            it = as<Author>(owner).profile.get();
        }
        made(profile, row_of({bio}, owner), it);
        return true;
    }

    bool change_plain(const Step& step) {
        const int number = choose(step.a, [&](int i) { return steady(i); });
        if (number < 0)
            return false;
        Ent& ent = world_[number];
        const std::string text = fresh("plain");
        say("change " + name(number) + " to " + text);
        switch (ent.kind) {
            case country:
                as<Country>(number).name = text;
                ent.row.columns[1] = text;
                break;
            case author:
                as<Author>(number).alias = text;
                ent.row.columns[1] = text;
                break;
            case profile:
                as<Profile>(number).bio = text;
                ent.row.columns[0] = text;
                break;
            case book:
                as<Book>(number).title = text;
                ent.row.columns[0] = text;
                break;
            case tag:
                as<Tag>(number).name = text;
                ent.row.columns[0] = text;
                break;
            case line:
                as<Line>(number).quantity = names_;
                ent.row.columns[1] = text_of(names_);
                break;
            default:
                as<Node>(number).label = text;
                ent.row.columns[0] = text;
                break;
        }
        return true;
    }

    void set_name(int number, const std::string& text) {
        if (world_[number].kind == author)
            as<Author>(number).name = text;
        else
            as<Tag>(number).name = text;
        world_[number].row.columns[0] = text;
    }

    // Takes the name that another gives up: one that is removed, or one that gets a new name; now and then one in use.
    bool change_unique(const Step& step) {
        const Kind kind = step.a % 2 == 0 ? author : tag;
        const int number = choose_steady(step.b, kind);
        const int other = choose(step.c, [&](int i) {
            return i != number && world_[i].kind == kind && !world_[i].doomed &&
                   (world_[i].state == State::removed || steady(i));
        });
        if (number < 0 || other < 0)
            return false;
        const std::string taken = *world_[other].row.columns[0];
        say(name(number) + " takes the name of " + name(other));
        if (world_[other].state != State::removed && step.c % 16 != 15) {
            said_ += ", which gets another";
            set_name(other, fresh("renamed"));
        }
        set_name(number, taken);
        return true;
    }

    // Values that may be NULL can be swapped in one flush; names can't.
    bool swap_unique(const Step& step) {
        const int one = choose_steady(step.a, author);
        const int two = choose_steady(step.b, author);
        if (one < 0 || two < 0 || one == two)
            return false;
        if (step.c % 8 == 0) {
            say("swap the names of " + name(one) + " and " + name(two));
            const std::string first = *world_[one].row.columns[0];
            set_name(one, *world_[two].row.columns[0]);
            set_name(two, first);
        } else {
            say("swap the aliases of " + name(one) + " and " + name(two));
            std::swap(as<Author>(one).alias, as<Author>(two).alias);
            std::swap(world_[one].row.columns[1], world_[two].row.columns[1]);
        }
        return true;
    }

    bool move_book(const Step& step) {
        const int number = choose_steady(step.a, book);
        const int owner = choose_steady(step.b, author);
        if (number < 0 || owner < 0)
            return false;
        const unsigned way = step.c % 4;
        // One that is there already, and nobody has looked: then the removal of the owner would tell it at once.
        if (way == 0 && world_[number].row.parents[0] == owner && !as<Author>(owner).books.is_loaded())
            return false;
        say("move " + name(number) + " to " + name(owner) + " in way " + std::to_string(way));
        Book& it = as<Book>(number);
        if (way == 0) {
            as<Author>(owner).books.add(it);
        } else if (way == 1) {
            it.author = as<Author>(owner);
        } else if (way == 2) {
            if (world_[owner].state != State::persistent || world_[number].state != State::persistent)
                return false;
            // A pending parent and then a key are two answers.
            if (const int before = world_[number].row.parents[0]; before >= 0 && world_[before].state == State::pending)
                return false;
            it.author_id = world_[owner].row.key;
            world_[number].by_key = true;
            world_.collections_lag = true;
        } else {
            const int before = world_[number].row.parents[0];
            if (before < 0 || !steady(before) || world_.collections_lag)
                return false;
            as<Author>(before).books.remove(it);
            world_[number].row.parents[0] = -1;
            world_[number].orphan = true;
            return true;
        }
        world_[number].row.parents[0] = owner;
        world_[number].orphan = false;
        return true;
    }

    bool change_country(const Step& step) {
        const int number = choose_steady(step.a, book);
        if (number < 0)
            return false;
        const int land = step.b % 4 == 0 ? -1 : choose_steady(step.b, country);
        const int before = world_[number].row.parents[1];
        const unsigned way = step.c % 4;
        if (way == 0 && land >= 0 && before == land && !as<Country>(land).books.is_loaded())
            return false;
        say("country of " + name(number) + " is " + name(land) + " in way " + std::to_string(way));
        Book& it = as<Book>(number);
        if (way == 0 && land >= 0) {
            as<Country>(land).books.add(it);
        } else if (way == 1 && land < 0 && before >= 0 && steady(before) && !world_.collections_lag) {
            as<Country>(before).books.remove(it);
        } else if (way == 2 && world_[number].state == State::persistent &&
                   (before < 0 || world_[before].state != State::pending) &&
                   (land < 0 || world_[land].state == State::persistent)) {
            world_[number].by_key = true;
            it.country_code = land < 0 ? Text() : world_[land].row.columns[0];
            world_.collections_lag = true;
        } else if (land < 0) {
            it.country = nullptr;
        } else {
            it.country = as<Country>(land);
        }
        world_[number].row.parents[1] = land;
        return true;
    }

    bool change_tags(const Step& step) {
        const int number = choose_steady(step.a, book);
        const int label = choose_steady(step.b, tag);
        if (number < 0 || label < 0)
            return false;
        std::set<int>& tags = world_[number].row.tags;
        const bool has = tags.contains(label);
        say((has ? "untag " : "tag ") + name(number) + " " + name(label) + " in way " + std::to_string(step.c % 2));
        Book& it = as<Book>(number);
        Tag& other = as<Tag>(label);
        if (has) {
            if (step.c % 2 == 0)
                it.tags.remove(other);
            else
                other.books.remove(it);
            tags.erase(label);
        } else {
            if (step.c % 2 == 0)
                it.tags.add(other);
            else
                other.books.add(it);
            tags.insert(label);
        }
        return true;
    }

    bool is_below(int number, int above) const {
        for (int at = number; at >= 0; at = world_[at].row.parents[0])
            if (at == above)
                return true;
        return false;
    }

    bool move_node(const Step& step) {
        const int number = choose_steady(step.a, node);
        if (number < 0)
            return false;
        int above = step.b % 4 == 0 ? -1 : choose_steady(step.b, node);
        if (above >= 0 && is_below(above, number))
            above = -1;
        const int before = world_[number].row.parents[0];
        const unsigned way = step.c % 3;
        if (way == 0 && above >= 0 && before == above && !as<Node>(above).children.is_loaded())
            return false;
        say("put " + name(number) + " below " + name(above) + " in way " + std::to_string(way));
        Node& it = as<Node>(number);
        if (way == 0 && above >= 0) {
            as<Node>(above).children.add(it);
        } else if (way == 1 && world_[number].state == State::persistent &&
                   (before < 0 || world_[before].state != State::pending) &&
                   (above < 0 || world_[above].state == State::persistent)) {
            world_[number].by_key = true;
            it.parent_id = above < 0 ? std::optional<int>() : world_[above].row.key;
            world_.collections_lag = true;
        } else if (above < 0) {
            it.parent = nullptr;
        } else {
            it.parent = as<Node>(above);
        }
        world_[number].row.parents[0] = above;
        return true;
    }

    bool change_profile(const Step& step) {
        const int number = choose_steady(step.a, profile);
        if (number < 0)
            return false;
        const int owner = step.b % 3 == 0 ? -1 : choose_steady(step.b, author);
        if (owner >= 0 && !world_.children(owner, profile, 0).empty() && step.c % 2 == 0) {
            // The one that was there before loses its author, if the session is told by the side that knows it.
            const int other = world_.children(owner, profile, 0)[0];
            if (other == number || !steady(other))
                return false;
            say(name(owner) + ".profile = " + name(number) + ", instead of " + name(other));
            if (as<Author>(owner).profile.get() != world_[other].object)
                fail("the profile is not " + name(other));
            as<Author>(owner).profile = as<Profile>(number);
            world_[other].row.parents[0] = -1;
            world_[number].row.parents[0] = owner;
            return true;
        }
        if (owner >= 0 && !world_.children(owner, profile, 0).empty())
            return false;
        say(name(number) + ".author = " + name(owner));
        if (owner < 0)
            as<Profile>(number).author = nullptr;
        else
            as<Profile>(number).author = as<Author>(owner);
        world_[number].row.parents[0] = owner;
        return true;
    }

    // --- removal

    void becomes_removed(int number) {
        Ent& ent = world_[number];
        ent.orphan = false;
        if (ent.state == State::pending) {
            ent.state = State::kept;
            ent.kept_in = world_.transaction;
            leave_books(number);
        } else {
            ent.state = State::removed;
        }
        ent.left = true;
    }

    // The books do without a tag that goes; it still knows where it was.
    void leave_books(int number) {
        for (int i = 0; world_[number].kind == tag && i < static_cast<int>(world_.ents.size()); ++i)
            if (world_[i].kind == book && world_[i].object && world_[i].row.tags.erase(number) > 0)
                world_[number].row.tags.insert(i);
    }

    bool children_known(int number, const ForeignKeyRule& rule) const {
        switch (world_[number].kind) {
            case country:
                return as<Country>(number).books.is_loaded();
            case author:
                return rule.child == book ? as<Author>(number).books.is_loaded()
                                          : as<Author>(number).profile.is_loaded();
            case book:
                return as<Book>(number).lines.is_loaded();
            default:
                return as<Node>(number).children.is_loaded();
        }
    }

    // What the removal means for the children in memory, of those that are known and of those that are not.
    void follow_removal(int number, const std::vector<std::pair<ForeignKeyRule, bool>>& known) {
        for (const auto& [rule, loaded] : known) {
            for (const int child : world_.children(number, rule.child, rule.slot)) {
                Ent& ent = world_[child];
                if (ent.state == State::absent)
                    continue;
                const bool added = !world_.has_row(child) || world_.database.at(child).parents[rule.slot] != number;
                if (!loaded && !added) {
                    (rule.owned ? ent.doomed : ent.loose) = true;
                    continue;
                }
                world_[number].taken.push_back({child, rule.slot, rule.owned, world_.levels.size()});
                if (rule.owned) {
                    remove_in_model(child);
                } else {
                    ent.row.parents[rule.slot] = -1;
                }
            }
        }
    }

    std::map<int, std::vector<std::pair<ForeignKeyRule, bool>>> what_is_known() const {
        std::map<int, std::vector<std::pair<ForeignKeyRule, bool>>> known;
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (world_[i].object && (world_[i].state == State::pending || world_[i].state == State::persistent))
                for (const ForeignKeyRule& rule : rules)
                    if (rule.parent == world_[i].kind)
                        known[i].emplace_back(rule, children_known(i, rule));
        return known;
    }

    void remove_in_model(int number) {
        becomes_removed(number);
        follow_removal(number, known_before_[number]);
    }

    bool remove(const Step& step) {
        // An orphan goes anyhow, also when it is restored.
        const int number =
            choose(step.a, [&](int i) { return steady(i) && world_[i].kind != line && !world_[i].orphan; });
        if (number < 0 || world_.collections_lag)
            return false;
        if (step.b % 2 == 0)
            check_relations(number);
        known_before_ = what_is_known();
        say("remove " + name(number));
        visit(number, [&](auto& it) { session_->remove(it); });
        remove_in_model(number);
        return true;
    }

    // Leaves its book: an orphan at the flush. Or is removed itself.
    bool remove_line(const Step& step) {
        const int number = choose_steady(step.a, line);
        if (number < 0)
            return false;
        const int owner = world_[number].row.parents[0];
        if (owner < 0 || !steady(owner) || world_.collections_lag)
            return false;
        // There is no way back from a line to its book, which therefore does not notice that it goes.
        say("take " + name(number) + " out of " + name(owner));
        as<Book>(owner).lines.remove(as<Line>(number));
        world_[number].orphan = true;
        world_[number].doomed = true;
        return true;
    }

    bool restore(const Step& step) {
        const int number = choose_state(step.a, State::removed);
        if (number < 0)
            return false;
        for (const int parent : world_[number].row.parents)
            if (parent >= 0 && !world_.lives(parent))
                return false;
        if (world_[number].kind == country)
            for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
                if (i != number && world_[i].kind == country && world_[i].state == State::pending &&
                    world_[i].row.columns[0] == world_[number].row.columns[0])
                    return false;
        say("restore removed " + name(number));
        visit(number, [&](auto& it) { session_->restore(it); });
        returned(number);
        // Its row is as it was, but what it referred to may be gone or changed since.
        return flush("restore removed " + name(number) + ", flush", [&] { session_->flush(); });
    }

    void returned(int number) {
        world_[number].state = State::persistent;
        world_[number].left = false;
        spare_children(number);
        bring_back_members(number);
    }

    // What went with it, unless something else has become of that.
    void bring_back_members(int number) {
        for (const Ent::Taken& taken : std::exchange(world_[number].taken, {})) {
            Ent& child = world_[taken.child];
            if (taken.owned && child.state == State::removed)
                returned(taken.child);
            else if (taken.owned && child.state == State::kept)
                restored(taken.child);
            else if (!taken.owned && world_.lives(taken.child) && child.row.parents[taken.slot] < 0)
                child.row.parents[taken.slot] = number;
        }
    }

    // Those that were to follow the removal without having been looked at.
    void spare_children(int number) {
        for (const ForeignKeyRule& rule : rules) {
            if (rule.parent != world_[number].kind)
                continue;
            for (const int child : world_.children(number, rule.child, rule.slot)) {
                Ent& ent = world_[child];
                if (!ent.doomed && !ent.loose)
                    continue;
                (rule.owned ? ent.doomed : ent.loose) = false;
                spare_children(child);
            }
        }
    }

    // With its cascade: what it refers to, and what is still in its collections.
    void restored(int number) {
        Ent& ent = world_[number];
        if (ent.state != State::kept)
            return;
        ent.state = State::pending;
        ent.left = false;
        ent.apart = 0;
        ent.apart_tags.clear();
        world_.collections_lag = world_.collections_lag || ent.by_key;
        for (const int parent : ent.row.parents)
            if (parent >= 0)
                restored(parent);
        if (ent.kind == tag) {
            for (const int owner : ent.row.tags)
                world_[owner].row.tags.insert(number);
            ent.row.tags.clear();
        }
        // What the program removed by itself comes back by itself, and the pair with it.
        for (const int each : std::set<int>(ent.row.tags)) {
            if (world_[each].state == State::kept && world_[each].left) {
                ent.row.tags.erase(each);
                world_[each].row.tags.insert(number);
            } else {
                restored(each);
            }
        }
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i) {
            Ent& other = world_[i];
            // A book comes back without a tag that is removed, even if that comes back later.
            if (ent.kind == book && other.kind == tag && other.object && other.state != State::kept && !world_.lives(i))
                other.row.tags.erase(number);
            if (other.state != State::kept || other.left)
                continue;
            for (const ForeignKeyRule& rule : rules)
                if (rule.child == other.kind && other.row.parents[rule.slot] == number &&
                    (other.apart >> rule.slot & 1U) == 0)
                    restored(i);
            if (other.kind == book && other.row.tags.contains(number) && !other.apart_tags.contains(number))
                restored(i);
        }
        bring_back_members(number);
    }

    bool can_be_restored(int number) const {
        const Ent& ent = world_[number];
        if (ent.kind == line && ent.left)
            return false;
        if (ent.kind == book && ent.row.parents[0] < 0)
            return false;
        if (ent.kind == line && ent.row.parents[0] < 0)
            return false;
        for (std::size_t slot = 0; slot < ent.row.parents.size(); ++slot) {
            const int parent = ent.row.parents[slot];
            if (parent < 0)
                continue;
            if (world_[parent].state == State::kept ? ent.by_key : !steady(parent))
                return false;
            // Its parent came back with another key.
            if (ent.by_key && foreign_key_of(ent.kind, slot, ent.object) != world_.key_text(parent))
                return false;
        }
        for (const int each : ent.row.tags)
            if (world_[each].state != State::kept && !steady(each))
                return false;
        if (ent.kind == country)
            for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
                if (i != number && world_[i].kind == country && world_[i].row.columns[0] == ent.row.columns[0] &&
                    (world_.has_row(i) || world_[i].state == State::pending))
                    return false;
        return true;
    }

    bool restore_kept(const Step& step) {
        const int number = choose_state(step.a, State::kept);
        // A line does not know its book: it comes back with it.
        if (number < 0 || world_[number].kind == line || world_.collections_lag)
            return false;
        // All that the cascade may reach must be fit for it; and one author has one profile.
        World after = world_;
        std::swap(after, world_);
        restored(number);
        std::swap(after, world_);
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (after[i].state != world_[i].state && !can_be_restored(i))
                return false;
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (after[i].kind == author && after.lives(i) && after.children(i, profile, 0).size() > 1)
                return false;
        say("restore kept " + name(number));
        visit(number, [&](auto& it) { session_->restore(it); });
        restored(number);
        return true;
    }

    // --- flush and transaction

    static std::string text_of(const Value& value) {
        if (value.is_null())
            return "~";
        if (const auto* text = std::get_if<std::string>(&value.storage()))
            return *text;
        return value.to_display();
    }

    static std::string rows_of(driver::Connection& connection) {
        std::string all;
        for (const auto& [kind, sql] : World::queries) {
            const std::unique_ptr<driver::Statement> statement = connection.prepare(sql);
            while (statement->step()) {
                for (int i = 0; i < statement->column_count(); ++i)
                    all += (i > 0 ? "|" : "") + text_of(statement->value(i));
                all += '\n';
            }
            statement->reset();
        }
        return all;
    }

    // The whole database, as this connection sees it, is what the model says.
    void check_rows(driver::Connection& connection, const std::string& when) const {
        std::set<std::string> found;
        std::istringstream lines(rows_of(connection));
        for (std::string text; std::getline(lines, text);)
            found.insert(text);
        const std::set<std::string> expected = world_.expected_rows();
        if (found == expected)
            return;
        std::string why = when + ": the database is not as expected;";
        for (const std::string& each : expected)
            if (!found.contains(each))
                why += "\n    lacks " + each;
        for (const std::string& each : found)
            if (!expected.contains(each))
                why += "\n    has " + each;
        fail(why);
    }

    // Which flushes nothing, other than a statement of the session's.
    driver::Connection& of_session() { return session_->connection().driver_connection(); }

    bool flush(const std::string& what, const std::function<void()>& call) {
        const World::Outcome plan = world_.plan_flush();
        say(what);
        try {
            call();
        } catch (const IntegrityError& error) {
            if (!plan.refused)
                fail(what + ": " + error.what());
            expect_failed();
            said_ += " (refused by the database)";
            return roll_back_innermost();
        } catch (const ArgumentError& error) {
            if (!plan.circle && !plan.refused)
                fail(what + ": " + error.what());
            said_ += " (refused)";
            return roll_back_innermost();
        }
        if (plan.refused)
            fail(what + ": succeeded, though a unique value would be there twice");
        flushed(plan);
        return true;
    }

    void expect_failed() {
        try {
            session_->flush();
        } catch (const PendingRollbackError&) {
            return;
        }
        fail("after an error of the database the session can still flush");
    }

    // The model's side of a flush that succeeded.
    void flushed(const World::Outcome& plan) {
        for (const int number : plan.deleted) {
            Ent& ent = world_[number];
            if (ent.state != State::absent) {
                ent.state = State::deleted;
                leave_books(number);
            } else if (ent.met_in == 0) {  // the session has read it, to delete what depends on it
                ent.met_in = world_.levels.size();
                ent.met_as = world_.database.at(number);
            }
        }
        for (const int number : plan.unsaved) {
            world_[number].state = State::kept;
            world_[number].kept_in = world_.transaction;
            world_[number].left = true;
        }
        world_.database = plan.database;
        for (const int number : plan.inserted) {
            Ent& ent = world_[number];
            ent.state = State::persistent;
            const int key = key_of(ent.kind, ent.object);
            if (ent.kind != country && ent.kind != line && key <= 0)
                fail(name(number) + " has no key after its INSERT");
            world_.database[number].key = key;
        }
        for (auto& [number, row] : world_.database)
            if (world_[number].state != State::absent)
                world_[number].row = row;
        for (Ent& ent : world_.ents)
            ent.orphan = false;
        world_.collections_lag = false;
        check_rows(of_session(), "flush");
        for (Ent& ent : world_.ents)
            ent.loose = ent.doomed = false;
    }

    bool commit() {
        if (!flush("commit", [&] { session_->flush(); }))
            return true;
        if (said_ != "commit")
            return true;
        session_->commit();
        savepoints_.clear();
        world_.levels.assign(1, Level{world_.database, {}});
        ++world_.transaction;
        for (Ent& ent : world_.ents) {
            ent.met_in = 0;
            ent.doubtful = false;
            ent.taken.clear();
            if (ent.state == State::kept || ent.state == State::deleted)
                leave(ent);
        }
        check_rows(*other_, "commit");
        return true;
    }

    void leave(Ent& ent) {
        ent.apart_tags.clear();
        ent.taken.clear();
        ent.state = State::absent;
        ent.object = nullptr;
        ent.loose = ent.doomed = ent.orphan = ent.left = false;
        ent.apart = 0;
    }

    // The model's side of a rollback to what was when `depth` (1: the transaction) began.
    void roll_back_to(std::size_t depth) {
        const bool whole = depth == 1;
        if (whole)
            session_->rollback();
        const Level level = world_.levels[depth - 1];
        world_.database = level.rows;
        world_.levels.resize(depth);
        if (!whole)
            world_.levels.pop_back();
        std::vector<std::pair<int, int>> pairs;  // of books that have a row and tags that may be left without one
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (world_[i].kind == book && world_[i].object && world_.has_row(i))
                for (const int each : world_[i].row.tags)
                    pairs.emplace_back(i, each);
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i) {
            Ent& ent = world_[i];
            std::erase_if(ent.taken, [&](const Ent::Taken& taken) { return taken.level >= depth; });
            if (!ent.object) {
                ent.doubtful =
                    ent.doubtful || (ent.met_in >= depth && world_.has_row(i) && ent.met_as != world_.database[i]);
                continue;
            }
            // The book does without the line, as the program said.
            if (ent.kind == line && ent.orphan && !world_.has_row(i))
                ent.left = true;
            ent.loose = ent.doomed = ent.orphan = false;
            if (world_.has_row(i)) {
                ent.state = State::persistent;
                const std::set<int> left_books = ent.kind == tag ? ent.row.tags : std::set<int>();
                ent.row = world_.database[i];
                ent.left = false;
                // Its removal never was: what a new book said of it stands.
                for (const int owner : left_books)
                    if (!world_.has_row(owner))
                        world_[owner].row.tags.insert(i);
                ent.doubtful = ent.doubtful || (ent.met_in >= depth && ent.met_as != ent.row);
                if (ent.doubtful)
                    visit(i, [&](auto& it) { session_->refresh(it); });
            } else if (level.deleted.contains(i)) {
                continue;
            } else if (ent.state == State::kept) {
                if (whole && ent.kept_in < world_.transaction)
                    leave(ent);
            } else {
                ent.left = ent.left || ent.state == State::removed || ent.state == State::deleted;
                for (std::size_t slot = 0; slot < ent.row.parents.size(); ++slot)
                    if (ent.row.parents[slot] >= 0 && world_.has_row(ent.row.parents[slot]))
                        ent.apart |= 1U << slot;
                for (const int each : ent.row.tags)
                    if (ent.kind == book && world_.has_row(each))
                        ent.apart_tags.insert(each);
                ent.state = State::kept;
                ent.kept_in = world_.transaction;
                ent.row.key = 0;
                if (ent.kind == author)
                    ent.row.columns[2] = "0";
            }
        }
        for (Ent& ent : world_.ents) {
            if (ent.state != State::kept)
                continue;
            const auto is_there = [&](int number) {
                const State state = world_[number].state;
                return state == State::kept || state == State::persistent ||
                       (!whole && (state == State::removed || state == State::deleted));
            };
            for (int& parent : ent.row.parents)
                if (parent >= 0 && !is_there(parent))
                    parent = -1;
            // Only the book knew of the line, and it is as it was.
            if (ent.kind == line && ent.row.parents[0] >= 0 && world_[ent.row.parents[0]].state == State::persistent)
                ent.row.parents[0] = -1;
            std::erase_if(ent.row.tags, [&](int each) { return !is_there(each); });
        }
        // What a new tag was said to be on, it still says.
        for (const auto& [owner, label] : pairs)
            if (world_[label].state == State::kept)
                world_[label].row.tags.insert(owner);
        world_.collections_lag = false;
        if (whole)
            ++world_.transaction;
        check_rows(whole ? *other_ : of_session(), "rollback");
    }

    bool rollback() {
        say("rollback");
        for (auto& savepoint : savepoints_)
            keep_alive_.push_back(std::move(savepoint));
        savepoints_.clear();
        roll_back_to(1);
        keep_alive_.clear();
        return true;
    }

    bool roll_back_innermost() {
        if (savepoints_.empty()) {
            roll_back_to(1);
            return true;
        }
        savepoints_.back()->rollback();
        savepoints_.pop_back();
        roll_back_to(world_.levels.size());
        return true;
    }

    bool begin_nested() {
        if (savepoints_.size() == 3)
            return false;
        return flush("begin_nested",
                     [&] { savepoints_.push_back(std::make_unique<Savepoint>(session_->begin_nested())); }) &&
               (said_ == "begin_nested" ? world_.begin_level() : void(), true);
    }

    bool release() {
        if (savepoints_.empty())
            return false;
        if (flush("release the savepoint", [&] { session_->flush(); }) && said_ == "release the savepoint") {
            savepoints_.back()->commit();
            savepoints_.pop_back();
            world_.levels.pop_back();
            for (Ent& ent : world_.ents) {
                ent.met_in = std::min(ent.met_in, world_.levels.size());
                for (Ent::Taken& taken : ent.taken)
                    taken.level = std::min(taken.level, world_.levels.size());
            }
        }
        return true;
    }

    bool rollback_nested() {
        if (savepoints_.empty())
            return false;
        say("roll back the savepoint");
        return roll_back_innermost();
    }

    // --- reading

    ObjectState state_of(int number) const {
        return visit(number, [&](auto& it) { return session_->state(it); });
    }

    // An object that came from the database is the one that we know, or now is known.
    void meet(int number, void* object) {
        Ent& ent = world_[number];
        if (ent.object && ent.object != object)
            fail(name(number) + " is two objects");
        if (ent.object)
            return;
        ent.object = object;
        ent.state = State::persistent;
        ent.row = world_.database.at(number);
        ent.met_in = world_.levels.size();
        ent.met_as = ent.row;
        for (const ForeignKeyRule& rule : rules) {
            const int parent = rule.child == ent.kind ? ent.row.parents[rule.slot] : -1;
            if (parent >= 0 && world_[parent].state == State::removed)
                (rule.owned ? ent.doomed : ent.loose) = true;
        }
    }

    template <class T>
    T* get_by_key(int number) {
        if constexpr (std::is_same_v<T, Country>)
            return session_->get<Country>(*world_[number].row.columns[0]);
        else if constexpr (std::is_same_v<T, Line>)
            return session_->get<Line>(world_.database.at(world_[number].row.parents[0]).key,
                                       std::stoi(*world_[number].row.columns[0]));
        else
            return session_->get<T>(world_[number].row.key);
    }

    void* get_any(int number) {
        switch (world_[number].kind) {
            case country:
                return get_by_key<Country>(number);
            case author:
                return get_by_key<Author>(number);
            case profile:
                return get_by_key<Profile>(number);
            case book:
                return get_by_key<Book>(number);
            case tag:
                return get_by_key<Tag>(number);
            case line:
                return get_by_key<Line>(number);
            default:
                return get_by_key<Node>(number);
        }
    }

    bool get(const Step& step) {
        const int number = choose(step.a, [&](int i) {
            const Ent& ent = world_[i];
            return world_.has_row(i) && !ent.doomed && !ent.loose && ent.state != State::deleted;
        });
        if (number < 0)
            return false;
        Ent& ent = world_[number];
        if (ent.state == State::absent)
            ent.row = world_.database.at(number);
        // Another may have its key by now.
        if (ent.state == State::removed)
            for (const Ent& other : world_.ents)
                if (&other != &ent && other.kind == country && other.row.columns[0] == ent.row.columns[0])
                    return false;
        say("get " + name(number));
        void* found = get_any(number);
        if (ent.state == State::removed) {
            if (found)
                fail("get finds the removed " + name(number));
            return true;
        }
        if (!found)
            fail("get does not find " + name(number));
        meet(number, found);
        return true;
    }

    bool refresh(const Step& step) {
        const int number = choose(step.a, [&](int i) { return world_[i].state == State::persistent && steady(i); });
        if (number < 0)
            return false;
        Ent& ent = world_[number];
        if (step.b % 2 == 0) {
            say("expire " + name(number));
            visit(number, [&](auto& it) { session_->expire(it); });
            return true;
        }
        // A refresh drops unsaved changes of columns, and so of parents; those of collections stay.
        const Row& known = world_.database.at(number);
        if (known.parents != ent.row.parents) {
            if (world_.collections_lag || ent.kind == line)
                return false;
            for (const int parent : known.parents)
                if (parent >= 0 && !steady(parent))
                    return false;
            if (ent.kind == profile && known.parents[0] >= 0 && !world_.children(known.parents[0], profile, 0).empty())
                return false;
        }
        if (ent.kind == line && ent.orphan)
            return false;
        say("refresh " + name(number));
        visit(number, [&](auto& it) { session_->refresh(it); });
        std::set<int> tags = std::move(ent.row.tags);
        ent.row = known;
        ent.row.tags = std::move(tags);
        ent.orphan = false;
        return true;
    }

    template <class T>
    std::vector<void*> all_of() {
        std::vector<void*> objects;
        for (T& each : session_->query<T>().all())
            objects.push_back(&each);
        return objects;
    }

    std::vector<void*> all_of(Kind kind) {
        switch (kind) {
            case country:
                return all_of<Country>();
            case author:
                return all_of<Author>();
            case profile:
                return all_of<Profile>();
            case book:
                return all_of<Book>();
            case tag:
                return all_of<Tag>();
            case line:
                return all_of<Line>();
            default:
                return all_of<Node>();
        }
    }

    // All rows of a table. If one is to be written, all are, before.
    bool query(const Step& step) {
        const auto kind = static_cast<Kind>(step.a % kinds);
        const bool changed =
            choose(0, [&](int i) {
                const Ent& ent = world_[i];
                return ent.kind == kind && (ent.state == State::pending || ent.state == State::removed ||
                                            (ent.state == State::persistent && ent.row != world_.database.at(i)));
            }) >= 0;
        const std::string what = std::string("query every ") + kind_name(kind);
        std::vector<void*> found;
        if (changed) {
            if (!flush(what, [&] { found = all_of(kind); }) || said_ != what)
                return true;
        } else {
            say(what);
            const NoAutoflush guard = session_->no_autoflush();
            found = all_of(kind);
        }
        std::set<int> numbers;
        for (void* each : found)
            numbers.insert(identify(kind, each));
        std::set<int> expected;
        for (const auto& [number, row] : world_.database)
            if (world_[number].kind == kind)
                expected.insert(number);
        if (numbers != expected || found.size() != expected.size())
            fail(what + " finds " + std::to_string(found.size()) + " objects instead of " +
                 std::to_string(expected.size()));
        return true;
    }

    bool merge(const Step& step) {
        const int number = choose(step.a, [&](int i) {
            const Ent& ent = world_[i];
            return (ent.kind == tag || ent.kind == author) && world_.has_row(i) && !ent.doomed && !ent.loose &&
                   (ent.state == State::absent || ent.state == State::persistent);
        });
        if (number < 0)
            return false;
        Ent& ent = world_[number];
        if (ent.state == State::absent)
            ent.row = world_.database.at(number);
        const std::string text = fresh("merged");
        say("merge " + name(number) + " with name " + text);
        void* merged = nullptr;
        if (ent.kind == tag)
            merged = &session_->merge(Tag{.id = ent.row.key, .name = text});
        else
            merged = &session_->merge<&Author::name>(Author{.id = ent.row.key, .name = text});
        meet(number, merged);
        ent.row.columns[0] = text;
        return true;
    }

    bool clear(bool close) {
        if (!savepoints_.empty())
            return false;
        // The session can't tell of a row that it meets again whether a rollback takes it away.
        if (!close && world_.database != world_.levels[0].rows)
            return false;
        say(close ? "another session" : "clear");
        if (close) {
            session_->close();
            session_.emplace(engine_);
            world_.database = world_.levels[0].rows;
        } else {
            session_->clear();
        }
        for (Ent& ent : world_.ents) {
            leave(ent);
            ent.met_in = 0;
            ent.doubtful = false;
        }
        for (const auto& [number, row] : world_.database)
            world_[number].row = row;
        world_.collections_lag = false;
        return true;
    }

    bool touch(const Step& step) {
        const int number = choose(step.a, [&](int i) { return steady(i); });
        if (number < 0)
            return false;
        say("touch " + name(number));
        check_relations(number);
        return true;
    }

    // --- comparing

    int find_by_key(Kind kind, const void* object) const {
        const int key = key_of(kind, object);
        const std::vector<Text> columns = columns_of(kind, object);
        for (const auto& [number, row] : world_.database) {
            if (world_[number].kind != kind)
                continue;
            if (kind == country ? row.columns[0] == columns[0]
                : kind == line  ? row.columns[0] == columns[0] &&
                                     foreign_key_of(line, 0, object) == text_of(world_.database.at(row.parents[0]).key)
                               : row.key == key)
                return number;
        }
        fail(std::string("a ") + kind_name(kind) + " came that has no row");
    }

    // Who this object is; it may be met for the first time here.
    int identify(Kind kind, void* object) {
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (world_[i].object == object)
                return i;
        const int number = find_by_key(kind, object);
        meet(number, object);
        return number;
    }

    template <class T>
    void check_many(int owner, const char* member, many<T>& collection, Kind kind, const std::vector<int>& expected) {
        std::set<int> found;
        std::size_t count = 0;
        for (T& each : collection) {
            found.insert(identify(kind, &each));
            ++count;
        }
        if (count != found.size())
            fail(name(owner) + "." + member + " has a member twice");
        if (found == std::set<int>(expected.begin(), expected.end()))
            return;
        std::string why = name(owner) + "." + member + " has {";
        for (const int each : found)
            why += " " + name(each);
        why += " } instead of {";
        for (const int each : expected)
            why += " " + name(each);
        fail(why + " }");
    }

    template <class T>
    void check_one(int owner, const char* member, one<T>& relation, Kind kind, int expected) {
        T* found = relation.get();
        const int number = found ? identify(kind, found) : -1;
        if (number != expected)
            fail(name(owner) + "." + member + " is " + name(number) + " instead of " + name(expected));
    }

    std::vector<int> books_of_tag(int number) const {
        std::vector<int> found;
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (world_[i].kind == book && world_.lives(i) && world_[i].row.tags.contains(number))
                found.push_back(i);
        return found;
    }
    std::vector<int> tags_of(int number) const {
        std::vector<int> found;
        for (const int each : world_[number].row.tags)
            if (world_.lives(each))
                found.push_back(each);
        return found;
    }
    bool any_loose() const {
        return world_.collections_lag || std::any_of(world_.ents.begin(), world_.ents.end(),
                                                     [](const Ent& ent) { return ent.loose || ent.doomed; });
    }

    // All relationships, loading them; `loaded_only`: those that need no SQL.
    void check_relations(int number, bool loaded_only = false) {
        const Ent& ent = world_[number];
        const bool collections = !any_loose();
        const auto look = [&](const auto& relation) { return !loaded_only || relation.is_loaded(); };
        switch (ent.kind) {
            case country: {
                auto& it = as<Country>(number);
                if (collections && look(it.books))
                    check_many(number, "books", it.books, book, world_.children(number, book, 1));
                break;
            }
            case author: {
                auto& it = as<Author>(number);
                if (collections && look(it.books))
                    check_many(number, "books", it.books, book, world_.children(number, book, 0));
                if (collections && look(it.profile)) {
                    const std::vector<int> mine = world_.children(number, profile, 0);
                    check_one(number, "profile", it.profile, profile, mine.empty() ? -1 : mine[0]);
                }
                break;
            }
            case profile:
                if (look(as<Profile>(number).author))
                    check_one(number, "author", as<Profile>(number).author, author, ent.row.parents[0]);
                break;
            case book: {
                auto& it = as<Book>(number);
                const std::array<int, 2> parents = ent.row.parents;
                if (look(it.author))
                    check_one(number, "author", it.author, author, parents[0]);
                if (look(it.country))
                    check_one(number, "country", it.country, country, parents[1]);
                if (collections && look(it.tags))
                    check_many(number, "tags", it.tags, tag, tags_of(number));
                if (collections && look(it.lines))
                    check_many(number, "lines", it.lines, line, world_.children(number, line, 0));
                break;
            }
            case tag: {
                auto& it = as<Tag>(number);
                if (collections && look(it.books))
                    check_many(number, "books", it.books, book, books_of_tag(number));
                break;
            }
            case node: {
                auto& it = as<Node>(number);
                const int above = ent.row.parents[0];
                if (look(it.parent))
                    check_one(number, "parent", it.parent, node, above);
                if (collections && look(it.children))
                    check_many(number, "children", it.children, node, world_.children(number, node, 0));
                break;
            }
            case line:
            case kinds:
                break;
        }
    }

    static ObjectState expected_state(const Ent& ent) {
        switch (ent.state) {
            case State::pending:
                return ObjectState::pending;
            case State::persistent:
                return ObjectState::persistent;
            case State::removed:
                return ObjectState::removed;
            case State::deleted:
                return ObjectState::deleted;
            default:
                return ObjectState::transient;
        }
    }

    // Every object says what the model says.
    void check_objects() {
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i) {
            const Ent& ent = world_[i];
            if (!ent.object || ent.doomed)
                continue;
            if (const ObjectState is = state_of(i); is != expected_state(ent))
                fail(name(i) + " is " + std::string(to_string(is)) + " instead of " +
                     std::string(to_string(expected_state(ent))));
            if (ent.loose || ent.state == State::removed || ent.state == State::deleted)
                continue;
            if (const auto columns = columns_of(ent.kind, ent.object); columns != ent.row.columns) {
                std::string why = name(i) + " has";
                for (const Text& column : columns)
                    why += " " + column.value_or("NULL");
                why += " instead of";
                for (const Text& column : ent.row.columns)
                    why += " " + column.value_or("NULL");
                fail(why);
            }
            if (const int key = key_of(ent.kind, ent.object); key != ent.row.key)
                fail(name(i) + " has the key " + std::to_string(key) + " instead of " + std::to_string(ent.row.key));
            if (ent.state == State::kept)
                continue;
            for (const ForeignKeyRule& rule : rules) {
                if (rule.child != ent.kind)
                    continue;
                const int parent = ent.row.parents[rule.slot];
                if (ent.kind == line && ent.orphan)
                    continue;
                const Text is = foreign_key_of(ent.kind, rule.slot, ent.object);
                if (parent >= 0 && world_[parent].state == State::pending && !world_.key_text(parent))
                    continue;
                const Text expected = parent < 0 ? Text() : world_.key_text(parent);
                if (is != expected)
                    fail("the foreign key of " + name(i) + " to its " + kind_name(rule.parent) + " is " +
                         is.value_or("NULL") + " instead of " + expected.value_or("NULL"));
            }
        }
        for (int i = 0; i < static_cast<int>(world_.ents.size()); ++i)
            if (world_[i].object && steady(i))
                check_relations(i, true);
    }

    bool verbose_;
    ScratchDatabase database_{};
    Engine engine_ = database_.engine();
    // What others see.
    std::unique_ptr<driver::Driver> driver_ = find_database(tested_database(), "").make_driver();
    std::unique_ptr<driver::Connection> other_ = driver_->connect(engine_.url());
    std::optional<Session> session_;
    std::vector<std::unique_ptr<Savepoint>> savepoints_;
    std::vector<std::unique_ptr<Savepoint>> keep_alive_;
    World world_;
    std::map<int, std::vector<std::pair<ForeignKeyRule, bool>>> known_before_;
    std::vector<std::string> log_;
    std::string said_;
    int names_ = 0;
};

}  // namespace rowan::test::random_model
