#include "copy.hpp"

#include "print.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace chinook {

using rowan::select, rowan::Session;

void copy_all(const rowan::Engine& from, const rowan::Engine& to) {
    headline("The copy");
    const std::uint64_t before = from.statement_count();
    Session reader(from);
    Session writer(to);
    for (const Genre& genre : reader.scalars(select<Genre>()))
        writer.add(rowan::copy(genre));
    for (const MediaType& type : reader.scalars(select<MediaType>()))
        writer.add(rowan::copy(type));
    // Whole trees: what an artist owns, what a customer has bought.
    for (const Artist& artist : reader.scalars(select<Artist>()))
        writer.add(rowan::copy<&Artist::albums, &Album::tracks>(artist));
    for (const Employee& employee : reader.scalars(select<Employee>()))
        writer.add(rowan::copy(employee));
    for (const Customer& customer : reader.scalars(select<Customer>()))
        writer.add(rowan::copy<&Customer::invoices, &Invoice::lines>(customer));
    writer.flush();
    // Playlists share their tracks, which have been copied already: their copies begin with none.
    for (const Playlist& playlist : reader.scalars(select<Playlist>())) {
        Playlist twin = rowan::copy(playlist);
        twin.tracks = {};
        for (const Track& track : playlist.tracks)
            twin.tracks.add(writer.get_one<Track>(track.track_id));
        writer.add(std::move(twin));
    }
    writer.commit();
    std::cout << from.statement_count() - before << " statements have read it\n";
}

bool compare_all(const rowan::Engine& original, const rowan::Engine& copy, const rowan::MetaData& metadata) {
    rowan::Connection left = original.connect();
    rowan::Connection right = copy.connect();
    std::size_t tables = 0, all_rows = 0, all_values = 0, different = 0;
    for (const rowan::Table& table : metadata.tables()) {
        auto rows = select(table);
        for (const std::string& key : table.primary_key().columns)
            rows = rows.order_by(table[key]);
        const std::vector<rowan::Row> before = left.execute(rows).fetch_all();
        const std::vector<rowan::Row> after = right.execute(rows).fetch_all();
        std::size_t values = 0;
        for (std::size_t i = 0; i < before.size(); ++i) {
            values += before[i].size();
            if (i >= after.size() || !(before[i] == after[i]))
                ++different;
        }
        if (after.size() > before.size())
            different += after.size() - before.size();
        std::cout << table.name() << ": " << before.size() << " rows, " << values << " values\n";
        ++tables;
        all_rows += before.size();
        all_values += values;
    }
    std::cout << tables << " tables, " << all_rows << " rows, " << all_values << " values, " << different
              << " rows differ\n";
    return different == 0;
}

}  // namespace chinook
