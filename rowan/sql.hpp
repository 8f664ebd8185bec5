// rowan/sql.hpp: expressions and statements.
#pragma once

#include <rowan/sql/delete.hpp>
#include <rowan/sql/full_text.hpp>
#include <rowan/sql/function.hpp>
#include <rowan/sql/insert.hpp>
#include <rowan/sql/select.hpp>
#include <rowan/sql/text.hpp>
#include <rowan/sql/typed.hpp>
#include <rowan/sql/update.hpp>
