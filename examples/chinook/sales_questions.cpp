// The questions about sales: who buys what, and for how much.
#include "print.hpp"
#include "questions.hpp"

namespace chinook {

using rowan::cast, rowan::col, rowan::Decimal, rowan::entity, rowan::select, rowan::Session;
using rowan::exists, rowan::extract, rowan::DatePart, rowan::order_by, rowan::partition_by;
namespace func = rowan::func;

namespace {

/// A sum of prices, to the cent. SQLite adds NUMERIC columns up in floating point.
template <class E>
auto total(const E& price) {
    return cast<Decimal>(func::round(func::sum(price), 2));
}

auto line_price() { return col<&InvoiceLine::unit_price> * col<&InvoiceLine::quantity>; }

}  // namespace

void best_selling_artist_of_each_country(Session& session) {
    headline("The best-selling artists of each country, by tracks sold");
    const auto sold = func::sum(col<&InvoiceLine::quantity>);
    const auto place = func::rank().over(partition_by(col<&Invoice::billing_country>), order_by(sold.desc()));
    const auto sales =
        select(col<&Invoice::billing_country>, col<&Artist::name>, sold.label<"sold">(), place.label<"place">())
            .select_from(entity<InvoiceLine>)
            .join<&InvoiceLine::invoice>()
            .join<&InvoiceLine::track>()
            .join<&Track::album>()
            .join<&Album::artist>()
            .group_by(col<&Invoice::billing_country>, col<&Artist::artist_id>)
            .subquery("sales");
    const auto country = sales[col<&Invoice::billing_country>];
    const auto artist = sales[col<&Artist::name>];
    const auto best = select(country, artist, sales.column<int>("sold"))
                          .where(sales.column<int>("place") == 1)
                          .order_by(country, artist);
    for (const auto& [where, who, tracks] : session.execute(best))
        std::cout << where.value_or("?") << ": " << who.value_or("?") << ", " << tracks << '\n';
}

void revenue_of_genres_by_year(Session& session) {
    headline("The three genres that earned most in each year, and what each has earned until then");
    const auto year = extract(DatePart::year, col<&Invoice::invoice_date>);
    const auto by_year = select(year.label<"year">(), col<&Genre::name>, func::sum(line_price()).label<"revenue">())
                             .select_from(entity<InvoiceLine>)
                             .join<&InvoiceLine::invoice>()
                             .join<&InvoiceLine::track>()
                             .join<&Track::genre>()
                             .group_by(year, col<&Genre::genre_id>)
                             .subquery("by_year");
    const auto when = by_year.column<int>("year");
    const auto genre = by_year[col<&Genre::name>];
    const auto revenue = by_year.column<Decimal>("revenue");
    const auto place = func::row_number().over(partition_by(when), order_by(func::round(revenue, 2).desc(), genre));
    const auto so_far = func::sum(revenue).over(partition_by(genre), order_by(when));
    const auto placed =
        select(when, genre, revenue.label("revenue"), so_far.label("so_far"), place.label("place")).subquery("placed");
    const auto best =
        select(placed[when], placed[genre], placed.column<Decimal>("revenue"), placed.column<Decimal>("so_far"))
            .where(placed.column<int>("place") <= 3)
            .order_by(placed[when], placed.column<int>("place"));
    for (const auto& [in, what, earned, until_then] : session.execute(best))
        std::cout << in << ' ' << what.value_or("?") << ' ' << money(earned) << " (" << money(until_then) << ")\n";
}

void customers_of_every_kind_of_rock(Session& session) {
    headline("Customers who bought something of every kind of rock");
    // There is no kind of rock of which the customer bought nothing.
    const auto bought = select(col<&InvoiceLine::invoice_line_id>)
                            .join<&InvoiceLine::invoice>()
                            .join<&InvoiceLine::track>()
                            .where(col<&Invoice::customer_id> == col<&Customer::customer_id>,
                                   col<&Track::genre_id> == col<&Genre::genre_id>);
    const auto missed =
        select(col<&Genre::genre_id>)
            .where(col<&Genre::name>.in({"Rock", "Metal", "Alternative & Punk", "Blues"}), !exists(bought));
    for (Customer& customer : session.scalars(
             select<Customer>().where(!exists(missed)).order_by(col<&Customer::last_name>, col<&Customer::first_name>)))
        std::cout << customer.first_name << ' ' << customer.last_name << ", " << customer.country.value_or("?") << '\n';
}

void tracks_never_sold(Session& session) {
    headline("Tracks never sold, by genre");
    const auto sold =
        exists(select(col<&InvoiceLine::track_id>).where(col<&InvoiceLine::track_id> == col<&Track::track_id>));
    const auto unsold = func::count(col<&Track::track_id>);
    for (const auto& [genre, count, first] : session.query(col<&Genre::name>, unsold, func::min(col<&Track::name>))
                                                 .select_from(entity<Genre>)
                                                 .join<&Genre::tracks>()
                                                 .filter(!sold)
                                                 .group_by(col<&Genre::genre_id>)
                                                 .order_by(unsold.desc(), col<&Genre::name>)
                                                 .limit(8))
        std::cout << genre.value_or("?") << ": " << count << ", such as " << first.value_or("?") << '\n';
    std::cout << session.query<Track>().filter(!sold).count() << " of " << session.query<Track>().count()
              << " tracks in all\n";
}

void average_invoice_of_support_reps(Session& session) {
    headline("The average invoice of each support rep's customers");
    const auto average = func::round(func::avg(col<&Invoice::total>), 2);
    for (auto [rep, invoices, mean, sum] : session.execute(
             select(entity<Employee>, func::count(col<&Invoice::invoice_id>), average, total(col<&Invoice::total>))
                 .join<&Employee::customers>()
                 .join<&Customer::invoices>()
                 .group_by(col<&Employee::employee_id>)
                 .order_by(average.desc(), col<&Employee::employee_id>)))
        std::cout << rep.first_name << ' ' << rep.last_name << ": " << invoices << " invoices, " << std::fixed
                  << std::setprecision(2) << mean.value_or(0) << " on average, " << money(sum) << " in all\n";
}

void best_customers(Session& session) {
    headline("The ten best customers, with those who tie");
    const auto spent = total(col<&Invoice::total>);
    const auto place = func::rank().over(order_by(spent.desc()));
    const auto ranked = select(col<&Customer::customer_id>, spent.label("spent"), place.label("place"))
                            .join<&Customer::invoices>()
                            .group_by(col<&Customer::customer_id>)
                            .cte("ranked");
    const auto number = ranked.column<int>("place");
    for (auto [position, customer, sum] :
         session.execute(select(number, entity<Customer>, ranked.column<Decimal>("spent"))
                             .join(ranked, ranked[col<&Customer::customer_id>] == col<&Customer::customer_id>)
                             .where(number <= 10)
                             .order_by(number, col<&Customer::last_name>)))
        std::cout << position << ". " << customer.first_name << ' ' << customer.last_name << ' ' << money(sum)
                  << ", served by " << (customer.support_rep ? customer.support_rep->first_name : "nobody") << '\n';
}

}  // namespace chinook
