# Finds MariaDB Connector/C, which brings no package of its own for CMake: MariaDB::MariaDB, MariaDB_VERSION.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    pkg_check_modules(PC_MariaDB QUIET libmariadb)
endif()

find_path(MariaDB_INCLUDE_DIR mariadb_version.h HINTS ${PC_MariaDB_INCLUDE_DIRS} PATH_SUFFIXES mariadb mysql)
find_library(MariaDB_LIBRARY mariadb HINTS ${PC_MariaDB_LIBRARY_DIRS} PATH_SUFFIXES mariadb)
mark_as_advanced(MariaDB_INCLUDE_DIR MariaDB_LIBRARY)

if(MariaDB_INCLUDE_DIR)
    file(STRINGS "${MariaDB_INCLUDE_DIR}/mariadb_version.h" version_line REGEX "define MARIADB_PACKAGE_VERSION ")
    string(REGEX MATCH "[0-9]+[.][0-9]+[.][0-9]+" MariaDB_VERSION "${version_line}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MariaDB REQUIRED_VARS MariaDB_LIBRARY MariaDB_INCLUDE_DIR
                                  VERSION_VAR MariaDB_VERSION)

if(MariaDB_FOUND AND NOT TARGET MariaDB::MariaDB)
    add_library(MariaDB::MariaDB UNKNOWN IMPORTED)
    set_target_properties(MariaDB::MariaDB PROPERTIES IMPORTED_LOCATION "${MariaDB_LIBRARY}"
                                                      INTERFACE_INCLUDE_DIRECTORIES "${MariaDB_INCLUDE_DIR}")
endif()
