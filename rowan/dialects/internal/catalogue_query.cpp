#include <rowan/dialects/internal/catalogue_query.hpp>

#include <rowan/drivers/driver.hpp>

#include <memory>

namespace rowan::detail {

std::vector<CatalogueRow> query_catalogue(driver::Connection& connection, std::string_view sql,
                                          const std::vector<std::string>& parameters) {
    const std::vector<Value> values(parameters.begin(), parameters.end());  // bound texts must live until the end
    const std::unique_ptr<driver::Statement> statement = connection.prepare(sql);
    for (std::size_t i = 0; i < values.size(); ++i)
        statement->bind(static_cast<int>(i), values[i]);
    std::vector<CatalogueRow> rows;
    while (statement->step()) {
        CatalogueRow& row = rows.emplace_back();
        for (int column = 0; column < statement->column_count(); ++column)
            row.push_back(statement->value(column));
    }
    statement->reset();
    return rows;
}

}  // namespace rowan::detail
