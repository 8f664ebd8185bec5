#include <rowan/schema/index.hpp>

#include <utility>

namespace rowan {

IndexPart::IndexPart(std::string column_) : column(std::move(column_)) {}
IndexPart::IndexPart(const char* column_) : column(column_) {}

IndexPart IndexPart::expression(std::string sql) {
    IndexPart part;
    part.sql = std::move(sql);
    return part;
}

IndexPart IndexPart::descending() const {
    IndexPart part = *this;
    part.is_descending = true;
    return part;
}

IndexPart IndexPart::collate(std::string collation_) const {
    IndexPart part = *this;
    part.collation = std::move(collation_);
    return part;
}

IndexPart IndexPart::operator_class_of(std::string operator_class_) const {
    IndexPart part = *this;
    part.operator_class = std::move(operator_class_);
    return part;
}

Index::Index(std::vector<IndexPart> parts_, const IndexOptions& options)
    : name(options.name),
      parts(std::move(parts_)),
      is_unique(options.unique),
      where(options.where),
      method(options.method),
      include(options.include) {}

}  // namespace rowan
