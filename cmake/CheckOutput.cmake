# Runs PROGRAM and fails unless it succeeds and prints just what the file EXPECTED holds.
execute_process(
    COMMAND "${PROGRAM}"
    OUTPUT_VARIABLE printed
    ERROR_VARIABLE complaints
    RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${result}\n${printed}${complaints}")
endif()
file(READ "${EXPECTED}" expected)
if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "${PROGRAM} printed\n${printed}\ninstead of\n${expected}")
endif()
