#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "platform/file.h"
#include "platform/file_lock.h"

namespace doctor {

// flock() and not fcntl(): it belongs to the open file and not to the process, so that two locks in one process keep each other out, and
// closing another descriptor of the same file does not give it back.
struct FileLock::Handle {
  int fd = -1;
  ~Handle() {
    if (fd >= 0) ::close(fd);
  }
};

FileLock::FileLock(FileLock&&) noexcept = default;
FileLock& FileLock::operator=(FileLock&&) noexcept = default;
FileLock::~FileLock() = default;

Result<std::optional<FileLock>> FileLock::acquire(const std::filesystem::path& path) {
  const auto failed = [&](const char* why) {
    return Error{Errc::io, "cannot lock '" + path_text(path) + "': " + why};
  };
  FileLock lock;
  lock.handle_ = std::make_unique<Handle>();
  // For writing: network drives want it so. O_CLOEXEC: a program that we start must not keep the lock when we are gone. O_NONBLOCK: a
  // named pipe must not make us wait; it is refused below.
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);
  if (fd < 0) {
    const bool no_way = errno == ENOENT || errno == ENOTDIR || errno == EACCES;
    return failed(no_way ? "no such folder, or no right to write there" : std::strerror(errno));
  }
  lock.handle_->fd = fd;
  struct stat info {};
  if (::fstat(fd, &info) != 0) return failed(std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return failed("not a regular file");
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return std::optional<FileLock>();
    if (errno != EINTR) return failed(std::strerror(errno));
  }
  return std::optional<FileLock>(std::move(lock));
}

}  // namespace doctor
