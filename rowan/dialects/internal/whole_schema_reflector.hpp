// rowan/dialects/internal/whole_schema_reflector.hpp: what reflectors share that read a schema at once.
#pragma once

#include <rowan/dialects/reflector.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// The first table that is asked for brings all of its schema, in as many queries whether it has one table or a
/// thousand; `table` gives them as they were then, until `table_names` or `view_names` looks again.
class WholeSchemaReflector : public Reflector {
public:
    std::vector<std::string> table_names(std::string_view schema = {}) final;
    std::vector<std::string> view_names(std::string_view schema = {}) final;
    bool has_table(std::string_view name, std::string_view schema = {}) final;
    TableData table(std::string_view name, std::string_view schema = {}) final;

protected:
    using Tables = std::map<std::string, TableData, std::less<>>;  ///< and views, by name

private:
    virtual std::vector<std::string> read_names(std::string_view schema, bool views) = 0;  ///< in their order
    virtual Tables read_schema(std::string_view schema) = 0;

    void forget(std::string_view schema);

    std::map<std::string, Tables, std::less<>> schemas_{};  ///< by name, once a table of them was asked for
};

}  // namespace rowan::detail
