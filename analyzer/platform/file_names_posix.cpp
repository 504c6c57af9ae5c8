#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "platform/file.h"
#include "platform/file_names.h"

namespace doctor {

namespace {

Error failed(const char* what, const std::filesystem::path& path, int code) {
  return {Errc::io, std::string(what) + " '" + path_text(path) + "': " + std::strerror(code)};
}

}  // namespace

Result<bool> rename_to_free(const std::filesystem::path& from, const std::filesystem::path& to) {
  struct stat info {};
  if (::lstat(to.c_str(), &info) == 0) return false;
  if (errno != ENOENT) return failed("cannot rename to", to, errno);
  if (::rename(from.c_str(), to.c_str()) != 0) return failed("cannot rename to", to, errno);
  return true;
}

Result<bool> remove_file(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) == 0) return true;
  if (errno == ENOENT) return false;
  return failed("cannot remove", path, errno);
}

}  // namespace doctor
