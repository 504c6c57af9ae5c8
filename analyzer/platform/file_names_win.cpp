#include <string>

#include "platform/file.h"
#include "platform/file_names.h"
#include "platform/windows_api.h"

namespace doctor {

namespace {

Error failed(const char* what, const std::filesystem::path& path, DWORD code) {
  return {Errc::io, std::string(what) + " '" + path_text(path) + "': " + windows::failure(code).what};
}

}  // namespace

Result<bool> rename_to_free(const std::filesystem::path& from, const std::filesystem::path& to) {
  // Without MOVEFILE_REPLACE_EXISTING, the system itself looks whether the name is free.
  if (::MoveFileExW(windows::system_path(from).c_str(), windows::system_path(to).c_str(), MOVEFILE_WRITE_THROUGH) != 0) {
    return true;
  }
  const DWORD code = ::GetLastError();
  if (code == ERROR_ALREADY_EXISTS || code == ERROR_FILE_EXISTS) return false;
  return failed("cannot rename to", to, code);
}

Result<bool> remove_file(const std::filesystem::path& path) {
  if (::DeleteFileW(windows::system_path(path).c_str()) != 0) return true;
  const DWORD code = ::GetLastError();
  if (code == ERROR_FILE_NOT_FOUND) return false;
  return failed("cannot remove", path, code);
}

}  // namespace doctor
