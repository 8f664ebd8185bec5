// rowan/orm/mapper.hpp: a mapped struct at run time: its table, its columns as an erased table, its relationships.
//
// Made once a process from the constants of a mapping (internal/entity_spec.hpp), then never changed: everything that
// the session does walks it. Programs meet it only to look at what was mapped:
//
//     const rowan::Mapper& mapper = rowan::mapper<User>();
//     for (const rowan::Field& field : mapper.fields()) std::cout << field.member << " → " << field.column << '\n';
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/orm/internal/column_rules.hpp>
#include <rowan/orm/internal/entity_spec.hpp>
#include <rowan/orm/internal/relationship_info.hpp>
#include <rowan/orm/internal/text_comparison.hpp>
#include <rowan/schema/table.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

namespace sql {
class MappedTable;
}

/// What the mapping says of a column beside its Field.
struct ColumnTraits {
    bool key = false;
    bool version = false;                         ///< the row's version: checked and counted by every UPDATE and DELETE
    bool computed = false;                        ///< never sent, read back
    bool server_generated = false;                ///< never sent, read back
    bool server_default = false;                  ///< not sent while the optional is empty, then read back
    const ColumnOption* default_value = nullptr;  ///< with a maker: fills an empty optional at INSERT
    bool enumerated_by_number = false;
    detail::TextComparison comparison = detail::TextComparison::exact;  ///< of the collation that the mapping names

    bool read_only() const noexcept { return computed || server_generated; }
};

/// Immutable after construction but for its relationships, which are resolved once (thread-safe). Lives as long as the
/// program.
class Mapper {
public:
    Mapper(detail::EntitySlot& slot, const detail::EntitySpec& spec);
    Mapper(const Mapper&) = delete;
    Mapper& operator=(const Mapper&) = delete;
    ~Mapper();

    /// The struct's name.
    std::string_view name() const noexcept { return spec_.name; }
    const Table& table() const noexcept { return *table_; }
    const sql::MappedTable& nodes() const noexcept { return *nodes_; }
    const detail::EntityOps& ops() const noexcept { return *spec_.ops; }
    const detail::EntitySlot& slot() const noexcept { return slot_; }

    /// The columns, in the order of the table.
    std::span<const Field> fields() const noexcept { return fields_; }
    std::span<const driver::FieldSlot> slots() const noexcept { return slots_; }
    /// Those of them that come with every row, and that snapshots hold: all but the deferred ones, which stand last.
    std::span<const driver::FieldSlot> row_slots() const noexcept {
        return {slots_.data(), slots_.size() - deferred_members_.size()};
    }
    /// The members of type deferred<T>.
    std::span<const detail::DeferredMember> deferred_members() const noexcept { return deferred_members_; }
    const ColumnTraits& traits(std::size_t field) const noexcept { return traits_[field]; }

    /// Columns that may not keep each value of their member.
    std::span<const detail::ColumnRule> rules() const noexcept { return rules_; }

    /// Indexes of the primary key's fields, in the order of the key.
    std::span<const std::uint16_t> key() const noexcept { return key_; }
    std::span<const driver::FieldSlot> key_slots() const noexcept { return key_slots_; }
    /// The key is one integer (of any width) that is not optional: it is looked up as a number.
    bool integer_key() const noexcept { return integer_key_; }
    /// 0, or an empty optional, asks the database for a key.
    bool generated_key() const noexcept { return generated_key_; }
    bool key_may_change() const noexcept { return key_may_change_; }
    /// Whether two keys of different bytes may be one, by the collations that the mapping names.
    bool folds_key() const noexcept { return folds_key_; }
    /// The index of the version column, or -1.
    int version_field() const noexcept { return version_field_; }

    /// Whether an INSERT fills members first: with a default_value, or the first version.
    bool fills_at_insert() const noexcept { return fills_at_insert_; }

    detail::ColumnSet all_columns() const noexcept { return all_; }
    detail::ColumnSet deferred() const noexcept { return deferred_; }
    detail::ColumnSet insertable() const noexcept { return insertable_; }  ///< that rowan may send in an INSERT
    detail::ColumnSet updatable() const noexcept { return updatable_; }    ///< that a flush compares
    detail::ColumnSet defaulted() const noexcept { return defaulted_; }    ///< server_default columns
    detail::ColumnSet read_back() const noexcept { return read_back_; }    ///< server_generated and computed ones

    /// The field of a column name or a member name, or -1.
    int find_column(std::string_view column) const noexcept;
    int find_member(std::string_view member) const noexcept;
    /// The field at an offset, or -1.
    int find_offset(std::uint32_t offset) const noexcept;

    /// The one<> and many<> members. Resolved at the first call; throws ArgumentError for a relationship that leads
    /// nowhere or in more than one way.
    std::span<const detail::RelationshipInfo> relationships() const;
    /// The same without resolving: offsets and targets are valid, joins may not be.
    std::span<const detail::RelationshipInfo> declared_relationships() const noexcept { return relationships_; }
    const detail::RelationshipInfo* find_relationship(std::uint32_t offset) const noexcept;

private:
    void add_field(const detail::MemberInfo& info, std::uint32_t base, std::string_view prefix_member,
                   std::string_view prefix_column, const detail::MapLine* line, TableBuilder& builder);
    void add_table_option(const detail::MapLine& line, TableBuilder& builder, TableOptions& options);
    const detail::MapLine* line_of(const void* address) const noexcept;
    std::string_view keep(std::string text);
    void finish_key();
    void check_foreign_keys() const;
    void resolve() const;

    detail::EntitySlot& slot_;
    const detail::EntitySpec& spec_;
    std::string (*naming_)(std::string_view) = nullptr;
    std::vector<std::unique_ptr<std::string>> kept_texts_;
    std::unique_ptr<Table> table_;
    std::unique_ptr<sql::MappedTable> nodes_;
    std::vector<Field> fields_;
    std::vector<driver::FieldSlot> slots_;
    std::vector<ColumnTraits> traits_;
    std::vector<detail::ColumnRule> rules_;
    std::vector<const void*> addresses_;  // of the fields' members in the twin
    std::vector<std::uint16_t> key_;
    std::vector<driver::FieldSlot> key_slots_;
    bool integer_key_ = false;
    bool generated_key_ = false;
    bool key_may_change_ = false;
    bool folds_key_ = false;
    int version_field_ = -1;
    bool fills_at_insert_ = false;
    std::vector<detail::DeferredMember> deferred_members_;
    detail::ColumnSet all_ = 0;
    detail::ColumnSet deferred_ = 0;
    detail::ColumnSet insertable_ = 0;
    detail::ColumnSet updatable_ = 0;
    detail::ColumnSet defaulted_ = 0;
    detail::ColumnSet read_back_ = 0;
    mutable std::vector<detail::RelationshipInfo> relationships_;
    mutable std::once_flag resolved_;
};

/// The mapper of T.
template <class T>
const Mapper& mapper() {
    return detail::mapper_of<T>();
}

}  // namespace rowan
