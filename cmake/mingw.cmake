# Toolchain: Windows, x86-64, from Debian's MinGW (POSIX threads), everything in one .exe. script/build-windows uses it; by hand:
#   cmake --preset mingw -DDOCTOR_PREFIX=FOLDER     the folder holds the libraries, built with this toolchain
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

set(DOCTOR_MINGW x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${DOCTOR_MINGW}-gcc-posix)
set(CMAKE_CXX_COMPILER ${DOCTOR_MINGW}-g++-posix)
set(CMAKE_RC_COMPILER ${DOCTOR_MINGW}-windres)

# Windows Server 2012 and later: the newest interface of Windows that is used without asking whether it is there.
set(CMAKE_C_FLAGS_INIT "-D_WIN32_WINNT=0x0602")
set(CMAKE_CXX_FLAGS_INIT "-D_WIN32_WINNT=0x0602")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -static-libgcc -static-libstdc++")
set(BUILD_SHARED_LIBS OFF)
set(OPENSSL_USE_STATIC_LIBS ON)

set(DOCTOR_PREFIX "" CACHE PATH "Libraries built for Windows")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES DOCTOR_PREFIX)
set(CMAKE_FIND_ROOT_PATH ${DOCTOR_PREFIX} /usr/${DOCTOR_MINGW})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(PKG_CONFIG_EXECUTABLE "" CACHE FILEPATH "" FORCE)  # it would answer for this machine
