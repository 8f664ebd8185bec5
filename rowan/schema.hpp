// rowan/schema.hpp: all of the schema floor: tables as data.
#pragma once

#include <rowan/schema/column.hpp>
#include <rowan/schema/constraint.hpp>
#include <rowan/schema/default_value.hpp>
#include <rowan/schema/dependency_order.hpp>
#include <rowan/schema/index.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/schema/naming.hpp>
#include <rowan/schema/option.hpp>
#include <rowan/schema/sequence.hpp>
#include <rowan/schema/table.hpp>
#include <rowan/schema/table_column.hpp>
#include <rowan/schema/text_literal.hpp>
