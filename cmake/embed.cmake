# cmake -DROOT=<dir> -DOUT=<file.cpp> -P embed.cmake : every .yml under ROOT as one sorted table.
# A CMake script and no helper program, so that cross-compiling needs nothing built for the host.
file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/*.yml")
list(SORT files)
set(table "")
set(n 0)
file(WRITE "${OUT}.tmp" "#include \"data/embedded.h\"\nnamespace doctor {\nnamespace {\n")
foreach(f IN LISTS files)
  file(READ "${ROOT}/${f}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  file(APPEND "${OUT}.tmp" "constexpr unsigned char f${n}[] = {${bytes}0};\n")
  string(APPEND table "  {\"${f}\", f${n}, sizeof f${n} - 1},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(APPEND "${OUT}.tmp" "}  // namespace\nconst EmbeddedFile kEmbedded[] = {\n${table}  {nullptr, nullptr, 0}};\n"
                         "const std::size_t kEmbeddedCount = ${n};\n}  // namespace doctor\n")
file(RENAME "${OUT}.tmp" "${OUT}")
