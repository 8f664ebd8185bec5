// expect: rowan: default_value() fills members of mapped structs; a column of a Table takes server_default()
#include <rowan/schema/column.hpp>

const rowan::Column age("age", rowan::Integer{}, rowan::default_value(18));
