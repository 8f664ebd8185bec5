// rowan/engine.hpp: engines, connections, transactions and results: all of the floor.
#pragma once

#include <rowan/engine/connection.hpp>
#include <rowan/engine/create_table_as.hpp>
#include <rowan/engine/database_registry.hpp>
#include <rowan/engine/engine.hpp>
#include <rowan/engine/events.hpp>
#include <rowan/engine/execution.hpp>
#include <rowan/engine/parameters.hpp>
#include <rowan/engine/pool_status.hpp>
#include <rowan/engine/result.hpp>
#include <rowan/engine/row.hpp>
#include <rowan/engine/statement_log.hpp>
#include <rowan/engine/transaction.hpp>
#include <rowan/engine/typed_row.hpp>
#include <rowan/engine/view.hpp>
