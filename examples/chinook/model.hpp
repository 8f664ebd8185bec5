// The eleven tables of the Chinook database, a shop for music, as plain structs. The database names its columns in
// PascalCase (ArtistId); `columns_named(pascal_case)` leads there from the members' names (artist_id).
#pragma once

#include <rowan/orm.hpp>
#include <rowan/types/decimal.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace chinook {

using Text = std::optional<std::string>;
using DateTime = std::chrono::sys_seconds;
using rowan::Decimal;

struct Album;
struct Artist;
struct Customer;
struct Employee;
struct Genre;
struct Invoice;
struct InvoiceLine;
struct MediaType;
struct Playlist;
struct Track;

struct Artist {
    int artist_id{};
    Text name{};
    rowan::many<Album> albums{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Artist>("Artist", columns_named(pascal_case), column<&Artist::artist_id>(primary_key),
                             column<&Artist::name>(String{120}), relationship<&Artist::albums>(ordered_by("AlbumId")));
    }
};

struct Album {
    int album_id{};
    std::string title{};
    int artist_id{};
    rowan::one<Artist> artist{};
    rowan::many<Track> tracks{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Album>("Album", columns_named(pascal_case), column<&Album::album_id>(primary_key),
                            column<&Album::title>(String{160}),
                            column<&Album::artist_id>(foreign_key("Artist.ArtistId"), indexed),
                            relationship<&Album::tracks>(ordered_by("TrackId")));
    }
};

struct Genre {
    int genre_id{};
    Text name{};
    rowan::many<Track> tracks{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Genre>("Genre", columns_named(pascal_case), column<&Genre::genre_id>(primary_key),
                            column<&Genre::name>(String{120}));
    }
};

struct MediaType {
    int media_type_id{};
    Text name{};
    rowan::many<Track> tracks{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<MediaType>("MediaType", columns_named(pascal_case), column<&MediaType::media_type_id>(primary_key),
                                column<&MediaType::name>(String{120}));
    }
};

struct Track {
    int track_id{};
    std::string name{};
    std::optional<int> album_id{};
    int media_type_id{};
    std::optional<int> genre_id{};
    Text composer{};
    int milliseconds{};
    std::optional<int> bytes{};
    Decimal unit_price{};
    rowan::one<Album> album{};
    rowan::one<MediaType> media_type{};
    rowan::one<Genre> genre{};
    rowan::many<InvoiceLine> sales{};
    rowan::many<Playlist> playlists{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Track>("Track", columns_named(pascal_case), column<&Track::track_id>(primary_key),
                            column<&Track::name>(String{200}),
                            column<&Track::album_id>(foreign_key("Album.AlbumId"), indexed),
                            column<&Track::media_type_id>(foreign_key("MediaType.MediaTypeId"), indexed),
                            column<&Track::genre_id>(foreign_key("Genre.GenreId"), indexed),
                            column<&Track::composer>(String{220}), column<&Track::unit_price>(Numeric{10, 2}),
                            relationship<&Track::playlists>(secondary("PlaylistTrack"), ordered_by("PlaylistId")));
    }
};

struct Playlist {
    int playlist_id{};
    Text name{};
    rowan::many<Track> tracks{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Playlist>("Playlist", columns_named(pascal_case), column<&Playlist::playlist_id>(primary_key),
                               column<&Playlist::name>(String{120}),
                               relationship<&Playlist::tracks>(secondary("PlaylistTrack"), ordered_by("TrackId")));
    }
};

// The pairs behind Playlist::tracks and Track::playlists, mapped as well: queries can then count and compare them.
struct PlaylistTrack {
    int playlist_id{};
    int track_id{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<PlaylistTrack>(
            "PlaylistTrack", columns_named(pascal_case),
            column<&PlaylistTrack::playlist_id>(primary_key, foreign_key("Playlist.PlaylistId"), indexed),
            column<&PlaylistTrack::track_id>(primary_key, foreign_key("Track.TrackId"), indexed));
    }
};

struct Employee {
    int employee_id{};
    std::string last_name{};
    std::string first_name{};
    Text title{};
    std::optional<int> reports_to{};
    std::optional<DateTime> birth_date{};
    std::optional<DateTime> hire_date{};
    Text address{};
    Text city{};
    Text state{};
    Text country{};
    Text postal_code{};
    Text phone{};
    Text fax{};
    Text email{};
    rowan::one<Employee> manager{};
    rowan::many<Employee> reports{};
    rowan::many<Customer> customers{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Employee>("Employee", columns_named(pascal_case), column<&Employee::employee_id>(primary_key),
                               column<&Employee::last_name>(String{20}), column<&Employee::first_name>(String{20}),
                               column<&Employee::title>(String{30}),
                               column<&Employee::reports_to>(foreign_key("Employee.EmployeeId"), indexed),
                               column<&Employee::address>(String{70}), column<&Employee::city>(String{40}),
                               column<&Employee::state>(String{40}), column<&Employee::country>(String{40}),
                               column<&Employee::postal_code>(String{10}), column<&Employee::phone>(String{24}),
                               column<&Employee::fax>(String{24}), column<&Employee::email>(String{60}),
                               relationship<&Employee::reports>(ordered_by("EmployeeId")));
    }
};

struct Customer {
    int customer_id{};
    std::string first_name{};
    std::string last_name{};
    Text company{};
    Text address{};
    Text city{};
    Text state{};
    Text country{};
    Text postal_code{};
    Text phone{};
    Text fax{};
    std::string email{};
    std::optional<int> support_rep_id{};
    rowan::one<Employee> support_rep{};
    rowan::many<Invoice> invoices{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Customer>("Customer", columns_named(pascal_case), column<&Customer::customer_id>(primary_key),
                               column<&Customer::first_name>(String{40}), column<&Customer::last_name>(String{20}),
                               column<&Customer::company>(String{80}), column<&Customer::address>(String{70}),
                               column<&Customer::city>(String{40}), column<&Customer::state>(String{40}),
                               column<&Customer::country>(String{40}), column<&Customer::postal_code>(String{10}),
                               column<&Customer::phone>(String{24}), column<&Customer::fax>(String{24}),
                               column<&Customer::email>(String{60}),
                               column<&Customer::support_rep_id>(foreign_key("Employee.EmployeeId"), indexed),
                               relationship<&Customer::invoices>(ordered_by("InvoiceId")));
    }
};

struct Invoice {
    int invoice_id{};
    int customer_id{};
    DateTime invoice_date{};
    Text billing_address{};
    Text billing_city{};
    Text billing_state{};
    Text billing_country{};
    Text billing_postal_code{};
    Decimal total{};
    rowan::one<Customer> customer{};
    rowan::many<InvoiceLine> lines{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Invoice>(
            "Invoice", columns_named(pascal_case), column<&Invoice::invoice_id>(primary_key),
            column<&Invoice::customer_id>(foreign_key("Customer.CustomerId"), indexed),
            column<&Invoice::billing_address>(String{70}), column<&Invoice::billing_city>(String{40}),
            column<&Invoice::billing_state>(String{40}), column<&Invoice::billing_country>(String{40}),
            column<&Invoice::billing_postal_code>(String{10}), column<&Invoice::total>(Numeric{10, 2}),
            relationship<&Invoice::lines>(ordered_by("InvoiceLineId")));
    }
};

struct InvoiceLine {
    int invoice_line_id{};
    int invoice_id{};
    int track_id{};
    Decimal unit_price{};
    int quantity{};
    rowan::one<Invoice> invoice{};
    rowan::one<Track> track{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<InvoiceLine>("InvoiceLine", columns_named(pascal_case),
                                  column<&InvoiceLine::invoice_line_id>(primary_key),
                                  column<&InvoiceLine::invoice_id>(foreign_key("Invoice.InvoiceId"), indexed),
                                  column<&InvoiceLine::track_id>(foreign_key("Track.TrackId"), indexed),
                                  column<&InvoiceLine::unit_price>(Numeric{10, 2}));
    }
};

inline rowan::MetaData tables() {
    return rowan::metadata<Artist, Album, Genre, MediaType, Track, Playlist, PlaylistTrack, Employee, Customer, Invoice,
                           InvoiceLine>();
}

}  // namespace chinook
