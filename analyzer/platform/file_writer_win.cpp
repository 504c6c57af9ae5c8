#include <algorithm>
#include <string>

#include "platform/file.h"
#include "platform/file_writer.h"
#include "platform/windows_api.h"

namespace doctor {

namespace fs = std::filesystem;

struct FileWriter::State {
  fs::path path;
  std::wstring name, temporary;  ///< temporary: empty if `path` itself is written to
  windows::Handle handle;

  ~State() {
    handle.close();
    if (!temporary.empty()) ::DeleteFileW(temporary.c_str());
  }
  Error failed(const char* what, DWORD code) const {
    return {Errc::io, std::string(what) + " '" + path_text(path) + "': " + windows::failure(code).what};
  }
};

FileWriter::FileWriter(FileWriter&&) noexcept = default;
FileWriter& FileWriter::operator=(FileWriter&&) noexcept = default;
FileWriter::~FileWriter() = default;

namespace {

// NUL, CON and \\.\pipe\...: what such names stand for shows in the full path.
bool is_device(const std::wstring& name) {
  wchar_t full[MAX_PATH];
  const DWORD length = ::GetFullPathNameW(name.c_str(), MAX_PATH, full, nullptr);
  return length > 0 && length < MAX_PATH && std::wstring_view(full, length).starts_with(L"\\\\.\\");
}

// A scanner or an indexer opens every new file for a moment, and a file that is open cannot get another's name.
bool rename_over(const std::wstring& from, const std::wstring& to) {
  constexpr int kTries = 20;
  constexpr DWORD kPause_ms = 50;
  for (int i = 0;; ++i) {
    if (::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0) return true;
    const DWORD code = ::GetLastError();
    const bool may_pass = code == ERROR_ACCESS_DENIED || code == ERROR_SHARING_VIOLATION;
    if (!may_pass || i == kTries) return false;
    ::Sleep(kPause_ms);
  }
}

}  // namespace

Result<FileWriter> FileWriter::create(const fs::path& path) {
  constexpr int kMostTries = 1000;  // names that other runs left behind or are using
  FileWriter writer;
  writer.state_ = std::make_unique<State>();
  State& s = *writer.state_;
  s.path = path;
  s.name = windows::system_path(path);
  DWORD code = ERROR_SUCCESS;
  const auto open = [&](const std::wstring& name, DWORD how) {
    s.handle = windows::Handle(
        ::CreateFileW(name.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr));
    code = s.handle ? ERROR_SUCCESS : ::GetLastError();
  };
  const DWORD attributes = ::GetFileAttributesW(s.name.c_str());
  if (is_device(s.name)) {
    open(s.name, OPEN_EXISTING);
  } else if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    return Error{Errc::io, "cannot write '" + path_text(path) + "': is a folder"};
  } else {
    for (int i = 0; i < kMostTries && !s.handle; ++i) {
      std::wstring temporary = s.name + L".tmp" + std::to_wstring(i);
      open(temporary, CREATE_NEW);
      if (s.handle) s.temporary = std::move(temporary);
      if (!s.handle && code != ERROR_FILE_EXISTS) break;
    }
  }
  if (s.handle) return writer;
  if (windows::failure(code).code == Errc::not_found || code == ERROR_ACCESS_DENIED) {
    return Error{Errc::io, "cannot write '" + path_text(path) + "': no such folder, or no right to write there"};
  }
  return s.failed("cannot write", code);
}

Result<Done> FileWriter::write(std::string_view bytes) {
  constexpr std::size_t kMostAtOnce = 64u << 20;
  while (!bytes.empty()) {
    DWORD n = 0;
    const auto size = static_cast<DWORD>(std::min(bytes.size(), kMostAtOnce));
    if (::WriteFile(state_->handle.get(), bytes.data(), size, &n, nullptr) == 0) {
      return state_->failed("cannot write", ::GetLastError());
    }
    bytes.remove_prefix(n);
  }
  return Done{};
}

Result<Done> FileWriter::overwrite(std::uint64_t offset, std::string_view bytes) {
  State& s = *state_;
  if (s.temporary.empty()) {
    return Error{Errc::unsupported, "cannot write '" + path_text(s.path) + "': it is no file on a disk"};
  }
  const auto go_to = [&](std::uint64_t place, DWORD from) {
    LARGE_INTEGER distance{};
    distance.QuadPart = static_cast<LONGLONG>(place);
    return ::SetFilePointerEx(s.handle.get(), distance, nullptr, from) != 0;
  };
  if (!go_to(offset, FILE_BEGIN)) return s.failed("cannot write", ::GetLastError());
  const auto written = write(bytes);
  if (!go_to(0, FILE_END)) return s.failed("cannot write", ::GetLastError());
  return written;
}

// Always durable: the file system writes the name down before the content otherwise, and a power cut leaves a file of zeros.
Result<Done> FileWriter::commit() {
  State& s = *state_;
  if (!s.temporary.empty() && ::FlushFileBuffers(s.handle.get()) == 0) return s.failed("cannot write", ::GetLastError());
  if (!s.handle.close()) return s.failed("cannot write", ::GetLastError());
  if (s.temporary.empty()) return Done{};
  if (!rename_over(s.temporary, s.name)) return s.failed("cannot rename to", ::GetLastError());
  s.temporary.clear();
  return Done{};
}

Result<Done> FileWriter::commit_durably() {
  return commit();
}

}  // namespace doctor
