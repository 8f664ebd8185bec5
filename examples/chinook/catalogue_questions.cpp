// The questions about what the shop has: people, playlists, albums, names.
#include "print.hpp"
#include "questions.hpp"

namespace chinook {

using rowan::col, rowan::entity, rowan::literal, rowan::select, rowan::Session;
namespace func = rowan::func;

void longest_chain_of_managers(Session& session) {
    headline("The longest chains of managers");
    const auto top = select(col<&Employee::employee_id>.label("id"), literal(0).label("depth"))
                         .where(col<&Employee::reports_to>.is_null())
                         .cte("chain", {.recursive = true});
    const auto chain = top.union_all(select(col<&Employee::employee_id>, top.column<int>("depth") + 1)
                                         .join(top, top.column<int>("id") == col<&Employee::reports_to>));
    const auto depth = chain.column<int>("depth");
    const auto deepest = select(func::max(depth)).scalar_subquery();
    const auto ends = select(entity<Employee>, depth)
                          .join(chain, chain.column<int>("id") == col<&Employee::employee_id>)
                          .where(depth == deepest)
                          .order_by(col<&Employee::employee_id>);
    for (auto [employee, managers] : session.execute(ends)) {
        std::cout << managers << ": " << employee.last_name;
        for (Employee* above = employee.manager.get(); above; above = above->manager.get())
            std::cout << " < " << above->last_name;
        std::cout << '\n';
    }
}

void playlists_and_their_length(Session& session) {
    headline("Playlists, and how long they play");
    const auto tracks = func::count(col<&Track::track_id>);
    const auto length = func::coalesce(func::sum(col<&Track::milliseconds>), 0);
    for (auto [playlist, count, milliseconds] : session.execute(select(entity<Playlist>, tracks, length)
                                                                    .left_join<&Playlist::tracks>()
                                                                    .group_by(col<&Playlist::playlist_id>)
                                                                    .order_by(col<&Playlist::playlist_id>))) {
        std::cout << playlist.name.value_or("?") << ": " << count << ' ' << playing_time(milliseconds) << '\n';
        if (count > 0 && count < 20)
            for (Track& track : playlist.tracks)
                std::cout << "    " << track.name << '\n';
    }
}

void longest_albums(Session& session) {
    headline("The longest albums of at least ten tracks, without television");
    const auto length = func::sum(col<&Track::milliseconds>);
    const auto television =
        select(col<&Track::album_id>)
            .select_from(entity<Track>)  // its own, not those of the statement around it
            .join<&Track::genre>()
            .where(col<&Genre::name>.in({"TV Shows", "Drama", "Sci Fi & Fantasy", "Science Fiction", "Comedy"}));
    for (auto [album, milliseconds] : session.execute(select(entity<Album>, length)
                                                          .join<&Album::tracks>()
                                                          .where(col<&Album::album_id>.not_in(television))
                                                          .group_by(col<&Album::album_id>)
                                                          .having(func::count() >= 10)
                                                          .order_by(length.desc(), col<&Album::album_id>)
                                                          .limit(5)))
        std::cout << playing_time(milliseconds.value_or(0)) << ' ' << album.title << " by "
                  << album.artist->name.value_or("?") << ", " << album.tracks.size() << " tracks\n";
}

void search_by_name(Session& session, std::string_view part) {
    headline("What has \"" + std::string(part) + "\" in its name");
    const auto found =
        select(literal("artist").label("kind"), func::coalesce(col<&Artist::name>, "").label("name"))
            .where(col<&Artist::name>.contains(part))
            .union_all(select(literal("album"), col<&Album::title>).where(col<&Album::title>.contains(part)))
            .union_all(select(literal("track"), col<&Track::name>).where(col<&Track::name>.contains(part)))
            .subquery("found");
    const auto kind = found.column<std::string>("kind");
    const auto name = found.column<std::string>("name");
    for (const auto& [what, who] : session.query(kind, name).distinct().order_by(kind, name))
        std::cout << what << ": " << who << '\n';
}

}  // namespace chinook
