// A program that links the driver of another database: the engine knows it, and nothing had to be called.
#include <rowan/engine.hpp>

#include <iostream>

int main() {
    for (const std::string& database : rowan::available_databases())
        std::cout << database << '\n';
    try {
        rowan::create_engine("postgresql://127.0.0.1:1/nowhere").connect();
    } catch (const rowan::OperationalError&) {
        std::cout << "libpq has tried\n";
    }
}
