# cmake -DPROGRAM=FILE -DOUT=FOLDER -P print_texts.cmake : what the program says of itself, as files to be installed.
cmake_minimum_required(VERSION 3.25)

# The text goes into a file by way of a string: a program that fails must not leave half a file that looks new.
function(print file)
  execute_process(COMMAND ${PROGRAM} ${ARGN} OUTPUT_VARIABLE text RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "${PROGRAM} ${ARGN}: ${failed}")
  endif()
  file(WRITE ${OUT}/${file} "${text}")
endfunction()

print(schannel-doctor.1 man)
foreach(shell bash zsh fish)
  print(${shell} completion ${shell})
endforeach()
# -n: neither name nor time, which would differ from build to build.
execute_process(COMMAND gzip -9nf ${OUT}/schannel-doctor.1 COMMAND_ERROR_IS_FATAL ANY)
