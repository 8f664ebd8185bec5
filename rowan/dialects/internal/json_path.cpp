#include <rowan/dialects/internal/json_path.hpp>

#include <rowan/types/error.hpp>

namespace rowan::detail {

std::string json_path(const std::vector<sql::JsonStep>& steps, std::string_view dialect) {
    std::string path = "$";
    for (const sql::JsonStep& step : steps) {
        if (step.index >= 0) {
            path += '[' + std::to_string(step.index) + ']';
            continue;
        }
        if (step.key.find_first_of("\"\\") != std::string::npos)
            throw UnsupportedError("a JSON key with a double quote or a backslash in it is not possible on " +
                                   std::string(dialect) + ": read the document and look into it in the program");
        path += ".\"" + step.key + '"';
    }
    return path;
}

}  // namespace rowan::detail
