// What the fuzz targets share. A target is a function that feeds any bytes to parsers and says what is wrong:
//
//     Finding check_url(std::string_view text, int& accepted);
//
// Built by the preset `fuzz` (clang), each tests/fuzz/*_fuzz.cpp becomes a program of libFuzzer; the suite of its floor
// runs the same function on a fixed sequence of inputs, with those that a fuzzer once found among the seeds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace rowan::fuzz {

/// What is wrong with rowan, in words; nullptr if all is well.
using Finding = const char*;

}  // namespace rowan::fuzz

#if defined(ROWAN_LIBFUZZER)
#define ROWAN_FUZZ_TARGET(check)                                                                  \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {           \
        int accepted = 0;                                                                         \
        if (const char* finding = check({reinterpret_cast<const char*>(data), size}, accepted)) { \
            std::fprintf(stderr, "%s\n", finding);                                                \
            std::abort();                                                                         \
        }                                                                                         \
        return 0;                                                                                 \
    }
#else
#define ROWAN_FUZZ_TARGET(check)
#endif
