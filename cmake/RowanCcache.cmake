# Compile through ccache where it is installed, unless a launcher was chosen already. The sloppiness is what ccache needs to
# cache objects that use a precompiled header (the tests do).
find_program(ROWAN_CCACHE ccache)
mark_as_advanced(ROWAN_CCACHE)
if(ROWAN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros
                                    "${ROWAN_CCACHE}")
endif()
