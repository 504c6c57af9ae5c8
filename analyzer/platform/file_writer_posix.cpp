#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "platform/console.h"
#include "platform/file.h"
#include "platform/file_writer.h"

namespace doctor {

namespace fs = std::filesystem;

struct FileWriter::State {
  fs::path path, temporary;  ///< temporary: empty if `path` itself is written to
  int fd = -1;

  void close() {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }
  ~State() {
    close();
    if (!temporary.empty()) ::unlink(temporary.c_str());
  }
  Error failed(const char* what, int code) const {
    return {Errc::io, std::string(what) + " '" + path_text(path) + "': " + std::strerror(code)};
  }
};

FileWriter::FileWriter(FileWriter&&) noexcept = default;
FileWriter& FileWriter::operator=(FileWriter&&) noexcept = default;
FileWriter::~FileWriter() = default;

namespace {

// What is no file on a disk (a pipe) and some network drives know no flushing: nothing is wrong with what was written.
bool flush(int fd) {
  for (;;) {
    if (::fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS || errno == EROFS) return true;
    if (errno != EINTR) return false;
  }
}

// The names of a folder are on the disk once the folder is flushed. One that may be written to but not read cannot be: then the name
// comes when the system thinks fit, and until then there is the old file.
bool flush_folder_of(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return errno == EACCES;
  const bool done = flush(fd);
  const int code = errno;
  ::close(fd);
  errno = code;
  return done;
}

bool is_something_else(const fs::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
}

}  // namespace

Result<FileWriter> FileWriter::create(const fs::path& path) {
  constexpr int kMostTries = 1000;  // names that other runs left behind or are using
  FileWriter writer;
  writer.state_ = std::make_unique<State>();
  State& s = *writer.state_;
  s.path = path;
  if (is_something_else(path)) {
    s.fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    for (int i = 0; i < kMostTries && s.fd < 0; ++i) {
      fs::path temporary = path;
      temporary += ".tmp" + std::to_string(i);
      s.fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (s.fd >= 0) s.temporary = std::move(temporary);
      if (s.fd < 0 && errno != EEXIST) break;
    }
  }
  if (s.fd >= 0) return writer;
  if (errno == ENOENT || errno == EACCES) {
    return Error{Errc::io, "cannot write '" + path_text(path) + "': no such folder, or no right to write there"};
  }
  if (errno == ENOTDIR) {
    return Error{Errc::io, "cannot write '" + path_text(path) + "': '" + path_text(path.parent_path()) + "' is no folder"};
  }
  return s.failed("cannot write", errno);
}

Result<Done> FileWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(state_->fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR && !interrupt_requested()) continue;
    if (n < 0) return state_->failed("cannot write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(n));
    if (!bytes.empty() && interrupt_requested()) return state_->failed("cannot write", EINTR);  // nobody reads the pipe
  }
  return Done{};
}

Result<Done> FileWriter::overwrite(std::uint64_t offset, std::string_view bytes) {
  if (state_->temporary.empty()) {
    return Error{Errc::unsupported, "cannot write '" + path_text(state_->path) + "': it is no file on a disk"};
  }
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(state_->fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR && !interrupt_requested()) continue;
    if (n < 0) return state_->failed("cannot write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
  return Done{};
}

Result<Done> FileWriter::commit() {
  State& s = *state_;
  const int fd = std::exchange(s.fd, -1);
  if (::close(fd) != 0) return s.failed("cannot write", errno);  // a network drive may say only now that it is full
  if (s.temporary.empty()) return Done{};
  if (::rename(s.temporary.c_str(), s.path.c_str()) != 0) return s.failed("cannot rename to", errno);
  s.temporary.clear();
  return Done{};
}

Result<Done> FileWriter::commit_durably() {
  State& s = *state_;
  if (!flush(s.fd)) return s.failed("cannot write", errno);
  const bool renames = !s.temporary.empty();
  if (const auto done = commit(); !done) return done;
  if (renames && !flush_folder_of(s.path)) return s.failed("cannot flush the folder of", errno);
  return Done{};
}

}  // namespace doctor
