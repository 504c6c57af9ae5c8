#include <system_error>

#include "platform/folder.h"

namespace doctor {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

Result<Done> list_folder(const fs::path& folder, std::vector<FolderEntry>& out) {
  std::error_code error;
  fs::directory_iterator it(folder, error), end;
  for (; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    out.push_back({it->path().filename(), it->is_directory(ignored), it->is_symlink(ignored)});
  }
  if (!error) return Done{};
  return Error{Errc::io, error == std::errc::permission_denied ? "access denied" : error.message()};
}

}  // namespace doctor
