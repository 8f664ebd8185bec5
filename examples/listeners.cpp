// What a session tells: an audit trail written in the same transaction, and objects that are checked before they are
// saved.
#include <rowan/orm.hpp>

#include <iostream>
#include <stdexcept>
#include <vector>

struct Account {
    int id{};
    std::string owner{};
    int balance{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Account>("accounts", column<&Account::id>(primary_key));
    }
};

struct Entry {
    int id{};
    std::string words{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Entry>("entries", column<&Entry::id>(primary_key));
    }
};

int main(int argc, char** argv) {
    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite://");
    rowan::metadata<Account, Entry>().create_all(engine);
    rowan::Session session(engine);

    // Refuses the flush before anything is sent; the session goes on.
    session.on_before_update<Account>([](const Account& account) {
        if (account.balance < 0)
            throw std::domain_error(account.owner + " is short of " + std::to_string(-account.balance));
    });
    // Listeners of rows only look. What is to be saved with them is added before the flush.
    session.on_before_flush([&] {
        for (const Account& account : session.dirty<Account>())
            session.add(Entry{.words = account.owner + " has " + std::to_string(account.balance)});
    });
    session.on_after_insert<Account>(
        [](const Account& account) { std::cout << account.owner << " is number " << account.id << '\n'; });
    session.on_after_commit([] { std::cout << "committed\n"; });

    Account& ed = session.add(Account{.owner = "ed", .balance = 10});
    session.commit();
    ed.balance -= 7;
    session.commit();
    ed.balance -= 7;
    try {
        session.commit();
    } catch (const std::domain_error& error) {
        std::cout << error.what() << '\n';
    }
    session.rollback();
    for (const Entry& entry : session.query<Entry>().all())
        std::cout << entry.words << '\n';
}
