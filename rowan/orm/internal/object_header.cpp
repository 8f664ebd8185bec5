#include <rowan/orm/internal/object_header.hpp>

namespace rowan::detail {

ObjectHeader* allocate_node(const EntityOps& ops) {
    const NodeLayout layout(ops);
    auto* node = static_cast<std::byte*>(::operator new(layout.size, std::align_val_t(layout.align)));
    auto* header = ::new (node + layout.object_offset - sizeof(ObjectHeader)) ObjectHeader;
    header->ops = &ops;
    header->set(ObjectHeader::heap_node);
    return header;
}

void free_node(ObjectHeader* header, const EntityOps& ops) noexcept {
    const NodeLayout layout(ops);
    auto* node = static_cast<std::byte*>(header->object()) - layout.object_offset;
    ::operator delete(node, std::align_val_t(layout.align));
}

void destroy_owned(ObjectHeader* header) noexcept {
    const EntityOps& ops = *header->ops;
    ops.destroy(header->object());
    free_node(header, ops);
}

}  // namespace rowan::detail
