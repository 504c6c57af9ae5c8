#include "platform/command_line.h"

// Behind windows.h, which shellapi.h needs.
#include "platform/windows_api.h"
//
#include <shellapi.h>

#include <algorithm>

#include "platform/file.h"
#include "platform/folder.h"

namespace doctor {

namespace {

// The names that a pattern such as C:\logs\*.evtx fits, as it was written up to the last part; the pattern itself if there are none.
void add_expanded(const std::wstring& argument, std::vector<std::string>& out) {
  const std::size_t last = argument.find_last_of(L"/\\:");
  const std::size_t name_at = last == std::wstring::npos ? 0 : last + 1;
  const bool pattern = argument.find(L'*', name_at) != std::wstring::npos && !argument.starts_with(L'-');
  std::vector<std::string> names;
  WIN32_FIND_DATAW found{};
  const HANDLE search = !pattern ? INVALID_HANDLE_VALUE
                                 : ::FindFirstFileExW(windows::system_path(argument).c_str(), FindExInfoBasic, &found,
                                                      FindExSearchNameMatch, nullptr, 0);
  if (search != INVALID_HANDLE_VALUE) {
    do {
      const std::wstring_view name = found.cFileName;
      if (name == L"." || name == L"..") continue;
      names.push_back(windows::to_utf8(argument.substr(0, name_at).append(name)));
    } while (::FindNextFileW(search, &found) != 0);
    ::FindClose(search);
  }
  if (names.empty()) names.push_back(windows::to_utf8(argument));
  std::sort(names.begin(), names.end());
  out.insert(out.end(), std::make_move_iterator(names.begin()), std::make_move_iterator(names.end()));
}

}  // namespace

std::vector<std::string> command_line(int argc, char** argv) {
  int count = 0;
  wchar_t** const wide = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  if (wide == nullptr) return {argv + (argc > 0 ? 1 : 0), argv + argc};
  std::vector<std::string> out;
  for (int i = 1; i < count; ++i) add_expanded(wide[i], out);
  ::LocalFree(wide);
  return out;
}

}  // namespace doctor
