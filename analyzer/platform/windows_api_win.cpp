#include <utility>

#include "platform/windows_api.h"

namespace doctor::windows {

std::wstring to_wide(std::string_view utf8) {
  const int bytes = static_cast<int>(utf8.size());
  std::wstring wide(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), bytes, nullptr, 0)), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), bytes, wide.data(), static_cast<int>(wide.size()));
  return wide;
}

std::string to_utf8(std::wstring_view wide) {
  const int units = static_cast<int>(wide.size());
  std::string utf8(
      static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, wide.data(), units, nullptr, 0, nullptr, nullptr)), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), units, utf8.data(), static_cast<int>(utf8.size()), nullptr, nullptr);
  return utf8;
}

std::wstring system_path(const std::filesystem::path& path) {
  // MAX_PATH is 260 with the zero behind it; a folder must leave room for a name of 12, and a file written gets an ending meanwhile.
  constexpr std::size_t kShort = 230;
  std::wstring given = path.native();
  if (given.empty() || given.starts_with(L"\\\\?\\") || given.starts_with(L"\\\\.\\")) return given;
  const DWORD needed = ::GetFullPathNameW(given.c_str(), 0, nullptr, nullptr);
  if (needed <= kShort) return given;
  std::wstring full(needed, L'\0');
  full.resize(::GetFullPathNameW(given.c_str(), needed, full.data(), nullptr));
  if (full.starts_with(L"\\\\.\\") || full.starts_with(L"\\\\?\\")) return full;
  if (full.starts_with(L"\\\\")) return L"\\\\?\\UNC\\" + full.substr(2);
  return L"\\\\?\\" + full;
}

std::string message_of(DWORD code) {
  wchar_t text[512];
  const auto ask = [&](DWORD language) {
    return ::FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, code, language, text,
                            static_cast<DWORD>(std::size(text)), nullptr);
  };
  DWORD length = ask(MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US));
  if (length == 0) length = ask(0);
  std::wstring_view words(text, length);
  while (!words.empty() && (words.back() <= L' ' || words.back() == L'.')) words.remove_suffix(1);
  if (words.empty()) return "Windows error " + std::to_string(code);
  std::string utf8 = to_utf8(words);
  for (char& c : utf8) {
    if (c == '\r' || c == '\n') c = ' ';
  }
  return utf8;
}

Error failure(DWORD code) {
  switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
    case ERROR_BAD_PATHNAME:
      return {Errc::not_found, "no such file or folder"};
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD:
      return {Errc::io, "access denied"};
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
      return {Errc::io, "in use by a program that lets nobody else read it"};
    default:
      return {Errc::io, message_of(code)};
  }
}

Handle& Handle::operator=(Handle&& other) noexcept {
  if (this != &other) {
    close();
    handle_ = other.release();
  }
  return *this;
}

HANDLE Handle::release() {
  return std::exchange(handle_, INVALID_HANDLE_VALUE);
}

bool Handle::close() {
  const HANDLE handle = release();
  return handle == INVALID_HANDLE_VALUE || ::CloseHandle(handle) != 0;
}

}  // namespace doctor::windows
