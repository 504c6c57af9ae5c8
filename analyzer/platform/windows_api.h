#pragma once
// Private to the *_win.cpp files of this folder: what they have in common.
#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace doctor::windows {

/// UTF-8 and UTF-16; what is no text in its encoding becomes U+FFFD.
std::wstring to_wide(std::string_view utf8);
std::string to_utf8(std::wstring_view wide);

/// The path in the form in which Windows takes it at any length: as it is if it is short, else \\?\ and absolute. The manifest's
/// longPathAware does the same from Windows Server 2016 on, and only where an administrator allowed it.
std::wstring system_path(const std::filesystem::path& path);

/// What the system says about an error, in English where it can, on one line and without a full stop.
std::string message_of(DWORD code);
/// The same as an Error, in the words that are the same on every system where there are some ("access denied").
Error failure(DWORD code);

/// Owns a handle of CreateFileW.
class Handle {
 public:
  Handle() = default;
  explicit Handle(HANDLE handle) : handle_(handle) {}
  Handle(Handle&& other) noexcept : handle_(other.release()) {}
  Handle& operator=(Handle&& other) noexcept;
  ~Handle() { close(); }

  explicit operator bool() const { return handle_ != INVALID_HANDLE_VALUE; }
  HANDLE get() const { return handle_; }
  HANDLE release();
  bool close();

 private:
  HANDLE handle_ = INVALID_HANDLE_VALUE;
};

}  // namespace doctor::windows
