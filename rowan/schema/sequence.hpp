// rowan/schema/sequence.hpp: a counter of the database, as data.
//
//     metadata.add(Sequence{.name = "invoice_no", .start = 1000});
//     Table("invoices", metadata, Column("no", BigInteger{}, server_default(sequence("invoice_no"))), …);
//     connection.execute(select(next_value(sequence("invoice_no"))));
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rowan {

/// What CREATE SEQUENCE says. Numbers that are taken are never given again, also where the transaction is undone.
struct Sequence {
    std::string name{};
    std::string schema{};  ///< empty: the connection's own
    std::int64_t start = 1;
    std::int64_t increment = 1;
    std::optional<std::int64_t> minimum{};  ///< empty: the database's own, as of the others
    std::optional<std::int64_t> maximum{};
    bool cycle = false;                   ///< begins anew behind the last number
    std::optional<std::int64_t> cache{};  ///< how many numbers a session takes at a time

    /// "schema.name", or "name".
    std::string full_name() const { return schema.empty() ? name : schema + "." + name; }

    friend bool operator==(const Sequence&, const Sequence&) = default;
};

}  // namespace rowan
