# Runs PROGRAM and fails unless it succeeds and prints just what the file EXPECTED holds. A program that ends with 77 lacks
# what it needs: the line "skipped: ..." that it prints says so, and tells ctest. Its argument is what the environment
# variable URL_IN holds, if one is named.
set(arguments "")
if(URL_IN)
    set(arguments "$ENV{${URL_IN}}")
endif()
execute_process(
    COMMAND "${PROGRAM}" ${arguments}
    OUTPUT_VARIABLE printed
    ERROR_VARIABLE complaints
    RESULT_VARIABLE result)
if(result EQUAL 77)
    message("${printed}${complaints}")
    return()
endif()
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${result}\n${printed}${complaints}")
endif()
file(READ "${EXPECTED}" expected)
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "${PROGRAM} printed\n${printed}\ninstead of\n${expected}")
endif()
