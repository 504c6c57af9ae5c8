# cmake -DSOURCE=FOLDER -DOUT=FILE.cpp -P commit.cmake : writes which commit of the source is being built, and of which day it is, for
# --version. Runs in every build, so that it cannot go stale, and touches the file only when that changed. Without git, or outside a
# checkout, both are what -DCOMMIT= and -DDATE= say, else unknown.
cmake_minimum_required(VERSION 3.25)

function(git out)
  execute_process(COMMAND git -C ${SOURCE} ${ARGN} OUTPUT_VARIABLE text RESULT_VARIABLE failed ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(failed)
    set(text "")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

if("${COMMIT}" STREQUAL "")
  git(top rev-parse --show-toplevel)
  file(REAL_PATH "${SOURCE}" source)
  if(top STREQUAL source)  # not a checkout of something else around a copy of ours
    git(COMMIT rev-parse --short=12 HEAD)
    git(DATE log -1 --format=%cs)
    git(changes status --porcelain --untracked-files=no)
    if(NOT changes STREQUAL "")
      string(APPEND COMMIT " with changes")
    endif()
  endif()
endif()
if("${COMMIT}" STREQUAL "")
  set(COMMIT unknown)
endif()

file(CONFIGURE OUTPUT "${OUT}" @ONLY CONTENT [[
#include "app/version.h"

namespace doctor {

std::string_view commit() {
  return "@COMMIT@";
}

std::string_view commit_date() {
  return "@DATE@";
}

}  // namespace doctor
]])
