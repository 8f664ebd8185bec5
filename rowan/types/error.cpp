#include <rowan/types/error.hpp>

#include <utility>

namespace rowan {
namespace {

std::string compose(const char* message, const ErrorDetail& detail) {
    std::string what = message;
    if (!detail.sql.empty())
        what += "\n  SQL: " + detail.sql;
    if (!detail.parameters.empty())
        what += "\n  parameters: " + detail.parameters;
    return what;
}

}  // namespace

Error::Error(const std::string& message, ErrorDetail detail) : std::runtime_error(message) {
    std::string what = compose(message.c_str(), detail);
    contents_ = std::make_shared<const Contents>(Contents{std::move(detail), std::move(what)});
}

void Error::add_statement(std::string sql, std::string parameters) {
    if (!contents_->detail.sql.empty())
        return;
    ErrorDetail detail = contents_->detail;
    detail.sql = std::move(sql);
    detail.parameters = std::move(parameters);
    std::string what = compose(std::runtime_error::what(), detail);
    contents_ = std::make_shared<const Contents>(Contents{std::move(detail), std::move(what)});
}

}  // namespace rowan
