// rowan/drivers/postgresql/internal/type_cache.hpp: what the bytes of a column mean, by the type's number.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace rowan::driver::postgresql {

/// How a type's binary form is to be read.
enum class Coding : std::uint8_t {
    unknown,  ///< of a type that the cache has not seen
    opaque,   ///< of a type without a form that rowan reads
    boolean,
    int2,
    int4,
    int8,
    unsigned4,  ///< oid, xid, regclass, …
    float4,
    float8,
    text,  ///< the bytes are the text: text, varchar, enums, xml, citext, …
    bytea,
    date,
    time,
    timestamp,
    timestamptz,
    interval,
    numeric,
    uuid,
    json,
    jsonb,
    single_char,
    network,  ///< inet, cidr
    array,
};

/// Of a type that is built in; `unknown` for one that was made in the database.
Coding builtin_coding(Oid type) noexcept;

/// What an engine's connections have found out about types that were made in the database. Thread-safe.
class TypeCache {
public:
    Coding coding(Oid type) const;
    void set(Oid type, Coding coding);

    /// The query that tells of types: number, name of its function for the binary form, whether it is an array.
    static std::string query(const std::vector<Oid>& types);
    /// By the name of the function that gives its binary form.
    static Coding coding_by_function(const char* name) noexcept;

private:
    mutable std::mutex mutex_{};
    std::unordered_map<Oid, Coding> own_{};
};

}  // namespace rowan::driver::postgresql
