#include "platform/folder.h"
#include "platform/windows_api.h"

namespace doctor {

bool is_folder(const std::filesystem::path& path) {
  const DWORD attributes = ::GetFileAttributesW(windows::system_path(path).c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

Result<Done> list_folder(const std::filesystem::path& folder, std::vector<FolderEntry>& out) {
  WIN32_FIND_DATAW found{};
  const std::wstring pattern = windows::system_path(folder / L"*");
  const HANDLE search =
      ::FindFirstFileExW(pattern.c_str(), FindExInfoBasic, &found, FindExSearchNameMatch, nullptr, FIND_FIRST_EX_LARGE_FETCH);
  if (search == INVALID_HANDLE_VALUE) {
    const DWORD code = ::GetLastError();
    if (code == ERROR_FILE_NOT_FOUND) return Done{};  // the root of an empty drive has not even "."
    return windows::failure(code);
  }
  do {
    const std::wstring_view name = found.cFileName;
    if (name == L"." || name == L"..") continue;
    // Links, junctions and mount points carry a tag that stands for another name; other reparse points (deduplicated or offline
    // files) are what they look like.
    const bool reparse = (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
    const bool link = reparse && IsReparseTagNameSurrogate(found.dwReserved0);
    out.push_back({name, (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0, link});
  } while (::FindNextFileW(search, &found) != 0);
  const DWORD code = ::GetLastError();
  ::FindClose(search);
  if (code != ERROR_NO_MORE_FILES) return windows::failure(code);
  return Done{};
}

}  // namespace doctor
