// How a statement becomes bytes: each node is a byte for its kind and then its contents; texts and lists start with
// their length, so that no two shapes run into each other. Immortal columns and tables are their address, which is
// never used twice; other sources are written in full where they appear first and then by their number.
//
// A value that is reached twice (a condition used in two places of one statement) is written as a reference to its
// first appearance. Compiled SQL takes both parameters from that one; a statement that only looks alike, with two
// values, has another shape. Only nodes with more than one owner can be reached twice, so that others cost no search.
//
// The same holds of two equal expressions where SQL compares them by their text: what a SELECT groups by, and what it
// orders by if it is distinct, must be what stands in its list. Each value of the second is a reference to the value
// that stands in its place in the first.

#include <rowan/sql/shape.hpp>

#include <rowan/sql/build.hpp>
#include <rowan/sql/nodes.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <utility>

namespace rowan::sql {

std::size_t rounded_list_size(std::size_t count) noexcept {
    constexpr std::size_t step = 1024;
    if (count == 0)
        return 0;  // no list of one: an empty one has SQL of its own
    if (count <= step)
        return std::bit_ceil(count);
    if (count <= 16 * step)
        return (count + step - 1) / step * step;
    return count;
}

namespace {

constexpr unsigned char immortal_mark = 0x80;
constexpr unsigned char repeated_mark = 0x81;
constexpr unsigned char absent_mark = 0x82;
constexpr unsigned char known_source_mark = 0x83;
constexpr unsigned char array_mark = 0x84;

/// Of a column whose values are arrays, an array of those would be needed.
bool is_of_arrays(const Node& operand) {
    if (operand.kind != NodeKind::column || as<ColumnNode>(operand).source->kind != NodeKind::table)
        return false;
    const auto& column = as<ColumnNode>(operand);
    const SqlType& type = as<TableNode>(*column.source).table->columns[column.index].type;
    return type.name.find('[') != std::string::npos || type.name.find("ARRAY") != std::string::npos ||
           type.name.find("array") != std::string::npos;
}

/// Whether a list can be one parameter: JSON and numbers beyond int64 have no arrays that compare with every column.
bool may_be_array(const std::vector<Value>& list, const Node& operand, std::size_t longest_beside) {
    if (list.size() <= longest_beside || is_of_arrays(operand))
        return false;
    const Value::Storage& first = list.front().storage();
    return !std::holds_alternative<JsonText>(first) && !std::holds_alternative<std::uint64_t>(first) &&
           std::all_of(list.begin(), list.end(),
                       [&](const Value& value) { return value.storage().index() == first.index(); });
}

/// The longest list that is no array in an expression that is compared by its text: the array of its second appearance
/// would be another parameter.
constexpr std::size_t longest_compared_list = 1024;

/// What the walk can reach below itself; more than the depth that expressions may have.
constexpr int deepest_walk = 1000;

std::uint64_t hash_bytes(std::string_view bytes) noexcept {
    constexpr std::uint64_t factor = 0x9e37'79b9'7f4a'7c15;
    std::uint64_t hash = bytes.size() * factor;
    const auto mix = [&](std::uint64_t word) {
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    };
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data(), sizeof word);
        mix(word);
        bytes.remove_prefix(sizeof word);
    }
    std::uint64_t rest = 0;
    if (!bytes.empty())
        std::memcpy(&rest, bytes.data(), bytes.size());
    mix(rest);
    return hash;
}

class Walk {
public:
    /// `arrays`: null for a database that takes none.
    Walk(std::string& bytes, std::vector<const Value*>& values, std::vector<std::span<const Value>>* arrays,
         std::vector<Shape::Again>& said_again, std::vector<const Node*>& sources)
        : bytes_(bytes), values_(values), arrays_(arrays), said_again_(said_again), sources_(sources) {}

    void node(const NodePtr& pointer) {
        if (!pointer)
            return byte(absent_mark);
        const Node& target = *pointer;
        if (target.is_immortal()) {
            byte(immortal_mark);
            return address(&target);
        }
        const bool outer = shared_;
        shared_ = shared_ || !target.is_unique();
        if (++depth_ > deepest_walk)
            throw ArgumentError("a statement is nested too deep: its subqueries stand too far inside each other");
        if (Compared* const same = compared_.empty() ? nullptr : find_compared(target))
            compared_contents(target, *same);
        else
            contents(target);
        --depth_;
        shared_ = outer;
    }

    void contents(const Node& target);

private:
    void byte(unsigned char b) { bytes_.push_back(static_cast<char>(b)); }
    template <class E>
    void small(E e) {
        byte(static_cast<unsigned char>(e));
    }
    void address(const void* pointer) { raw(static_cast<const void*>(&pointer), sizeof pointer); }
    void number(std::size_t n) {
        if (n < 0xff)
            return byte(static_cast<unsigned char>(n));
        byte(0xff);
        const std::uint64_t wide = n;
        raw(&wide, sizeof wide);
    }
    void raw(const void* data, std::size_t size) { bytes_.append(static_cast<const char*>(data), size); }
    void text(std::string_view t) {
        number(t.size());
        bytes_.append(t);
    }
    void texts(const std::vector<std::string>& list) {
        number(list.size());
        for (const std::string& t : list)
            text(t);
    }
    void nodes(const std::vector<NodePtr>& list) {
        number(list.size());
        for (const NodePtr& n : list)
            node(n);
    }

    void type(const SqlType& t) {
        small(t.family);
        raw(&t.length, sizeof t.length);
        raw(&t.precision, sizeof t.precision);
        raw(&t.scale, sizeof t.scale);
        byte(static_cast<unsigned char>((t.timezone ? 1 : 0) | (t.is_unsigned ? 2 : 0) | (t.holds_text ? 4 : 0)));
        texts(t.labels);
        text(t.name);
    }

    // --- expressions that are compared by their text: not in the frames of the recursion, which is deep enough

    /// An expression by itself.
    struct Spelling {
        std::string bytes{};
        std::vector<const Value*> values{};
        std::vector<const Value*> places{};  ///< as values, a list as its first
        bool has_arrays = false;
    };
    struct Compared {
        const Node* node;
        Spelling spelling;
        std::vector<std::size_t> numbers{};  ///< of what stands in its places where it was met first
        bool is_met = false;
    };

    Spelling spelling_of(const Node& target) {
        Spelling spelling;
        std::vector<std::span<const Value>> arrays;
        std::vector<Shape::Again> none;
        Walk walk(spelling.bytes, spelling.values, arrays_ ? &arrays : nullptr, none, compared_sources_);
        walk.places_ = &spelling.places;
        walk.longest_list_ = longest_compared_list;
        walk.contents(target);
        spelling.has_arrays = !arrays.empty();
        return spelling;
    }
    static bool is_same(const Spelling& a, const Spelling& b) {
        const auto equal = [](const Value* left, const Value* right) { return *left == *right; };
        return a.bytes == b.bytes &&
               std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), equal);
    }
    [[gnu::noinline]] Compared* find_compared(const Node& target) {
        const auto is_alike = [&](const Compared& each) { return each.node->kind == target.kind; };
        if (repeats_ != nullptr || std::none_of(compared_.begin(), compared_.end(), is_alike))
            return nullptr;
        const Spelling spelling = spelling_of(target);
        const auto found = std::find_if(compared_.begin(), compared_.end(),
                                        [&](const Compared& each) { return is_same(each.spelling, spelling); });
        return found == compared_.end() ? nullptr : &*found;
    }
    void compare(const std::vector<NodePtr>& keys) {
        for (const NodePtr& key : keys)
            compare(key->kind == NodeKind::label ? *as<LabelNode>(*key).operand : *key);
    }
    [[gnu::noinline]] void compare(const Node& target) {
        if (target.is_immortal() || target.kind == NodeKind::column || target.kind == NodeKind::value)
            return;
        if (target.kind == NodeKind::function && is_grouping(as<FunctionNode>(target).name))
            return compare(as<FunctionNode>(target).arguments);
        Spelling spelling = spelling_of(target);
        if (!spelling.values.empty() && !spelling.has_arrays)
            compared_.push_back({&target, std::move(spelling)});
    }
    static bool is_grouping(std::string_view function) {
        return function.empty() || function == "rollup" || function == "cube" || function == "grouping sets";
    }
    void compared_contents(const Node& target, Compared& same) {
        repeats_ = same.is_met ? same.numbers.data() : nullptr;
        longest_list_ = longest_compared_list;
        contents(target);
        longest_list_ = longest_list_beside_arrays;
        repeats_ = nullptr;
        if (!same.is_met)
            remember(target, same);
    }
    [[gnu::noinline]] void remember(const Node& target, Compared& same) {
        for (const Value* place : spelling_of(target).places)
            same.numbers.push_back(*number_of(place));
        same.is_met = true;
    }

    /// Of a value that was met before.
    std::optional<std::size_t> number_of(const Value* value) {
        for (; indexed_ < values_.size(); ++indexed_)
            index_.try_emplace(values_[indexed_], indexed_);
        if (const auto found = index_.find(value); found != index_.end())
            return found->second;
        const auto again = std::find_if(said_again_.begin(), said_again_.end(),
                                        [&](const Shape::Again& each) { return each.value == value; });
        return again == said_again_.end() ? std::nullopt : std::optional<std::size_t>(again->index);
    }
    /// Whether the value, or the list that begins with it, was met before; then it is written as a reference to that.
    bool repeated(const Value* value) {
        if (places_ != nullptr) {
            places_->push_back(value);
            return false;
        }
        const std::size_t* const place = repeats_ != nullptr ? repeats_++ : nullptr;
        if (!shared_ && place == nullptr)
            return false;
        constexpr std::size_t unknown = SIZE_MAX;
        std::size_t known = shared_ ? number_of(value).value_or(unknown) : unknown;
        if (known == unknown && place != nullptr) {
            known = *place;
            said_again_.push_back({value, static_cast<std::uint32_t>(known)});
        }
        if (known == unknown)
            return false;
        byte(repeated_mark);
        number(known);
        return true;
    }
    void value(const Value& v) {
        if (repeated(&v))
            return;
        small(NodeKind::value);
        // A dialect may write the type of a value beside its placeholder.
        byte(static_cast<unsigned char>(v.storage().index()));
        values_.push_back(&v);
    }
    void array(const std::vector<Value>& list) {
        byte(array_mark);
        byte(static_cast<unsigned char>(list.front().storage().index()));
        const auto is_it = [&](std::span<const Value> known) { return known.data() == list.data(); };
        const auto known = std::find_if(arrays_->begin(), arrays_->end(), is_it);
        number(static_cast<std::size_t>(known - arrays_->begin()));
        if (known == arrays_->end())
            arrays_->emplace_back(list);
    }
    void list(const std::vector<Value>& list, const Node& operand) {
        if (arrays_ != nullptr && may_be_array(list, operand, longest_list_))
            return array(list);
        const std::size_t size = rounded_list_size(list.size());
        number(size);
        if (list.empty() || repeated(list.data()))
            return;
        for (std::size_t i = 0; i < size; ++i)
            values_.push_back(&list[std::min(i, list.size() - 1)]);
    }

    void source(const Node& target);
    void describe(const ColumnData& column) {
        text(column.name);
        type(column.type);
    }
    void sql_text(const TextData& t) {
        texts(t.pieces);
        texts(t.parameters);
        nodes(t.bound);
    }
    void select(const SelectNode& s);

    std::string& bytes_;
    std::vector<const Value*>& values_;
    std::vector<std::span<const Value>>* arrays_;
    std::vector<Shape::Again>& said_again_;
    std::vector<const Node*>& sources_;
    std::size_t longest_list_ = longest_list_beside_arrays;
    std::vector<Compared> compared_{};  ///< of the SELECT that is being walked
    std::vector<const Node*> compared_sources_{};
    const std::size_t* repeats_ = nullptr;         ///< the number of the next value, in a compared expression
    std::vector<const Value*>* places_ = nullptr;  ///< where these are gathered: what is walked is a spelling
    bool shared_ = false;
    int depth_ = 0;
    std::unordered_map<const Value*, std::size_t> index_{};
    std::size_t indexed_ = 0;
};

/// A source that is not immortal, where a column or FROM names it.
void Walk::source(const Node& target) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const bool known = target.kind == NodeKind::table ? same_source(*sources_[i], target) : sources_[i] == &target;
        if (known) {
            byte(known_source_mark);
            return number(i);
        }
    }
    sources_.push_back(&target);
    if (places_ != nullptr) {
        byte(known_source_mark);
        return number(sources_.size() - 1);
    }
    small(target.kind);
    switch (target.kind) {
        case NodeKind::table: {
            const auto& table = as<TableNode>(target);
            text(table.table->options.schema);
            text(table.table->name);
            text(table.alias);
            byte(table.anonymous);
            break;
        }
        case NodeKind::subquery: {
            const auto& subquery = as<SubqueryNode>(target);
            text(subquery.alias);
            byte(subquery.lateral);
            node(subquery.query);
            break;
        }
        case NodeKind::cte: {
            const auto& cte = as<CteNode>(target);
            text(cte.name);
            byte(cte.recursive);
            small(cte.materialized);
            texts(cte.columns);
            if (cte.anchor)
                source(*cte.anchor);
            node(cte.query);
            break;
        }
        default: {
            const auto& values = as<ValuesNode>(target);
            text(values.alias);
            texts(values.columns);
            nodes(values.cells);
            break;
        }
    }
}

void Walk::select(const SelectNode& s) {
    std::vector<Compared> outer = std::exchange(compared_, {});
    if (places_ == nullptr && repeats_ == nullptr) {
        compare(s.group_by);
        compare(s.distinct_on);
        if (s.distinct && !s.order_by.empty())
            compare(s.items);
    }
    nodes(s.items);
    nodes(s.from);
    number(s.joins.size());
    for (const Join& join : s.joins) {
        small(join.kind);
        node(join.target);
        node(join.on);
    }
    nodes(s.where);
    nodes(s.group_by);
    nodes(s.distinct_on);
    nodes(s.having);
    nodes(s.order_by);
    compared_ = std::move(outer);
    byte(s.distinct);
    node(s.limit);
    node(s.offset);
    byte(static_cast<unsigned char>((s.with_ties ? 1 : 0) | (s.limit_is_percent ? 2 : 0)));
    nodes(s.ctes);
    nodes(s.correlate);
    small(s.lock.strength);
    number(s.samples.size());
    for (const Sample& sample : s.samples) {
        node(sample.source);
        raw(&sample.percent, sizeof sample.percent);
        small(sample.method);
        byte(sample.seed.has_value());
        if (sample.seed)
            raw(&*sample.seed, sizeof *sample.seed);
    }
    if (s.lock.strength != LockStrength::none) {
        byte(static_cast<unsigned char>((s.lock.nowait ? 1 : 0) | (s.lock.skip_locked ? 2 : 0)));
        nodes(s.lock.of);
    }
    texts(s.prefixes);
    number(s.hints.size());
    for (const Hint& hint : s.hints) {
        text(hint.dialect);
        text(hint.text);
    }
}

void Walk::contents(const Node& target) {
    if (target.kind == NodeKind::value)
        return value(as<ValueNode>(target).value);
    small(target.kind);
    switch (target.kind) {
        case NodeKind::value:
        case NodeKind::null:
        case NodeKind::default_:
            break;
        case NodeKind::next_value:
            text(as<NextValueNode>(target).sequence);
            break;
        case NodeKind::column: {
            const auto& column = as<ColumnNode>(target);
            node(column.source);
            if (column.source->kind == NodeKind::table)
                describe(as<TableNode>(*column.source).table->columns[column.index]);
            else
                text(column.name);
            break;
        }
        case NodeKind::parameter:
            text(as<ParameterNode>(target).name);
            break;
        case NodeKind::placeholder:
            number(as<PlaceholderNode>(target).index);
            break;
        case NodeKind::unary:
            small(as<UnaryNode>(target).op);
            node(as<UnaryNode>(target).operand);
            break;
        case NodeKind::binary:
            small(as<BinaryNode>(target).op);
            node(as<BinaryNode>(target).left);
            node(as<BinaryNode>(target).right);
            break;
        case NodeKind::list:
        case NodeKind::tuple:
            small(as<ListNode>(target).op);
            nodes(as<ListNode>(target).items);
            break;
        case NodeKind::operation: {
            const auto& operation = as<OperationNode>(target);
            text(operation.op);
            byte(operation.is_condition);
            node(operation.left);
            node(operation.right);
            break;
        }
        case NodeKind::between: {
            const auto& between = as<BetweenNode>(target);
            byte(between.negated);
            node(between.operand);
            node(between.low);
            node(between.high);
            break;
        }
        case NodeKind::in: {
            const auto& in = as<InNode>(target);
            byte(static_cast<unsigned char>((in.negated ? 1 : 0) | (in.of_array ? 2 : 0)));
            node(in.operand);
            nodes(in.items);
            node(in.query);
            list(in.values, *in.operand);
            break;
        }
        case NodeKind::like: {
            const auto& like = as<LikeNode>(target);
            byte(static_cast<unsigned char>((like.negated ? 1 : 0) | (like.ignore_case ? 2 : 0)));
            byte(static_cast<unsigned char>(like.escape));
            node(like.operand);
            node(like.pattern);
            break;
        }
        case NodeKind::full_text:
            text(as<FullTextNode>(target).language);
            nodes(as<FullTextNode>(target).texts);
            node(as<FullTextNode>(target).words);
            break;
        case NodeKind::function:
            text(as<FunctionNode>(target).name);
            nodes(as<FunctionNode>(target).arguments);
            break;
        case NodeKind::case_:
            nodes(as<CaseNode>(target).branches);
            node(as<CaseNode>(target).otherwise);
            break;
        case NodeKind::cast:
            type(as<CastNode>(target).type);
            byte(as<CastNode>(target).lenient);
            node(as<CastNode>(target).operand);
            break;
        case NodeKind::collate:
            text(as<CollateNode>(target).name);
            node(as<CollateNode>(target).operand);
            break;
        case NodeKind::label:
            text(as<LabelNode>(target).name);
            node(as<LabelNode>(target).operand);
            break;
        case NodeKind::star:
            node(as<StarNode>(target).source);
            break;
        case NodeKind::text:
            sql_text(as<TextNode>(target).text);
            break;
        case NodeKind::exists:
        case NodeKind::scalar_subquery:
        case NodeKind::any_of:
        case NodeKind::all_of:
            byte(as<QueryNode>(target).negated);
            node(as<QueryNode>(target).query);
            break;
        case NodeKind::over: {
            const auto& over = as<OverNode>(target);
            node(over.function);
            nodes(over.partition);
            nodes(over.order);
            small(over.frame.unit);
            for (const FrameBound* bound : {&over.frame.from, &over.frame.to}) {
                small(bound->kind);
                small(bound->distance.index());
                std::visit([this](const auto& distance) { raw(&distance, sizeof distance); }, bound->distance);
            }
            break;
        }
        case NodeKind::filter:
            node(as<FilterNode>(target).function);
            node(as<FilterNode>(target).condition);
            break;
        case NodeKind::within_group: {
            const auto& group = as<WithinGroupNode>(target);
            text(group.name);
            byte(group.part.has_value());
            if (group.part)
                raw(&*group.part, sizeof(double));
            nodes(group.order);
            break;
        }
        case NodeKind::ordered: {
            const auto& ordered = as<OrderedNode>(target);
            byte(ordered.descending);
            small(ordered.nulls);
            node(ordered.operand);
            break;
        }
        case NodeKind::extract:
            small(as<ExtractNode>(target).field);
            node(as<ExtractNode>(target).operand);
            break;
        case NodeKind::json_path: {
            const auto& json = as<JsonPathNode>(target);
            byte(json.as_text);
            type(json.type);
            number(json.path.size());
            for (const JsonStep& step : json.path) {
                text(step.key);
                raw(&step.index, sizeof step.index);
            }
            node(json.operand);
            break;
        }
        case NodeKind::excluded:
            node(as<ExcludedNode>(target).column);
            break;
        case NodeKind::all_columns: {
            const NodePtr& from = as<AllColumnsNode>(target).source;
            node(from);
            raw(&as<AllColumnsNode>(target).left_out, sizeof(std::uint64_t));
            if (from->kind == NodeKind::table) {
                const std::vector<ColumnData>& columns = as<TableNode>(*from).table->columns;
                number(columns.size());
                for (const ColumnData& column : columns)
                    describe(column);
            }
            break;
        }
        case NodeKind::table:
        case NodeKind::subquery:
        case NodeKind::cte:
        case NodeKind::values_source:
            source(target);
            break;
        case NodeKind::select:
            select(as<SelectNode>(target));
            break;
        case NodeKind::compound: {
            const auto& compound = as<CompoundNode>(target);
            small(compound.op);
            node(compound.left);
            node(compound.right);
            nodes(compound.order_by);
            node(compound.limit);
            node(compound.offset);
            nodes(compound.ctes);
            break;
        }
        case NodeKind::insert: {
            const auto& insert = as<InsertNode>(target);
            node(insert.table);
            nodes(insert.columns);
            number(insert.rows);
            nodes(insert.cells);
            node(insert.query);
            small(insert.conflict.action);
            nodes(insert.conflict.target);
            node(insert.conflict.target_where);
            nodes(insert.conflict.columns);
            nodes(insert.conflict.values);
            node(insert.conflict.where);
            nodes(insert.returning);
            nodes(insert.ctes);
            break;
        }
        case NodeKind::update: {
            const auto& update = as<UpdateNode>(target);
            node(update.table);
            nodes(update.columns);
            nodes(update.values);
            nodes(update.from);
            nodes(update.where);
            byte(update.all_rows);
            nodes(update.returning);
            nodes(update.ctes);
            break;
        }
        case NodeKind::delete_: {
            const auto& del = as<DeleteNode>(target);
            node(del.table);
            nodes(del.from);
            nodes(del.where);
            byte(del.all_rows);
            nodes(del.returning);
            nodes(del.ctes);
            break;
        }
        case NodeKind::text_statement:
            sql_text(as<TextStatementNode>(target).text);
            texts(as<TextStatementNode>(target).columns);
            break;
    }
}

}  // namespace

void Shape::read(const Statement& statement, bool takes_arrays) { read(statement.node(), takes_arrays); }

void Shape::read(const Node& statement, bool takes_arrays) {
    bytes_.clear();
    values_.clear();
    arrays_.clear();
    said_again_.clear();
    sources_.clear();
    Walk(bytes_, values_, takes_arrays ? &arrays_ : nullptr, said_again_, sources_).contents(statement);
    hash_ = hash_bytes(bytes_);
}

}  // namespace rowan::sql
