// Ten questions that a shop asks, each answered by a query without any SQL text.
#pragma once

#include "model.hpp"

namespace chinook {

void best_selling_artist_of_each_country(rowan::Session& session);
void longest_chain_of_managers(rowan::Session& session);
void playlists_and_their_length(rowan::Session& session);
void revenue_of_genres_by_year(rowan::Session& session);
void customers_of_every_kind_of_rock(rowan::Session& session);
void tracks_never_sold(rowan::Session& session);
void average_invoice_of_support_reps(rowan::Session& session);
void longest_albums(rowan::Session& session);
void best_customers(rowan::Session& session);
void search_by_name(rowan::Session& session, std::string_view part);

}  // namespace chinook
