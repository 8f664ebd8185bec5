#include <rowan/orm/internal/mapper_registry.hpp>

#include <rowan/orm/mapper.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

namespace rowan::detail {

namespace {

struct Registry {
    std::mutex mutex;
    std::vector<std::unique_ptr<const Mapper>> mappers;
    std::set<std::vector<const Mapper*>> listed;  ///< by each metadata, sorted
};

/// Never destroyed: mapped structs may be used until the very end of the program.
Registry& registry() {
    static auto* const instance = new Registry;
    return *instance;
}

}  // namespace

const Mapper& make_mapper(EntitySlot& slot, const EntitySpec& spec) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    if (const Mapper* made = slot.mapper.load(std::memory_order_acquire))
        return *made;
    all.mappers.push_back(std::make_unique<const Mapper>(slot, spec));
    slot.spec.store(&spec, std::memory_order_release);
    slot.mapper.store(all.mappers.back().get(), std::memory_order_release);
    return *all.mappers.back();
}

const Mapper* mapper_of_slot(EntitySlot& slot) {
    if (const Mapper* mapper = slot.mapper.load(std::memory_order_acquire))
        return mapper;
    if (const EntitySpec* spec = slot.spec.load(std::memory_order_acquire))
        return &make_mapper(slot, *spec);
    return nullptr;
}

const Mapper* find_mapper(std::string_view full_table_name) noexcept {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    for (const auto& mapper : all.mappers)
        if (mapper->table().full_name() == full_table_name)
            return mapper.get();
    return nullptr;
}

void note_listed_together(std::span<const Mapper* const> mappers) {
    std::vector<const Mapper*> sorted(mappers.begin(), mappers.end());
    std::sort(sorted.begin(), sorted.end(), std::less<>());
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.listed.insert(std::move(sorted));
}

bool is_listed_without(const Mapper& mapper, const Mapper& other) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const auto has = [](const std::vector<const Mapper*>& list, const Mapper& one) {
        return std::binary_search(list.begin(), list.end(), &one, std::less<>());
    };
    return std::any_of(all.listed.begin(), all.listed.end(),
                       [&](const auto& list) { return has(list, mapper) && !has(list, other); });
}

std::vector<const Mapper*> all_mappers() {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    std::vector<const Mapper*> mappers;
    mappers.reserve(all.mappers.size());
    for (const auto& mapper : all.mappers)
        mappers.push_back(mapper.get());
    return mappers;
}

}  // namespace rowan::detail
