# ROWAN_SANITIZE instruments all that is built here, the library and its tests alike: a half-instrumented program reports
# falsely (containers that grow on one side of the border) or not at all.
if(ROWAN_SANITIZE)
    add_compile_options(-fsanitize=${ROWAN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${ROWAN_SANITIZE})
endif()
