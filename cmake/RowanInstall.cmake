# The installed package: library, headers, `find_package(rowan CONFIG)` and `pkg-config rowan`.
include(CMakePackageConfigHelpers)

set(rowan_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/rowan")

install(
    TARGETS rowan ${rowan_driver_targets}
    EXPORT rowan-targets
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(
    EXPORT rowan-targets
    NAMESPACE rowan::
    DESTINATION "${rowan_package_dir}")

configure_package_config_file(
    cmake/rowan-config.cmake.in "${PROJECT_BINARY_DIR}/rowan-config.cmake"
    INSTALL_DESTINATION "${rowan_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/rowan-config-version.cmake" COMPATIBILITY SameMinorVersion)

# The .pc file finds its prefix from where it stands, so that an installation can be moved.
cmake_path(
    RELATIVE_PATH CMAKE_INSTALL_PREFIX
    BASE_DIRECTORY "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig"
    OUTPUT_VARIABLE rowan_pc_prefix)
# A static library carries its dependencies to whoever links it; a shared one has them already.
set(rowan_pc_dependencies "Requires: sqlite3\nLibs: -L\${libdir} -lrowan -pthread")
if(BUILD_SHARED_LIBS)
    set(rowan_pc_dependencies "Requires.private: sqlite3\nLibs: -L\${libdir} -lrowan\nLibs.private: -pthread")
endif()
configure_file(cmake/rowan.pc.in "${PROJECT_BINARY_DIR}/rowan.pc" @ONLY)

install(FILES "${PROJECT_BINARY_DIR}/rowan-config.cmake" "${PROJECT_BINARY_DIR}/rowan-config-version.cmake"
              cmake/FindMariaDB.cmake
        DESTINATION "${rowan_package_dir}")
# One for each driver that is a library of its own.
foreach(target IN LISTS rowan_driver_targets)
    get_target_property(rowan_pc_driver ${target} EXPORT_NAME)
    get_target_property(rowan_pc_module ${target} ROWAN_PKG_CONFIG)
    set(rowan_pc_requires "Requires: rowan ${rowan_pc_module}")
    if(BUILD_SHARED_LIBS)
        set(rowan_pc_requires "Requires: rowan\nRequires.private: ${rowan_pc_module}")
    endif()
    configure_file(cmake/rowan-driver.pc.in "${PROJECT_BINARY_DIR}/rowan-${rowan_pc_driver}.pc" @ONLY)
    install(FILES "${PROJECT_BINARY_DIR}/rowan-${rowan_pc_driver}.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endforeach()
install(FILES "${PROJECT_BINARY_DIR}/rowan.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
