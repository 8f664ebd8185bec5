#include <rowan/orm/mapper.hpp>

#include <rowan/orm/internal/listed_members.hpp>
#include <rowan/orm/internal/mapper_registry.hpp>
#include <rowan/orm/internal/mapping_lines.hpp>
#include <rowan/orm/internal/resolve_relationships.hpp>
#include <rowan/schema/naming.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/ascii_case.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <functional>

namespace rowan {

using detail::ColumnSet;
using detail::LineKind;
using detail::MapLine;
using detail::MemberInfo;

namespace {

bool is_number(TypeFamily family) { return family >= TypeFamily::boolean && family <= TypeFamily::numeric; }

bool is_integer(Kind kind) { return kind >= Kind::int8 && kind <= Kind::uint64; }

void apply_options(detail::RelationshipInfo& info) {
    using enum RelationOption::Kind;
    for (const RelationOption& option : info.options) {
        switch (option.kind) {
            case cascade_delete:
                info.cascade_delete = true;
                break;
            case cascade_delete_orphan:
                info.cascade_delete = info.delete_orphan = true;
                break;
            case no_save_update:
                info.cascade_save = false;
                break;
            case passive_deletes:
                info.passive_deletes = true;
                break;
            case ignore_duplicates:
                info.ignore_duplicates = true;
                break;
            case view_only:
                info.view_only = true;
                break;
            case raise_load:
                info.strategy = detail::LoadStrategy::raise;
                break;
            case no_load:
                info.strategy = detail::LoadStrategy::none;
                break;
            case select_in_load:
                info.strategy = detail::LoadStrategy::select_in;
                break;
            case joined_load:
                info.strategy = detail::LoadStrategy::joined;
                break;
            case peers:
                info.peers = static_cast<std::size_t>(std::max(1, option.number));
                break;
            case none:
            case secondary:
            case joined_by:
            case inverse:
            case ordered_by:
                break;  // read when the relationship is resolved
        }
    }
}

[[noreturn]] void refuse_deferred(const Field& field) {
    throw ArgumentError(std::string(field.entity) + "." + std::string(field.member) +
                        " is a deferred<>, so it can't be a key, a foreign key, unique, or the version: rows are told "
                        "apart and ordered by these, so they are always loaded");
}

void refuse_constraints(const Field& field, std::span<const ColumnOption> options) {
    for (const ColumnOption& option : options)
        if (option.kind == OptionKind::primary_key || option.kind == OptionKind::foreign_key ||
            option.kind == OptionKind::unique || option.kind == OptionKind::version)
            refuse_deferred(field);
}

}  // namespace

Mapper::Mapper(detail::EntitySlot& slot, const detail::EntitySpec& spec) : slot_(slot), spec_(spec) {
    if (spec.table.empty())
        throw ArgumentError(std::string(name()) + " is mapped to a table without a name: say table<" +
                            std::string(name()) + ">(\"name\", ...)");
    TableBuilder builder{std::string(spec.table)};
    for (std::size_t i = 0; i < spec.line_count; ++i)
        if (spec.lines[i].what == LineKind::table_option && spec.lines[i].naming)
            naming_ = spec.lines[i].naming;

    detail::require_all_listed(spec);

    const auto add_relationship = [&](const MemberInfo& info, const MapLine* line) {
        detail::RelationshipInfo relationship;
        relationship.owner = this;
        relationship.member = info.name;
        relationship.offset = info.offset;
        relationship.index = static_cast<std::uint16_t>(relationships_.size());
        relationship.many = info.relation->many;
        relationship.target_slot = &info.relation->target();
        if (line)
            relationship.options = relation_options_of(spec_, *line);
        apply_options(relationship);
        relationships_.push_back(std::move(relationship));
    };
    // Deferred columns stand behind all others: so the columns of a row are a beginning of the fields, and a database
    // that keeps rows in order reads the small ones without passing the large.
    std::vector<std::function<void()>> deferred;
    const auto add_column = [&](const MemberInfo& info, std::uint32_t base, std::string_view prefix_member,
                                std::string_view prefix_column, const MapLine* line) {
        if (info.deferred_state == 0)
            add_field(info, base, prefix_member, prefix_column, line, builder);
        else
            deferred.emplace_back(
                [=, this, &builder] { add_field(info, base, prefix_member, prefix_column, line, builder); });
    };
    const auto add_member = [&](const MemberInfo& info, const MapLine* line) {
        if (line && line->what == LineKind::unmapped)
            return;
        if (line && line->what == LineKind::composite) {
            for (std::size_t i = 0; i < line->nested_count; ++i) {
                MemberInfo nested = line->nested[i];
                const MapLine* refined = nullptr;
                for (std::size_t j = 0; j < spec_.line_count; ++j)
                    if (spec_.lines[j].what == LineKind::nested_column &&
                        spec_.lines[j].member.address == static_cast<const char*>(info.address) + nested.offset)
                        refined = &spec_.lines[j];
                if (!nested.ops)
                    throw ArgumentError(std::string(name()) + "." + std::string(info.name) + "." +
                                        std::string(nested.name) + " has a type that no column can hold");
                add_column(nested, info.offset, info.name, line->name, refined);
            }
            return;
        }
        if (info.relation)
            add_relationship(info, line);
        else
            add_column(info, 0, {}, {}, line);
    };

    if (spec.member_count > 0) {
        for (std::size_t i = 0; i < spec.member_count; ++i)
            add_member(spec.members[i], line_of(spec.members[i].address));
    } else {
        for (std::size_t i = 0; i < spec.line_count; ++i)
            if (spec.lines[i].what != LineKind::table_option && spec.lines[i].what != LineKind::nested_column)
                add_member(spec.lines[i].member, &spec.lines[i]);
    }
    for (const auto& add : deferred)
        add();
    TableOptions options;
    for (std::size_t i = 0; i < spec.line_count; ++i)
        if (spec.lines[i].what == LineKind::table_option)
            add_table_option(spec.lines[i], builder, options);
    builder.add(options);
    if (fields_.size() > detail::max_columns)
        throw ArgumentError(std::string(name()) + " has " + std::to_string(fields_.size()) +
                            " columns with its embedded structs; a mapped struct has at most 64");

    TableData data = builder.finish();
    for (std::size_t i = 0; i < spec.line_count; ++i)
        if (spec.lines[i].what == LineKind::table_option &&
            spec.lines[i].table_option == detail::TableOptionKind::view) {
            data.is_view = true;
            data.view_definition = std::string(spec.lines[i].name);
        }
    NamingConvention{}.apply(data);
    table_ = std::make_unique<Table>(std::move(data));
    check_foreign_keys();  // what may be refused comes first: nodes live for ever
    nodes_ = std::make_unique<sql::MappedTable>(table_->data(), deferred_);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const SqlType& type = table_->columns()[i].type;
        slots_.emplace_back(fields_[i],
                            TypeSpec{.family = type.family, .precision = type.precision, .scale = type.scale});
    }
    rules_ = detail::make_column_rules(*this);
    finish_key();
}

void Mapper::check_foreign_keys() const {
    for (const ForeignKey& key : table_->foreign_keys())
        for (const std::string& column : key.columns) {
            const Field& field = fields_[static_cast<std::size_t>(find_column(column))];
            const bool sets_null = key.on_delete == Action::set_null || key.on_update == Action::set_null;
            if (sets_null && !field.nullable())
                throw ArgumentError(
                    "the foreign key " + std::string(name()) + "." + std::string(field.member) +
                    " is set to NULL when its parent goes, but the column is NOT NULL: make the member a "
                    "std::optional, or choose another action");
        }
}

Mapper::~Mapper() = default;

const MapLine* Mapper::line_of(const void* address) const noexcept {
    for (std::size_t i = 0; i < spec_.line_count; ++i)
        if (spec_.lines[i].what != LineKind::table_option && spec_.lines[i].what != LineKind::nested_column &&
            spec_.lines[i].member.address == address)
            return &spec_.lines[i];
    return nullptr;
}

std::string_view Mapper::keep(std::string text) {
    kept_texts_.push_back(std::make_unique<std::string>(std::move(text)));
    return *kept_texts_.back();
}

void Mapper::add_field(const MemberInfo& info, std::uint32_t base, std::string_view prefix_member,
                       std::string_view prefix_column, const MapLine* line, TableBuilder& builder) {
    const auto renamed = [&](std::string_view member) { return naming_ ? naming_(member) : std::string(member); };
    Field field;
    if (line && !line->name.empty())
        field.column = line->name;
    else if (!prefix_column.empty())
        field.column = keep(std::string(prefix_column) + renamed(info.name));
    else if (!prefix_member.empty())
        field.column = keep(renamed(std::string(prefix_member) + "_" + std::string(info.name)));
    else if (naming_)
        field.column = keep(naming_(info.name));
    else
        field.column = info.name;
    if (field.column.empty())
        throw ArgumentError(std::string(name()) + "." + std::string(info.name) +
                            " has a column without a name: the rule of columns_named() gives it none; say "
                            "column<&" +
                            std::string(name()) + "::" + std::string(info.name) + ">(\"name\")");
    field.member = prefix_member.empty() ? info.name : keep(std::string(prefix_member) + "." + std::string(info.name));
    field.table = spec_.table;
    field.entity = spec_.name;
    field.ops = info.ops;
    field.offset = base + info.offset;

    ColumnTraits traits;
    SqlType type(info.ops->sql_type, info.ops->kind);
    const auto said = line ? options_of(spec_, *line) : std::span<const ColumnOption>();
    for (const ColumnOption& option : said)
        if (option.kind == OptionKind::type)
            type = SqlType(option.type, info.ops->kind);
    const Kind kind = info.ops->kind;
    if (is_number(type.family) && (kind == Kind::text || kind == Kind::json || kind == Kind::bytes))
        throw ArgumentError(std::string(name()) + "." + std::string(field.member) + " is kept as " +
                            (kind == Kind::bytes ? "bytes" : "text") +
                            ", but its column is given a type of numbers, in which '007' would become 7: give it a "
                            "type of text, or make "
                            "the member a number (for an enum: rowan::enum_by_number<E> = true)");
    const bool is_text = detail::is_text(type.family);
    if (is_text && is_number(info.ops->sql_type.family) && info.ops->kind != Kind::decimal)
        throw ArgumentError(
            std::string(name()) + "." + std::string(field.member) +
            " is a number, but its column is given a type of text, in which 9 comes after 10: give it a "
            "type of numbers, or make the member a std::string");
    for (const Field& other : fields_)
        if (detail::same_but_for_case(other.column, field.column))
            throw ArgumentError(std::string(name()) + "." + std::string(field.member) + " and " + std::string(name()) +
                                "." + std::string(other.member) +
                                " have columns whose names differ by case at most, '" + std::string(field.column) +
                                "' and '" + std::string(other.column) +
                                "', and a database may take them for one: give one of them another name");
    if (type.family == TypeFamily::enumeration && type.name.empty())
        type.name = field.column;
    Column column(std::string(field.column), type);
    bool is_key = false;
    for (const ColumnOption& option : said) {
        switch (option.kind) {
            case OptionKind::type:
                break;
            case OptionKind::primary_key:
                is_key = true;
                key_may_change_ = key_may_change_ || option.key_may_change;
                column.add(option);
                break;
            case OptionKind::default_value:
                traits.default_value = &option;
                break;
            case OptionKind::version:
                traits.version = true;
                column.add(option);
                break;
            case OptionKind::computed:
                traits.computed = true;
                column.add(option);
                break;
            case OptionKind::server_generated:
                traits.server_generated = true;
                column.add(option);
                break;
            case OptionKind::server_default:
                traits.server_default = true;
                column.add(option);
                break;
            default:
                column.add(option);
                break;
        }
    }
    // A key that a sequence makes is one that the database makes: 0 asks for it.
    if (is_key && !column.data.default_sequence.empty())
        traits.server_default = false;
    if (traits.server_default && !field.nullable())
        throw ArgumentError(
            std::string(name()) + "." + std::string(field.member) +
            " has a server_default(), so it must be a std::optional: empty asks for the default, a value "
            "is sent");
    if (!field.nullable() && !is_key)
        column.add(not_null);
    traits.key = is_key;
    traits.comparison = detail::comparison_of(column.data.collation);
    fills_at_insert_ = fills_at_insert_ || traits.default_value || traits.version;
    if (traits.version) {
        if (!is_integer(field.ops->kind) || field.ops->optional)
            throw ArgumentError("the version column " + std::string(name()) + "." + std::string(field.member) +
                                " must be a plain integer member");
        if (version_field_ >= 0)
            throw ArgumentError(std::string(name()) + " has two version columns");
        version_field_ = static_cast<int>(fields_.size());
    }
    if (is_key) {
        if (field.ops->kind == Kind::float32 || field.ops->kind == Kind::float64)
            throw ArgumentError("the key " + std::string(name()) + "." + std::string(field.member) +
                                " is a floating number; a key must compare exactly");
        key_.push_back(static_cast<std::uint16_t>(fields_.size()));
    }
    const ColumnSet bit = ColumnSet{1} << fields_.size();
    all_ |= bit;
    if (info.deferred_state != 0) {
        refuse_constraints(field, said);
        deferred_ |= bit;
        deferred_members_.push_back(
            {static_cast<std::uint16_t>(fields_.size()), base + info.offset + info.deferred_state});
    }
    if (!traits.read_only())
        insertable_ |= bit;
    if (!traits.read_only())
        updatable_ |= bit;
    if (traits.server_default)
        defaulted_ |= bit;
    if (traits.read_only())
        read_back_ |= bit;
    builder.add(std::move(column));
    addresses_.push_back(info.address);
    fields_.push_back(field);
    traits_.push_back(traits);
}

void Mapper::add_table_option(const MapLine& line, TableBuilder& builder, TableOptions& options) {
    using enum detail::TableOptionKind;
    const auto names = [&] {
        std::vector<std::string> columns;
        for (const void* member : together_of(spec_, line)) {
            const auto found = std::find(addresses_.begin(), addresses_.end(), member);
            if (found == addresses_.end())
                throw ArgumentError(std::string(name()) +
                                    ": unique_together, index_on or foreign_key_on names a member that has no column");
            if (line.table_option != index && (deferred_ >> (found - addresses_.begin()) & 1) != 0)
                refuse_deferred(fields_[static_cast<std::size_t>(found - addresses_.begin())]);
            columns.emplace_back(fields_[static_cast<std::size_t>(found - addresses_.begin())].column);
        }
        return columns;
    };
    switch (line.table_option) {
        case unique_together:
            builder.add(Unique(names(), std::string(line.constraint_name)));
            break;
        case index: {
            std::vector<IndexPart> parts;
            for (std::string& column : names())
                parts.emplace_back(std::move(column));
            builder.add(Index(std::move(parts), {.name = line.constraint_name}));
            break;
        }
        case foreign_key: {
            const std::vector<std::string> columns = names();
            const std::vector<std::string> targets = detail::split_at_commas(line.name);
            try {
                builder.add(ForeignKey(std::vector<std::string_view>(columns.begin(), columns.end()),
                                       std::vector<std::string_view>(targets.begin(), targets.end()),
                                       line.foreign_key));
            } catch (const ArgumentError& error) {
                throw ArgumentError(std::string(name()) + ": foreign_key_on: " + error.what());
            }
            break;
        }
        case check:
            builder.add(Check(std::string(line.name), std::string(line.constraint_name)));
            break;
        case comment:
            options.comment = std::string(line.name);
            break;
        case schema:
            options.schema = std::string(line.name);
            break;
        case naming:
        case view:
        case rest_unmapped:
        case none:
            break;
    }
}

void Mapper::finish_key() {
    for (const std::uint16_t field : key_) {
        key_slots_.push_back(slots_[field]);
        folds_key_ = folds_key_ || traits_[field].comparison != detail::TextComparison::exact;
    }
    if (key_.size() == 1) {
        const Field& field = fields_[key_[0]];
        const ColumnData& column = table_->columns()[key_[0]];
        const bool refers =
            std::any_of(table_->foreign_keys().begin(), table_->foreign_keys().end(), [&](const ForeignKey& key) {
                return std::find(key.columns.begin(), key.columns.end(), field.column) != key.columns.end();
            });
        const bool whole = is_integer(field.ops->kind) && !field.ops->adapted;
        integer_key_ = whole && !field.ops->optional;
        generated_key_ = (is_integer(field.ops->kind) && !refers && !column.key_given) || field.ops->optional;
        if (field.ops->adapted && is_integer(field.ops->kind))
            generated_key_ = false;
    }
}

int Mapper::find_column(std::string_view column) const noexcept {
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (fields_[i].column == column)
            return static_cast<int>(i);
    return -1;
}

int Mapper::find_member(std::string_view member) const noexcept {
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (fields_[i].member == member)
            return static_cast<int>(i);
    return -1;
}

int Mapper::find_offset(std::uint32_t offset) const noexcept {
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (fields_[i].offset == offset)
            return static_cast<int>(i);
    return -1;
}

const detail::RelationshipInfo* Mapper::find_relationship(std::uint32_t offset) const noexcept {
    for (const detail::RelationshipInfo& relationship : relationships_)
        if (relationship.offset == offset)
            return &relationship;
    return nullptr;
}

void Mapper::resolve() const {
    std::call_once(resolved_, [&] {
        for (detail::RelationshipInfo& relationship : relationships_)
            detail::resolve_relationship(relationship);
    });
}

std::span<const detail::RelationshipInfo> Mapper::relationships() const {
    resolve();
    return relationships_;
}

}  // namespace rowan
