# Our own targets only: third-party headers are SYSTEM through their imported targets.

add_library(doctor_options INTERFACE)
if(MSVC)
  target_compile_options(doctor_options INTERFACE /W4 /permissive- /utf-8 $<$<BOOL:${DOCTOR_WERROR}>:/WX>)
else()
  target_compile_options(doctor_options INTERFACE -Wall -Wextra -Wconversion -Wshadow $<$<BOOL:${DOCTOR_WERROR}>:-Werror>)
  if(DOCTOR_SANITIZE)
    target_compile_options(doctor_options INTERFACE -fsanitize=${DOCTOR_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(doctor_options INTERFACE -fsanitize=${DOCTOR_SANITIZE})
  endif()
  if(DOCTOR_FUZZ)
    target_compile_options(doctor_options INTERFACE -fsanitize=fuzzer-no-link)
  endif()
endif()

# doctor_folder(NAME source... [LINK target...]): the library of one folder of analyzer/.
function(doctor_folder name)
  cmake_parse_arguments(arg "" "" "LINK" ${ARGN})
  add_library(doctor_${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(doctor_${name} PUBLIC ${PROJECT_SOURCE_DIR}/analyzer)
  target_link_libraries(doctor_${name} PUBLIC doctor_options ${arg_LINK})
endfunction()
