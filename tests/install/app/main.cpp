// The program that a user of the installed package writes; tests/install/run.py builds it in every way that one can.
#include <rowan/types/error.hpp>

#include <exception>
#include <iostream>
#include <type_traits>

int main() {
    static_assert(std::is_base_of_v<std::exception, rowan::Error>);
    std::cout << "rowan is here\n";
}
