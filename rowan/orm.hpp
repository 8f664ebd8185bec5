// rowan/orm.hpp: everything that most programs need: mapping, metadata, engine, session, queries, relationships.
#pragma once

#include <rowan/engine/engine.hpp>
#include <rowan/orm/attribute.hpp>
#include <rowan/orm/bulk.hpp>
#include <rowan/orm/column_options.hpp>
#include <rowan/orm/copy.hpp>
#include <rowan/orm/deferred.hpp>
#include <rowan/orm/fetch.hpp>
#include <rowan/orm/load_options.hpp>
#include <rowan/orm/mapping.hpp>
#include <rowan/orm/metadata.hpp>
#include <rowan/orm/paginate.hpp>
#include <rowan/orm/query.hpp>
#include <rowan/orm/query_rows.hpp>
#include <rowan/orm/read_session.hpp>
#include <rowan/orm/relationship.hpp>
#include <rowan/orm/relationship_options.hpp>
#include <rowan/orm/session.hpp>
#include <rowan/orm/stream.hpp>
#include <rowan/sql.hpp>
