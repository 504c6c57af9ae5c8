# cmake --install: the program, its manual page, completions for bash, zsh and fish, documentation and small samples, in the folders of
# the GNU conventions. The manual page and the completions are printed by the program itself, so a cross build, which cannot run it,
# installs none. script/package makes packages of it.
include(GNUInstallDirs)
set(doc ${CMAKE_INSTALL_DATAROOTDIR}/doc/schannel-doctor)

install(TARGETS schannel-doctor RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${doc})
install(FILES ${PROJECT_SOURCE_DIR}/cmake/debian/copyright DESTINATION ${doc})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${doc})
install(FILES ${PROJECT_SOURCE_DIR}/samples/README.md DESTINATION ${doc}/examples)
foreach(sample incident-1 healthy beside)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/samples/${sample} DESTINATION ${doc}/examples)
endforeach()

if(NOT CMAKE_CROSSCOMPILING)
  set(printed ${PROJECT_BINARY_DIR}/printed)
  set(printed_files ${printed}/schannel-doctor.1.gz ${printed}/bash ${printed}/zsh ${printed}/fish)
  add_custom_command(OUTPUT ${printed_files}
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:schannel-doctor> -DOUT=${printed} -P ${PROJECT_SOURCE_DIR}/cmake/print_texts.cmake
    DEPENDS schannel-doctor ${PROJECT_SOURCE_DIR}/cmake/print_texts.cmake COMMENT "Printing the manual page and completions" VERBATIM)
  add_custom_target(printed_texts ALL DEPENDS ${printed_files})
  install(FILES ${printed}/schannel-doctor.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${printed}/bash DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/bash-completion/completions RENAME schannel-doctor)
  install(FILES ${printed}/zsh DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/zsh/vendor-completions RENAME _schannel-doctor)
  install(FILES ${printed}/fish DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/fish/vendor_completions.d RENAME schannel-doctor.fish)
endif()

# The same program without any shared library, for the archive that is unpacked on any Linux: cmake --build BUILD --target
# schannel-doctor-static. OpenSSL could load modules and look up hosts, which needs shared libraries; nothing here asks it to. As -static-pie,
# because with -static the first exception sorts the unwinding tables of the whole program, which takes longer than all else at its start.
if(NOT WIN32 AND NOT DOCTOR_SANITIZE)
  set(static_libraries "")
  foreach(name re2 yaml-cpp deflate crypto pugixml)
    find_library(DOCTOR_STATIC_${name} lib${name}.a)
    mark_as_advanced(DOCTOR_STATIC_${name})
    if(NOT DOCTOR_STATIC_${name})
      message(STATUS "No lib${name}.a: the program without shared libraries cannot be built")
      return()
    endif()
    list(APPEND static_libraries ${DOCTOR_STATIC_${name}})
  endforeach()
  # By their files: as targets they would bring the shared libraries along.
  set(own_libraries "")
  foreach(folder IN LISTS DOCTOR_FOLDERS ITEMS documents)
    list(APPEND own_libraries $<TARGET_FILE:doctor_${folder}>)
  endforeach()
  add_executable(schannel-doctor-static EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/analyzer/app/main.cpp ${PROJECT_SOURCE_DIR}/cmake/fmt_static.cpp)
  add_dependencies(schannel-doctor-static schannel-doctor)
  target_include_directories(schannel-doctor-static PRIVATE ${PROJECT_SOURCE_DIR}/analyzer)
  target_compile_definitions(schannel-doctor-static PRIVATE DOCTOR_VERSION="${PROJECT_VERSION}")
  target_link_options(schannel-doctor-static PRIVATE -static-pie)
  target_link_libraries(schannel-doctor-static PRIVATE -Wl,--start-group ${own_libraries} ${static_libraries} -Wl,--end-group)
  set_target_properties(schannel-doctor-static PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR} LINK_DEPENDS "${own_libraries}")
endif()
