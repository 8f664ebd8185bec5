# Drivers that are libraries of their own: rowan/drivers/<name>/ and rowan/engine/databases/<name>.cpp, which makes the
# database known to the engine.

# For client libraries that CMake can't find by itself; installed, for those who link rowan as a static library.
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")

# rowan_take_driver_sources(<name>): out of the sources and headers of rowan itself, into <name>_sources and <name>_headers.
macro(rowan_take_driver_sources name)
    foreach(list IN ITEMS sources headers)
        set(${name}_${list} ${rowan_${list}})
        list(FILTER ${name}_${list} INCLUDE REGEX "/rowan/(drivers/${name}/|engine/databases/${name}\\.)")
        list(FILTER rowan_${list} EXCLUDE REGEX "/rowan/(drivers/${name}/|engine/databases/${name}\\.)")
    endforeach()
endmacro()

# rowan_add_driver(<name> PACKAGE <package> VERSION <least> TARGET <target> PKG_CONFIG <module> DEBIAN <package of Debian>)
#
# Makes rowan::<name> of them, if ROWAN_<NAME> is ON, or AUTO and the package is found, and adds it to the list
# rowan_driver_targets (and the package to rowan_driver_packages). Whoever links it has the database.
function(rowan_add_driver name)
    cmake_parse_arguments(PARSE_ARGV 1 driver "" "PACKAGE;VERSION;TARGET;PKG_CONFIG;DEBIAN" "")
    string(TOUPPER "ROWAN_${name}" option)
    if(${option} STREQUAL OFF)
        return()
    endif()
    find_package(${driver_PACKAGE} ${driver_VERSION} QUIET GLOBAL)
    if(NOT TARGET ${driver_TARGET})
        if(NOT ${option} STREQUAL AUTO)
            message(FATAL_ERROR "${option} is ${${option}}, and ${driver_PACKAGE} is not found (Debian: ${driver_DEBIAN})")
        endif()
        message(STATUS "rowan::${name} is not built: ${driver_PACKAGE} is not found (Debian: ${driver_DEBIAN})")
        return()
    endif()

    set(target rowan_${name})
    add_library(${target} ${${name}_sources})
    add_library(rowan::${name} ALIAS ${target})
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${${name}_headers})
    target_link_libraries(
        ${target}
        PUBLIC rowan
        PRIVATE ${driver_TARGET})
    # No program names anything of the driver, so the linker has to be asked for what makes it known to the engine.
    target_link_options(${target} INTERFACE "LINKER:--undefined=rowan_${name}_is_linked")
    set_target_properties(
        ${target}
        PROPERTIES EXPORT_NAME ${name}
                   ROWAN_PKG_CONFIG "${driver_PKG_CONFIG}"
                   CXX_EXTENSIONS OFF
                   POSITION_INDEPENDENT_CODE ON
                   VERSION ${PROJECT_VERSION}
                   SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
    rowan_set_warnings(${target})
    set(rowan_driver_targets ${rowan_driver_targets} ${target} PARENT_SCOPE)
    set(rowan_driver_packages ${rowan_driver_packages} ${driver_PACKAGE} PARENT_SCOPE)
endfunction()
