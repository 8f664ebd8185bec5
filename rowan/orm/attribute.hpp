// rowan/orm/attribute.hpp: col<&User::age>, a mapped struct's column in expressions; entity<User>; aliased<User>("u").
//
//     select<User>().where(col<&User::age> > 30).order_by(col<&User::name>)
//     auto manager = rowan::aliased<Employee>("manager");
//     select(entity<Employee>, manager).join(manager, col<&Employee::reports_to> == manager[&Employee::id])
#pragma once

#include <rowan/orm/internal/entity_spec.hpp>
#include <rowan/sql/select.hpp>
#include <rowan/sql/source.hpp>
#include <rowan/sql/typed.hpp>

#include <string_view>
#include <type_traits>

namespace rowan {

namespace detail {

/// The node of a mapped column. `offset` is the member's in the struct. Throws ArgumentError if it is not mapped.
const sql::NodePtr& column_node(const Mapper& mapper, std::uint32_t offset);
sql::NodePtr all_columns_node(const Mapper& mapper);
/// The same of an alias.
sql::NodePtr all_columns_node(const Mapper& mapper, const sql::NodePtr& source);
/// An alias of the mapped table, and a column of an alias.
sql::NodePtr aliased_source(const Mapper& mapper, std::string_view alias);
sql::NodePtr aliased_column(const sql::NodePtr& source, const Mapper& mapper, std::uint32_t offset);

template <class T, auto Member>
inline constexpr std::uint32_t offset_of = offset_in_twin<T>(&(twin<T>.value.*Member), 0, alignof(value_of<Member>));
template <auto Outer, auto Inner>
inline constexpr std::uint32_t nested_offset_of =
    offset_in_twin<owner_of<Outer>>(&((twin<owner_of<Outer>>.value.*Outer).*Inner), 0, alignof(value_of<Inner>));

template <class T, auto Member>
sql::NodePtr attribute_node() {
    return column_node(mapper_of<T>(), offset_of<T, Member>);
}
template <auto Outer, auto Inner>
sql::NodePtr nested_attribute_node() {
    return column_node(mapper_of<owner_of<Outer>>(), nested_offset_of<Outer, Inner>);
}

template <class V>
consteval bool check_column() {
    static_assert(
        !is_relation<V>,
        "rowan: a relationship is no column: compare the foreign key, or join<...>() and compare its columns");
    return true;
}

template <class T>
sql::NodePtr mapped_entity() {
    return all_columns_node(mapper_of<T>());
}

}  // namespace detail

/// The assignment of a column of struct T.
template <class T>
struct AttributeAssignment : Assignment {};

/// A mapped member as a column.
template <class T, auto Member>
class Attribute : public ColumnExpr<detail::value_of<Member>> {
    using Value_ = detail::value_of<Member>;
    static_assert(detail::check_column<Value_>());

public:
    using owner = T;
    constexpr Attribute() noexcept : ColumnExpr<Value_>(&detail::attribute_node<T, Member>) {}
    constexpr Attribute(const Attribute&) = default;
    template <class R>
    AttributeAssignment<T> operator=(const R& value) const {
        return {this->set(value)};
    }
    AttributeAssignment<T> operator=(const Attribute& other) const { return {this->set(other)}; }
};

template <auto Outer, auto Inner>
class NestedAttribute : public ColumnExpr<detail::value_of<Inner>> {
    using Value_ = detail::value_of<Inner>;

public:
    using owner = detail::owner_of<Outer>;
    constexpr NestedAttribute() noexcept : ColumnExpr<Value_>(&detail::nested_attribute_node<Outer, Inner>) {}
    constexpr NestedAttribute(const NestedAttribute&) = default;
    template <class R>
    AttributeAssignment<owner> operator=(const R& value) const {
        return {this->set(value)};
    }
    AttributeAssignment<owner> operator=(const NestedAttribute& other) const { return {this->set(other)}; }
};

namespace detail {

template <auto Member, class... T>
struct attribute_of {
    using type = Attribute<owner_of<Member>, Member>;
};
template <auto Member, class T>
struct attribute_of<Member, T> {
    using type = Attribute<T, Member>;
};

}  // namespace detail

/// The column of a member: `col<&User::age>`. An inherited one is named with its struct: `col<&Base::created_at,
/// User>`.
template <auto Member, class... T>
inline constexpr typename detail::attribute_of<Member, T...>::type col{};
/// The column of a member of an embedded struct: `nested_col<&User::address, &Address::zip>`.
template <auto Outer, auto Inner>
inline constexpr NestedAttribute<Outer, Inner> nested_col{};

/// `entity<City*>`: an object that an outer join may leave out; its row has a City*, which is then null.
template <class T>
class Entity<T*> : public Entity<T> {
public:
    using Entity<T>::Entity;
    explicit Entity(const Entity<T>& other) : Entity<T>(other) {}
};

/// All columns of a mapped struct: an item of a SELECT that is an object, and the target of a join.
template <class T>
inline constexpr Entity<T> entity{};

/// A mapped struct once more, under another name.
template <class T>
class Aliased : public Entity<T> {
public:
    explicit Aliased(sql::NodePtr source)
        : Entity<T>(detail::all_columns_node(detail::mapper_of<T>(), source)), source_(std::move(source)) {}

    /// As an item that may be absent: see entity<T*>.
    Entity<T*> or_null() const { return Entity<T*>(*this); }

    template <class V, class Owner>
        requires std::is_base_of_v<Owner, T>
    ColumnExpr<detail::column_value_t<V>> operator[](V Owner::* member) const {
        return ColumnExpr<detail::column_value_t<V>>(
            detail::aliased_column(source_, detail::mapper_of<T>(), offset_at_run_time(member)));
    }

private:
    template <class V, class Owner>
    static std::uint32_t offset_at_run_time(V Owner::* member) {
        const auto* base = reinterpret_cast<const char*>(&detail::twin<T>.value);
        const auto* at = reinterpret_cast<const char*>(&(detail::twin<T>.value.*member));
        return static_cast<std::uint32_t>(at - base);
    }

    sql::NodePtr source_;
};

template <class T>
Aliased<T> aliased(std::string_view name = {}) {
    return Aliased<T>(detail::aliased_source(detail::mapper_of<T>(), name));
}

/// SELECT of all columns of T.
template <class T>
Select<Entity<T>> select() {
    Select<Entity<T>> statement;
    statement.add_item(detail::mapped_entity<T>());
    return statement;
}

}  // namespace rowan
