#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/file.h"

namespace doctor {

struct File::Handle {
  int fd = -1;
  ~Handle() {
    if (fd >= 0) ::close(fd);
  }
};

File::File(File&&) noexcept = default;
File& File::operator=(File&&) noexcept = default;
File::~File() = default;

namespace {

Error failure(int code) {
  switch (code) {
    case ENOENT:
      return {Errc::not_found, "no such file or folder"};
    case EACCES:
    case EPERM:
      return {Errc::io, "access denied"};
    default:
      return {Errc::io, std::strerror(code)};
  }
}

}  // namespace

Result<File> File::open(const std::filesystem::path& path) {
  File file;
  file.handle_ = std::make_unique<Handle>();
  // O_NONBLOCK: opening a named pipe must not wait for a writer; it is refused below.
  file.handle_->fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file.handle_->fd < 0) return failure(errno);
  struct stat info {};
  if (::fstat(file.handle_->fd, &info) != 0) return failure(errno);
  if (S_ISDIR(info.st_mode)) return Error{Errc::bad_argument, "is a folder"};
  if (!S_ISREG(info.st_mode)) return Error{Errc::unsupported, "not a regular file"};
  file.size_ = static_cast<std::uint64_t>(info.st_size);
  file.identity_ = std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
  return file;
}

Result<std::size_t> File::read_at(std::uint64_t offset, std::span<std::byte> buffer) const {
  std::size_t done = 0;
  while (done < buffer.size()) {
    const ssize_t n =
        ::pread(handle_->fd, buffer.data() + done, buffer.size() - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failure(errno);
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

}  // namespace doctor
