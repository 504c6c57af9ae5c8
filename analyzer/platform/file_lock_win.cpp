#include <string>
#include <utility>

#include "platform/file.h"
#include "platform/file_lock.h"
#include "platform/windows_api.h"

namespace doctor {

struct FileLock::Handle {
  windows::Handle file;
};

FileLock::FileLock(FileLock&&) noexcept = default;
FileLock& FileLock::operator=(FileLock&&) noexcept = default;
FileLock::~FileLock() = default;

Result<std::optional<FileLock>> FileLock::acquire(const std::filesystem::path& path) {
  const auto failed = [&](DWORD code) {
    const bool no_way = windows::failure(code).code == Errc::not_found || code == ERROR_ACCESS_DENIED;
    const std::string why = no_way ? "no such folder, or no right to write there" : windows::failure(code).what;
    return Error{Errc::io, "cannot lock '" + path_text(path) + "': " + why};
  };
  FileLock lock;
  lock.handle_ = std::make_unique<Handle>();
  // Everybody may open it, so that "held" and "no right" can be told apart: who holds it is a matter of the lock alone. The handle is not
  // inherited: a program that we start must not keep the lock when we are gone.
  windows::Handle& file = lock.handle_->file;
  file = windows::Handle(::CreateFileW(windows::system_path(path).c_str(), GENERIC_READ | GENERIC_WRITE,
                                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_ALWAYS,
                                       FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file) return failed(::GetLastError());
  if (::GetFileType(file.get()) != FILE_TYPE_DISK) {
    return Error{Errc::io, "cannot lock '" + path_text(path) + "': not a regular file"};
  }
  OVERLAPPED first_byte{};  // which need not exist
  if (::LockFileEx(file.get(), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &first_byte) == 0) {
    const DWORD code = ::GetLastError();
    if (code == ERROR_LOCK_VIOLATION || code == ERROR_IO_PENDING) return std::optional<FileLock>();
    return failed(code);
  }
  return std::optional<FileLock>(std::move(lock));
}

}  // namespace doctor
