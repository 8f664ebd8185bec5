#include <rowan/drivers/postgresql/internal/type_cache.hpp>

#include <rowan/drivers/postgresql/internal/wire.hpp>

#include <string_view>
#include <utility>

namespace rowan::driver::postgresql {

Coding builtin_coding(Oid type) noexcept {
    switch (type) {
        case oid::boolean:
            return Coding::boolean;
        case oid::int2:
            return Coding::int2;
        case oid::int4:
            return Coding::int4;
        case oid::int8:
            return Coding::int8;
        case oid::float4:
            return Coding::float4;
        case oid::float8:
            return Coding::float8;
        case oid::text:
        case 19:    // name
        case 142:   // xml
        case 705:   // unknown
        case 1042:  // bpchar
        case 1043:  // varchar
        case 2278:  // void, what pg_notify gives: an empty text
            return Coding::text;
        case oid::bytea:
            return Coding::bytea;
        case oid::date:
            return Coding::date;
        case oid::time:
            return Coding::time;
        case oid::timestamp:
            return Coding::timestamp;
        case oid::timestamptz:
            return Coding::timestamptz;
        case oid::interval:
            return Coding::interval;
        case oid::numeric:
            return Coding::numeric;
        case oid::uuid:
            return Coding::uuid;
        case oid::json:
            return Coding::json;
        case oid::jsonb:
            return Coding::jsonb;
        case 18:  // "char"
            return Coding::single_char;
        case 24:    // regproc
        case 26:    // oid
        case 28:    // xid
        case 29:    // cid
        case 2202:  // regprocedure
        case 2203:  // regoper
        case 2204:  // regoperator
        case 2205:  // regclass
        case 2206:  // regtype
        case 3734:  // regconfig
        case 3769:  // regdictionary
        case 4089:  // regnamespace
        case 4096:  // regrole
        case 4191:  // regcollation
            return Coding::unsigned4;
        case 650:  // cidr
        case 869:  // inet
            return Coding::network;
        case 22:    // int2vector
        case 30:    // oidvector
        case 199:   // json[]
        case 651:   // cidr[]
        case 1000:  // bool[]
        case 1001:  // bytea[]
        case 1002:  // "char"[]
        case 1003:  // name[]
        case 1005:  // int2[]
        case 1007:  // int4[]
        case 1009:  // text[]
        case 1014:  // bpchar[]
        case 1015:  // varchar[]
        case 1016:  // int8[]
        case 1021:  // float4[]
        case 1022:  // float8[]
        case 1028:  // oid[]
        case 1041:  // inet[]
        case 1115:  // timestamp[]
        case 1182:  // date[]
        case 1183:  // time[]
        case 1185:  // timestamptz[]
        case 1187:  // interval[]
        case 1231:  // numeric[]
        case 2951:  // uuid[]
        case 3807:  // jsonb[]
            return Coding::array;
        default:
            return type < oid::first_own ? Coding::opaque : Coding::unknown;
    }
}

Coding TypeCache::coding(Oid type) const {
    if (const Coding builtin = builtin_coding(type); builtin != Coding::unknown) {
        return builtin;
    }
    const std::lock_guard lock(mutex_);
    const auto found = own_.find(type);
    return found == own_.end() ? Coding::unknown : found->second;
}

void TypeCache::set(Oid type, Coding coding) {
    const std::lock_guard lock(mutex_);
    own_[type] = coding;
}

std::string TypeCache::query(const std::vector<Oid>& types) {
    std::string numbers;
    for (const Oid type : types) {
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(type);
    }
    // An array's elements are asked for with it: when its values are read, it is too late.
    return "SELECT t.oid, p.proname FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_proc AS p ON p.oid = t.typsend "
           "WHERE t.oid IN (" +
           numbers + ") OR t.oid IN (SELECT e.typelem FROM pg_catalog.pg_type AS e WHERE e.oid IN (" + numbers + "))";
}

Coding TypeCache::coding_by_function(const char* name) noexcept {
    constexpr std::pair<std::string_view, Coding> known[] = {
        {"enum_send", Coding::text},       {"textsend", Coding::text},    {"citextsend", Coding::text},
        {"varcharsend", Coding::text},     {"bpcharsend", Coding::text},  {"namesend", Coding::text},
        {"array_send", Coding::array},     {"int2send", Coding::int2},    {"int4send", Coding::int4},
        {"int8send", Coding::int8},        {"boolsend", Coding::boolean}, {"float8send", Coding::float8},
        {"float4send", Coding::float4},    {"byteasend", Coding::bytea},  {"uuid_send", Coding::uuid},
        {"numeric_send", Coding::numeric},
    };
    for (const auto& [function, coding] : known) {
        if (function == name) {
            return coding;
        }
    }
    return Coding::opaque;
}

}  // namespace rowan::driver::postgresql
