// A program that links the drivers of other databases: the engine knows them, and nothing had to be called. Its
// arguments are the databases that it tries.
#include <rowan/engine.hpp>

#include <iostream>
#include <string>

int main(int count, char** arguments) {
    for (const std::string& database : rowan::available_databases())
        std::cout << database << '\n';
    for (int i = 1; i < count; ++i) {
        try {
            rowan::create_engine(std::string(arguments[i]) + "://127.0.0.1:1/nowhere").connect();
        } catch (const rowan::OperationalError&) {
            std::cout << arguments[i] << " was tried\n";
        }
    }
}
