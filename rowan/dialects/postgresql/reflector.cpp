#include <rowan/dialects/postgresql/reflector.hpp>

#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/internal/catalogue_query.hpp>
#include <rowan/dialects/postgresql/reflector_type.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <cctype>
#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>

namespace rowan::postgresql {
namespace {

using Record = detail::CatalogueRow;

std::string text_of(const Value& value) { return value.is_null() ? std::string() : value.as<std::string>(); }
std::int64_t number_of(const Value& value) { return value.is_null() ? 0 : value.as<std::int64_t>(); }
bool flag_of(const Value& value) { return !value.is_null() && value.as<bool>(); }

// What the queries have in common: the relations of the schema $1, or of the connection's own. Ordinary tables are 'r',
// those that have partitions 'p'; views are 'v', 'm' where they are materialised, and 'f' is a table of another server.

constexpr std::string_view names_sql = R"(
SELECT c.relname::text
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
  AND strpos(CAST($2 AS text), c.relkind::text) > 0
ORDER BY c.relname::text COLLATE "C")";

constexpr std::string_view tables_sql = R"(
SELECT c.oid::int8, c.relname::text, c.relkind IN ('v', 'm', 'f'),
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid, true) END,
       pg_catalog.obj_description(c.oid, 'pg_class'), c.relkind = 'm',
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
       CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
       CASE WHEN c.relispartition THEN (SELECT w.relname::text FROM pg_catalog.pg_inherits h
           JOIN pg_catalog.pg_class w ON w.oid = h.inhparent WHERE h.inhrelid = c.oid) END,
       array_to_string(c.reloptions, ', ')
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f'))";

constexpr std::string_view columns_sql = R"(
SELECT a.attrelid::int8, a.attname::text,
       CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN t.typname::text END, a.atttypmod::int8,
       pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid, true), a.attgenerated::text, a.attidentity <> '',
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END,
       pg_catalog.col_description(a.attrelid, a.attnum),
       CASE WHEN t.typtype = 'e' AND t.typnamespace = c.relnamespace THEN t.typname::text END, t.oid::int8,
       EXISTS (SELECT FROM pg_catalog.pg_depend s
               WHERE s.classid = 'pg_class'::regclass AND s.refclassid = 'pg_class'::regclass
                 AND s.refobjid = a.attrelid AND s.refobjsubid = a.attnum AND s.deptype = 'a'),
       (SELECT concat_ws('.', CASE WHEN q.relnamespace <> c.relnamespace THEN qn.nspname END, q.relname)
        FROM pg_catalog.pg_depend s JOIN pg_catalog.pg_class q ON q.oid = s.refobjid AND q.relkind = 'S'
             JOIN pg_catalog.pg_namespace qn ON qn.oid = q.relnamespace
        WHERE s.classid = 'pg_attrdef'::regclass AND s.objid = d.oid AND s.refclassid = 'pg_class'::regclass LIMIT 1)
FROM pg_catalog.pg_attribute a
     JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
     LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)";

constexpr std::string_view labels_sql = R"(
SELECT e.enumtypid::int8, e.enumlabel::text
FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid
     JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
ORDER BY e.enumtypid, e.enumsortorder)";

/// A row for each column of each constraint; one row for a check.
constexpr std::string_view constraints_sql = R"(
SELECT o.oid::int8, o.conrelid::int8, o.contype::text, o.conname::text, a.attname::text, o.condeferrable,
       o.condeferred, CASE WHEN f.relnamespace <> c.relnamespace THEN fn.nspname::text END, f.relname::text,
       fa.attname::text, o.confdeltype::text, o.confupdtype::text,
       CASE WHEN o.contype = 'c' THEN pg_catalog.pg_get_expr(o.conbin, o.conrelid, true) END,
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
FROM pg_catalog.pg_constraint o
     JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN LATERAL unnest(o.conkey, o.confkey) WITH ORDINALITY AS k (number, referred, place)
          ON o.contype <> 'c'
     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number
     LEFT JOIN pg_catalog.pg_class f ON f.oid = o.confrelid
     LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
     LEFT JOIN pg_catalog.pg_attribute fa ON fa.attrelid = o.confrelid AND fa.attnum = k.referred
     LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = o.conindid AND o.contype = 'u'
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
  AND c.relkind IN ('r', 'p') AND o.contype IN ('p', 'u', 'f', 'c')
  AND (o.contype = 'p' OR (o.conparentid = 0 AND o.conislocal))
ORDER BY o.conrelid, o.oid, k.place)";

/// A row for each part of each exclusion constraint.
constexpr std::string_view excludes_sql = R"(
SELECT o.oid::int8, o.conrelid::int8, o.conname::text, m.amname::text,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), o.condeferrable, o.condeferred, a.attname::text,
       pg_catalog.pg_get_indexdef(o.conindid, k.place::int4, true), p.oprname::text,
       CASE WHEN NOT oc.opcdefault THEN oc.opcname::text END
FROM pg_catalog.pg_constraint o
     JOIN pg_catalog.pg_class c ON c.oid = o.conrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_catalog.pg_index i ON i.indexrelid = o.conindid
     JOIN pg_catalog.pg_class x ON x.oid = o.conindid
     JOIN pg_catalog.pg_am m ON m.oid = x.relam
     CROSS JOIN LATERAL unnest(o.conexclop) WITH ORDINALITY AS k (operator, place)
     JOIN pg_catalog.pg_operator p ON p.oid = k.operator
     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = i.indkey[k.place - 1] AND a.attnum > 0
     LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid = i.indclass[k.place - 1]
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
  AND o.contype = 'x' AND o.conparentid = 0
ORDER BY o.conrelid, o.oid, k.place)";

constexpr std::string_view sequence_names_sql = R"(
SELECT c.relname::text
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text) AND c.relkind = 'S'
ORDER BY c.relname::text COLLATE "C")";

/// Without those that belong to a column. Limits that are those of their type and direction are no limits.
constexpr std::string_view sequences_sql = R"(
SELECT c.relname::text, s.seqstart, s.seqincrement,
       nullif(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE (-9223372036854775808)::int8 END),
       nullif(s.seqmax, CASE WHEN s.seqincrement > 0 THEN 9223372036854775807 ELSE -1 END),
       s.seqcycle, nullif(s.seqcache, 1)
FROM pg_catalog.pg_sequence s
     JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                    AND d.refclassid = 'pg_class'::regclass)
ORDER BY c.relname::text COLLATE "C")";

/// A row for each column of each index that no constraint made.
constexpr std::string_view indexes_sql = R"(
SELECT i.indexrelid::int8, i.indrelid::int8, x.relname::text, i.indisunique, m.amname::text,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), p.place > i.indnkeyatts, a.attname::text,
       pg_catalog.pg_get_indexdef(i.indexrelid, p.place, true), coalesce(i.indoption[p.place - 1] & 1, 0) = 1,
       CASE WHEN a.attname IS NULL OR i.indcollation[p.place - 1] <> a.attcollation THEN l.collname::text END,
       CASE WHEN NOT coalesce(oc.opcdefault, true) THEN oc.opcname::text END
FROM pg_catalog.pg_index i
     JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
     JOIN pg_catalog.pg_am m ON m.oid = x.relam
     JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     CROSS JOIN LATERAL generate_series(1, i.indnatts) AS p (place)
     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p.place - 1] AND a.attnum > 0
     LEFT JOIN pg_catalog.pg_collation l ON l.oid = i.indcollation[p.place - 1] AND l.collname <> 'default'
     LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid = i.indclass[p.place - 1]
WHERE n.nspname = coalesce(nullif(CAST($1 AS text), ''), pg_catalog.current_schema()::text)
  AND c.relkind IN ('r', 'p', 'm')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o
                  WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))
ORDER BY i.indrelid, i.indexrelid, p.place)";

/// The id of what they tell of begins the rows of constraints and of indexes.
constexpr std::size_t same_id = 1;

Action action_of(const std::string& letter) {
    if (letter == "r")
        return Action::restrict;
    if (letter == "c")
        return Action::cascade;
    if (letter == "n")
        return Action::set_null;
    if (letter == "d")
        return Action::set_default;
    return Action::no_action;
}

bool is_number(TypeFamily family) {
    return detail::is_integer(family) || family == TypeFamily::real || family == TypeFamily::double_ ||
           family == TypeFamily::numeric;
}

/// What is left of "'text'::type", which is how PostgreSQL keeps a literal, is the literal.
std::string settle_default(std::string sql, TypeFamily family) {
    if (sql.empty() || sql.front() != '\'')
        return sql;
    std::size_t end = 1;
    while (end < sql.size() && (sql[end] != '\'' || (end + 1 < sql.size() && sql[end + 1] == '\'')))
        end += sql[end] == '\'' ? 2 : 1;
    // Only a type may stand behind it: words, a name in quotes, digits in parentheses.
    const std::string_view rest = std::string_view(sql).substr(std::min(end + 1, sql.size()));
    const auto of_type = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || std::isalnum(byte) != 0 || std::string_view("_\" .(),[]").find(c) != std::string::npos;
    };
    if (!rest.starts_with("::") || !std::all_of(rest.begin() + 2, rest.end(), of_type))
        return sql;
    const std::string inside = sql.substr(1, end - 1);
    if (is_number(family))
        return is_sql_literal(inside) ? inside : sql;
    return sql.substr(0, end + 1);
}

/// "nextval('name'::regclass)", and nothing else.
bool is_next_value(std::string_view sql) {
    constexpr std::string_view end = "'::regclass)";
    return sql.starts_with("nextval('") && sql.ends_with(end) && sql.find("'::") == sql.size() - end.size();
}

std::string settle_view(std::string sql) {
    const std::size_t first = sql.find_first_not_of(" \n");
    sql.erase(0, std::min(first, sql.size()));
    while (!sql.empty() && sql.back() == ';')
        sql.pop_back();
    return sql;
}

}  // namespace

/// Reads all of a schema; the parts in the order in which they need each other.
class PostgresqlReflector::SchemaReader {
public:
    SchemaReader(driver::Connection& connection, std::string_view schema) : connection_(connection), schema_(schema) {}

    Tables read() {
        read_tables();
        read_columns();
        read_constraints();
        read_excludes();
        settle_keys();
        read_indexes();
        Tables found;
        for (auto& [id, table] : tables_) {
            std::string name = table.name;
            found.emplace(std::move(name), std::move(table));
        }
        return found;
    }

private:
    struct ColumnOfTable {
        std::int64_t table;
        std::string name;
        friend auto operator<=>(const ColumnOfTable&, const ColumnOfTable&) = default;
    };

    std::vector<Record> query(std::string_view sql) { return detail::query_catalogue(connection_, sql, {schema_}); }

    TableData* find(const Value& id) {
        const auto found = tables_.find(number_of(id));
        return found == tables_.end() ? nullptr : &found->second;
    }

    void read_tables() {
        for (const Record& row : query(tables_sql)) {
            TableData& table = tables_[number_of(row[0])];
            table.name = text_of(row[1]);
            table.options.schema = schema_;
            table.is_view = flag_of(row[2]);
            table.view_definition = settle_view(text_of(row[3]));
            table.options.comment = text_of(row[4]);
            table.is_materialized = flag_of(row[5]);
            table.options.partition_by = text_of(row[6]);
            table.options.partition_rows = text_of(row[7]);
            table.options.partition_of = text_of(row[8]);
            if (const std::string storage = text_of(row[9]); !storage.empty())
                table.options.native.push_back({"postgresql", "WITH (" + storage + ")"});
        }
    }

    void read_columns() {
        std::unordered_map<std::int64_t, std::vector<std::string>> labels;
        for (const Record& row : query(labels_sql))
            labels[number_of(row[0])].push_back(text_of(row[1]));
        for (const Record& row : query(columns_sql)) {
            TableData* const table = find(row[0]);
            if (table == nullptr)
                continue;
            ColumnData& column = table->columns.emplace_back();
            column.name = text_of(row[1]);
            column.type =
                type_of({.name = text_of(row[2]), .modifier = number_of(row[3]), .spelling = text_of(row[4])});
            if (!row[11].is_null()) {
                column.type = TypeSpec{.family = TypeFamily::enumeration};
                column.type.name = text_of(row[11]);
                column.type.labels = labels[number_of(row[12])];
            }
            column.nullable = !flag_of(row[5]);
            if (const std::string generated = text_of(row[7]); !generated.empty()) {
                column.computed = text_of(row[6]);
                column.computed_stored = generated == "s";
            } else {
                column.server_default = settle_default(text_of(row[6]), column.type.family);
            }
            if (flag_of(row[8]) || (flag_of(row[13]) && column.server_default.starts_with("nextval(")))
                counted_.push_back({number_of(row[0]), column.name});
            if (column.computed.empty() && is_next_value(column.server_default))
                column.default_sequence = text_of(row[14]);
            if (!column.default_sequence.empty())
                column.server_default.clear();
            column.collation = text_of(row[9]);
            column.comment = text_of(row[10]);
        }
    }

    void read_constraints() {
        detail::for_each_run(query(constraints_sql), same_id, [&](std::span<const Record> rows) {
            if (TableData* const table = find(rows.front()[1]))
                add_constraint(*table, rows);
        });
    }

    static void add_constraint(TableData& table, std::span<const Record> rows) {
        const Record& first = rows.front();
        const std::string kind = text_of(first[2]);
        const bool deferrable = flag_of(first[5]);
        std::vector<std::string> columns;
        for (const Record& row : rows)
            columns.push_back(text_of(row[4]));
        if (kind == "c") {
            table.checks.emplace_back(text_of(first[12]), text_of(first[3]));
        } else if (kind == "p") {
            table.primary_key = PrimaryKey(std::move(columns), text_of(first[3]));
        } else if (kind == "u") {
            Unique& unique_constraint = table.uniques.emplace_back(std::move(columns), text_of(first[3]));
            unique_constraint.deferrable = deferrable;
            unique_constraint.initially_deferred = flag_of(first[6]);
            unique_constraint.nulls_not_distinct = flag_of(first[13]);
        } else if (kind == "f") {
            ForeignKey& key = table.foreign_keys.emplace_back();
            key.columns = std::move(columns);
            key.name = text_of(first[3]);
            key.referred_schema = text_of(first[7]);
            key.referred_table = text_of(first[8]);
            for (const Record& row : rows)
                key.referred_columns.push_back(text_of(row[9]));
            key.on_delete = action_of(text_of(first[10]));
            key.on_update = action_of(text_of(first[11]));
            key.deferrable = deferrable;
            key.initially_deferred = flag_of(first[6]);
        }
    }

    void read_excludes() {
        detail::for_each_run(query(excludes_sql), same_id, [&](std::span<const Record> rows) {
            const Record& first = rows.front();
            TableData* const table = find(first[1]);
            if (table == nullptr)
                return;
            Exclude& exclude = table->excludes.emplace_back();
            exclude.name = text_of(first[2]);
            exclude.method = text_of(first[3]);
            exclude.where = text_of(first[4]);
            exclude.deferrable = flag_of(first[5]);
            exclude.initially_deferred = flag_of(first[6]);
            for (const Record& row : rows) {
                ExcludePart& part = exclude.parts.emplace_back(text_of(row[7]), text_of(row[9]));
                if (part.column.empty())
                    part.sql = text_of(row[8]);
                part.operator_class = text_of(row[10]);
            }
        });
    }

    /// A single integer key is generated unless it is said to be given.
    void settle_keys() {
        for (const ColumnOfTable& counted : counted_) {
            TableData& table = tables_.at(counted.table);
            ColumnData& column = table.columns[table.find(counted.name)];
            column.server_default.clear();
            column.default_sequence.clear();
            column.autoincrement = table.primary_key.columns != std::vector{counted.name};
        }
        for (auto& [id, table] : tables_) {
            const std::vector<std::string>& key = table.primary_key.columns;
            for (std::size_t place = 0; place < key.size(); ++place) {
                ColumnData& column = table.columns[table.find(key[place])];
                column.primary_key = static_cast<int>(place) + 1;
                if (key.size() > 1 || !detail::is_integer(column.type.family))
                    continue;
                const bool counted =
                    std::find(counted_.begin(), counted_.end(), ColumnOfTable{id, column.name}) != counted_.end();
                if (!counted && !column.has_server_default())
                    column.key_given = !refers(table, column);
            }
        }
    }

    static bool refers(const TableData& table, const ColumnData& column) {
        return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
            return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
        });
    }

    void read_indexes() {
        detail::for_each_run(query(indexes_sql), same_id, [&](std::span<const Record> rows) {
            if (TableData* const table = find(rows.front()[1]))
                table->indexes.push_back(index_of(rows));
        });
    }

    static Index index_of(std::span<const Record> rows) {
        const Record& first = rows.front();
        Index index;
        index.name = text_of(first[2]);
        index.is_unique = flag_of(first[3]);
        if (const std::string method = text_of(first[4]); method != "btree")
            index.method = method;
        index.where = text_of(first[5]);
        for (const Record& row : rows) {
            if (flag_of(row[6])) {
                index.include.push_back(text_of(row[7]));
                continue;
            }
            IndexPart& part = index.parts.emplace_back();
            part.column = text_of(row[7]);
            if (part.column.empty())
                part.sql = text_of(row[8]);
            part.is_descending = flag_of(row[9]);
            part.collation = text_of(row[10]);
            part.operator_class = text_of(row[11]);
        }
        return index;
    }

    driver::Connection& connection_;
    const std::string schema_;
    std::map<std::int64_t, TableData> tables_{};
    std::vector<ColumnOfTable> counted_{};  ///< whose values a sequence of their own makes
};

PostgresqlReflector::PostgresqlReflector(driver::Connection& connection) : connection_(connection) {}

std::vector<std::string> PostgresqlReflector::read_names(std::string_view schema, bool views) {
    std::vector<std::string> found;
    for (const Record& row :
         detail::query_catalogue(connection_, names_sql, {std::string(schema), views ? "vmf" : "rp"}))
        found.push_back(text_of(row[0]));
    return found;
}

std::vector<std::string> PostgresqlReflector::sequence_names(std::string_view schema) {
    std::vector<std::string> found;
    for (const Record& row : detail::query_catalogue(connection_, sequence_names_sql, {std::string(schema)}))
        found.push_back(text_of(row[0]));
    return found;
}

std::vector<Sequence> PostgresqlReflector::sequences(std::string_view schema) {
    const auto limit = [](const Value& value) {
        return value.is_null() ? std::optional<std::int64_t>() : number_of(value);
    };
    std::vector<Sequence> found;
    for (const Record& row : detail::query_catalogue(connection_, sequences_sql, {std::string(schema)}))
        found.push_back({.name = text_of(row[0]),
                         .schema = std::string(schema),
                         .start = number_of(row[1]),
                         .increment = number_of(row[2]),
                         .minimum = limit(row[3]),
                         .maximum = limit(row[4]),
                         .cycle = flag_of(row[5]),
                         .cache = limit(row[6])});
    return found;
}

PostgresqlReflector::Tables PostgresqlReflector::read_schema(std::string_view schema) {
    return SchemaReader(connection_, schema).read();
}

}  // namespace rowan::postgresql
