# What "cmake --install" puts where. The drawing program installs itself (viz/CMakeLists.txt).
include(CMakePackageConfigHelpers)

# Documents, made by the program that they describe.
set(corral_documents ${PROJECT_BINARY_DIR}/documents)
add_custom_command(
    OUTPUT ${corral_documents}/made
    COMMAND ${CMAKE_COMMAND} -Dcorral=$<TARGET_FILE:corral> -Dfolder=${corral_documents}
            -P ${PROJECT_SOURCE_DIR}/cmake/documents.cmake
    COMMAND ${CMAKE_COMMAND} -E touch ${corral_documents}/made
    DEPENDS corral ${PROJECT_SOURCE_DIR}/cmake/documents.cmake
    COMMENT "Writing manual pages and completions" VERBATIM)
add_custom_target(corral_documents ALL DEPENDS ${corral_documents}/made)

install(DIRECTORY ${corral_documents}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(DIRECTORY ${corral_documents}/bash/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(DIRECTORY ${corral_documents}/zsh/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(DIRECTORY ${corral_documents}/fish/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# Program, library, headers.
add_library(corral::corral ALIAS corral_shared)
install(TARGETS corral RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS corral_shared EXPORT corralTargets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/corral DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h")

# For find_package(corral). Before 1.0 a new minor version may break programs.
set(corral_package ${CMAKE_INSTALL_LIBDIR}/cmake/corral)
install(EXPORT corralTargets NAMESPACE corral:: DESTINATION ${corral_package})
configure_package_config_file(cmake/corralConfig.cmake.in corralConfig.cmake
                              INSTALL_DESTINATION ${corral_package})
write_basic_package_version_file(corralConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/corralConfig.cmake
              ${PROJECT_BINARY_DIR}/corralConfigVersion.cmake
        DESTINATION ${corral_package})

# For pkg-config. Paths count from corral.pc itself, so that "cmake --install --prefix" and a moved
# folder work; folders set as absolute paths stay where they are.
set(corral_pkgconfig ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR})
    set(corral_pc_prefix ${CMAKE_INSTALL_PREFIX})
    set(corral_pc_libdir ${CMAKE_INSTALL_LIBDIR})
else()
    file(RELATIVE_PATH corral_up /p/${corral_pkgconfig} /p)
    string(REGEX REPLACE "/$" "" corral_up ${corral_up})
    set(corral_pc_prefix "\${pcfiledir}/${corral_up}")
    set(corral_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
endif()
if(IS_ABSOLUTE ${CMAKE_INSTALL_INCLUDEDIR})
    set(corral_pc_includedir ${CMAKE_INSTALL_INCLUDEDIR})
else()
    set(corral_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
configure_file(cmake/corral.pc.in corral.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/corral.pc DESTINATION ${corral_pkgconfig})

# Lists to choose from, regions to try the commands on, and what a user has a right to read.
install(DIRECTORY datasets/lists datasets/harmon datasets/toy
        DESTINATION ${CMAKE_INSTALL_DATADIR}/corral/datasets)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES viz/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME LICENSE.corral-viz)
