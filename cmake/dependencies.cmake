# Third-party libraries, from the system only: never vendored, never downloaded. Each is linked by the one folder that uses it.

function(doctor_missing what package)
  message(FATAL_ERROR "${what} is missing. On Debian or Ubuntu: apt-get install ${package} (or run script/bootstrap)")
endfunction()

find_package(Threads REQUIRED)

find_package(fmt QUIET)
if(NOT fmt_FOUND)
  doctor_missing("fmt" libfmt-dev)
endif()

find_path(LIBDEFLATE_INCLUDE_DIR libdeflate.h)
find_library(LIBDEFLATE_LIBRARY deflate)
if(NOT LIBDEFLATE_INCLUDE_DIR OR NOT LIBDEFLATE_LIBRARY)
  doctor_missing("libdeflate" libdeflate-dev)
endif()
add_library(libdeflate::libdeflate UNKNOWN IMPORTED)
set_target_properties(libdeflate::libdeflate PROPERTIES IMPORTED_LOCATION "${LIBDEFLATE_LIBRARY}"
                      INTERFACE_INCLUDE_DIRECTORIES "${LIBDEFLATE_INCLUDE_DIR}")

# Two thirds of the relocations at the program's start are of libcrypto, of which certificates need little: with it linked in, a scan of
# nothing takes 10.4 ms where it took 12.4 (median of 60 in turn, both on a busy machine). A package of a
# distribution says OFF, so that the distribution's security updates reach the program.
option(DOCTOR_STATIC_CRYPTO "Link libcrypto into the program" ON)
if(DOCTOR_STATIC_CRYPTO AND NOT WIN32)
  find_library(DOCTOR_STATIC_crypto libcrypto.a)
  mark_as_advanced(DOCTOR_STATIC_crypto)
  if(DOCTOR_STATIC_crypto)
    set(OPENSSL_USE_STATIC_LIBS TRUE)
  endif()
endif()
find_package(OpenSSL QUIET COMPONENTS Crypto)
if(NOT OPENSSL_FOUND)
  doctor_missing("OpenSSL" libssl-dev)
endif()

find_package(pugixml QUIET)
if(NOT pugixml_FOUND)
  doctor_missing("pugixml" libpugixml-dev)
endif()

find_package(yaml-cpp QUIET)
if(NOT yaml-cpp_FOUND)
  doctor_missing("yaml-cpp" libyaml-cpp-dev)
endif()
if(NOT TARGET yaml-cpp::yaml-cpp)  # 0.7 exports it without a namespace
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

find_package(CLI11 QUIET)
if(NOT CLI11_FOUND)
  doctor_missing("CLI11" libcli11-dev)
endif()

find_package(re2 QUIET)
if(NOT re2_FOUND)  # Debian 12 ships pkg-config only
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(RE2 QUIET IMPORTED_TARGET GLOBAL re2)
  endif()
  if(NOT RE2_FOUND)
    doctor_missing("RE2" libre2-dev)
  endif()
  add_library(re2::re2 ALIAS PkgConfig::RE2)
endif()

# Two that do not say their version in a header: as the package manager knows it, unless the build is told.
function(doctor_version variable package)
  set(${variable} "" CACHE STRING "Version of the library that ${package} has, for --version")
  if(${variable} STREQUAL "")
    execute_process(COMMAND dpkg-query -W -f \${source:Version} ${package} OUTPUT_VARIABLE version ERROR_QUIET RESULT_VARIABLE failed)
    if(failed)
      set(version "of unknown version")
    endif()
    set(${variable} "${version}" PARENT_SCOPE)
  endif()
endfunction()
doctor_version(DOCTOR_RE2_VERSION libre2-dev)
doctor_version(DOCTOR_YAML_CPP_VERSION libyaml-cpp-dev)

if(DOCTOR_TESTS)
  find_package(doctest QUIET)
  if(NOT doctest_FOUND)
    doctor_missing("doctest" doctest-dev)
  endif()
endif()
