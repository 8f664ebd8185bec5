# The databases that tests and examples are run on, by the names that the tests end in and tools/test_summary.py counts.

# rowan_test_database(<name>): sets, for the caller,
#
#   database_FOUND        whether its driver is built
#   database_LIBRARY      what a program links to have the driver; nothing where the library has it
#   database_RUNNER       the command that starts a server for the command behind it; nothing where there is none
#   database_URL          the environment variable in which that command finds the URL of an empty database
#   database_ENVIRONMENT  the variables by which runner and tests know what they are about
function(rowan_test_database name)
    set(found TRUE)
    set(library "")
    set(runner "")
    set(url "")
    set(tested ${name})
    if(NOT name STREQUAL sqlite)
        set(options "")
        set(server ${name})
        if(name STREQUAL postgresql18)
            set(tested postgresql)
            set(server postgresql)
            set(options --version 18)
        elseif(name STREQUAL mysql)
            set(server mariadb)
        endif()
        set(library rowan::${server})
        set(runner Python3::Interpreter -B "${PROJECT_SOURCE_DIR}/tools/with_${server}.py" ${options})
        string(TOUPPER "ROWAN_TEST_${tested}" url)
        if(NOT TARGET ${library})
            set(found FALSE)
        endif()
    endif()
    set(database_FOUND ${found} PARENT_SCOPE)
    set(database_LIBRARY "${library}" PARENT_SCOPE)
    set(database_RUNNER "${runner}" PARENT_SCOPE)
    set(database_URL "${url}" PARENT_SCOPE)
    set(database_ENVIRONMENT ROWAN_TEST_DATABASE=${tested} PARENT_SCOPE)
endfunction()

# By this status a test says that it lacks what it needs; the line "skipped: ..." that it prints says what.
set(ROWAN_SKIPPED 77)
