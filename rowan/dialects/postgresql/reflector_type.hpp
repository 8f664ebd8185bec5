// rowan/dialects/postgresql/reflector_type.hpp: what a column's type in pg_attribute means.
//
//     type_of({.name = "varchar", .modifier = 164, .spelling = "character varying(160)"})   // String{160}
//     type_of({.name = "jsonb", .modifier = -1, .spelling = "jsonb"})                       // NativeType{"jsonb"}
#pragma once

#include <rowan/types/sql_type.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace rowan::postgresql {

/// A type as the catalogue has it.
struct CatalogueType {
    std::string name{};          ///< pg_type.typname; empty unless it is one of pg_catalog
    std::int64_t modifier = -1;  ///< pg_attribute.atttypmod
    std::string spelling{};      ///< what format_type() says
};

/// The generic type; what has none stays as PostgreSQL spells it (TypeFamily::other), so that a table made of it is the
/// same again.
SqlType type_of(const CatalogueType& type);

}  // namespace rowan::postgresql
