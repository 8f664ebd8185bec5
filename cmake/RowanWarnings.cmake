# The warnings that rowan's own code is compiled with. They are private to each target: a program that uses rowan, installed
# or by add_subdirectory, keeps its own.
set(ROWAN_WARNING_FLAGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow)

function(rowan_set_warnings target)
    target_compile_options(
        ${target}
        PRIVATE ${ROWAN_WARNING_FLAGS}
                # Part of -Wconversion for clang, not for g++: the two should ask the same.
                $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wno-sign-conversion>
                # g++ 12 warns of std::string's own operator+ when it optimises (GCC bug 105651).
                $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
                $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release,RelWithDebInfo>>:-Wno-stringop-overflow;-Wno-array-bounds>
                $<$<BOOL:${ROWAN_WERROR}>:-Werror>)
endfunction()
