// rowan/orm/internal/relation_state.hpp: what one<T> and many<T> hold, without T.
//
// As part of a value, a relation just holds what the program put in: nodes that it owns, and pointers to objects that
// must be a session's when the value is added to it. As part of an object of a session (`owner` is set), everything
// goes through the session: loading, the other end, the foreign key.
#pragma once

#include <rowan/orm/internal/object_header.hpp>
#include <rowan/orm/internal/object_set.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace rowan {
class Mapper;
}

namespace rowan::detail {

/// Objects of one class in an order; shared by those who iterate while the relation goes on with a copy.
using ObjectList = std::vector<void*>;

struct OneState {
    enum class Is : std::uint8_t {
        unset,     ///< of a value: nothing said. Of a session's object: not loaded
        loaded,    ///< `object`, maybe null, is the session's
        owned,     ///< `object` lies in a node of this relation's own
        referred,  ///< `object` is what the program gave; not checked yet
        absent,    ///< was not brought along: a touch is a DetachedError
    };

    ObjectHeader* owner = nullptr;
    void* object = nullptr;
    Is is = Is::unset;
    bool assigned = false;    ///< by the program, since the last flush
    bool moved_from = false;  ///< the object around it was moved from, or assigned over: the flush refuses it

    OneState() = default;
    OneState(OneState&& other) noexcept;
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): the session may refuse
    OneState& operator=(OneState&& other);
    ~OneState();

    /// The object, loaded if need be; null if there is none.
    void* get() const;
    bool is_loaded() const noexcept;
    /// Whether it leads to the object; sends no SQL.
    bool leads_to(const void* target) const;
    /// Whether both lead to the same; sends SQL only if no foreign key tells it.
    bool leads_where(const OneState& other) const;
    /// Takes an object of the session's (or null), or a node. Throws ArgumentError if it is no object of the session.
    void set(void* object_or_null);
    void set_node(ObjectHeader* node);
    /// Forgets what it holds without a word to the session; owned nodes are destroyed.
    void drop() noexcept;

private:
    /// Where it leads, if that is known without a look at keys or the database.
    std::optional<void*> known() const;
    bool is_empty() const;
    [[noreturn]] void refuse_whole(OneState& other);
};

struct ManyState {
    struct Member {
        void* object;
        bool owned;
    };
    /// The state behind a relation that was touched.
    struct Contents {
        enum class Is : std::uint8_t { value, unloaded, loaded };
        Is is = Is::value;
        std::vector<Member> given{};            ///< of a value
        std::shared_ptr<ObjectList> objects{};  ///< loaded; those that are removed are still among them
        std::shared_ptr<ObjectList> living{};   ///< the others, if that is not all
        std::uint64_t looked_at = 0;            ///< when `living` was found: SessionCore::phase_changes
        ObjectSet added{};                      ///< since the last flush
        ObjectSet removed{};
    };

    ObjectHeader* owner = nullptr;
    std::unique_ptr<Contents> contents{};
    bool absent = false;      ///< was not brought along: a touch is a DetachedError
    bool moved_from = false;  ///< the object around it was moved from, or assigned over: the flush refuses it

    ManyState() = default;
    ManyState(ManyState&& other) noexcept;
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): the session may refuse
    ManyState& operator=(ManyState&& other);
    ~ManyState();

    /// The members, loaded if need be. What a loop walks: it does not change while it is held.
    std::shared_ptr<const ObjectList> members() const;
    /// The same for a loop: the objects live as long as it is held, whatever is committed meanwhile.
    std::shared_ptr<const ObjectList> walk() const;
    bool is_loaded() const noexcept;
    std::size_t size() const;
    void* at(std::size_t index) const;
    bool contains(const void* object) const;
    /// Gives the object's final address.
    void* add_node(ObjectHeader* node);
    void add(void* object);
    /// Whether it was a member (of one that is not loaded: true).
    bool remove(void* object);
    void clear();
    /// Becomes what the value holds, maybe nothing.
    void replace(ManyState&& given);
    /// How many the database has now, without loading them.
    std::int64_t count() const;

    Contents& make_contents();
    void drop() noexcept;

private:
    [[noreturn]] void refuse_whole(ManyState& other);
};

/// Makes every relation of a value absent. The value has not been given any.
void make_relations_absent(const Mapper& mapper, void* object) noexcept;

}  // namespace rowan::detail
