// syslog(3) writes to /dev/log alone and tells nobody whether it could; this says the same to any socket and reports.
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include "base/text.h"
#include "platform/system_log.h"

namespace doctor {

namespace {

constexpr time_t kPatience = 5;  // seconds: a log that takes nothing must not hold a scheduled run up for good

/// "Nov 29 14:30:00", English whatever the locale.
std::string time_now() {
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char rest[32];
  if (std::strftime(rest, sizeof rest, " %e %H:%M:%S", &local) == 0) return {};
  return kMonths[local.tm_mon] + std::string(rest);
}

}  // namespace

struct SystemLog::Connection {
  int fd = -1;
  bool stream = false;

  ~Connection() { close(); }
  void close() {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }

  bool open(const std::string& path, int type) {
    close();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
      errno = ENAMETOOLONG;
      return false;
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    fd = ::socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    if (fd < 0) return false;
    const timeval patience{kPatience, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    stream = type == SOCK_STREAM;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return true;
    const int code = errno;
    close();
    errno = code;
    return false;
  }

  /// As syslog(3) does it: datagrams, and a stream (texts end with a zero byte) where the socket is one.
  bool open(const std::string& path) {
    return open(path, SOCK_DGRAM) || (errno == EPROTOTYPE && open(path, SOCK_STREAM));
  }

  bool send(std::string line) {
    if (stream) line += '\0';
    for (std::string_view rest = line; !rest.empty();) {
      const ssize_t n = ::send(fd, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return false;
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
};

SystemLog::SystemLog(std::string target) : target_(target.empty() ? "/dev/log" : std::move(target)) {}
SystemLog::SystemLog(SystemLog&&) noexcept = default;
SystemLog& SystemLog::operator=(SystemLog&&) noexcept = default;
SystemLog::~SystemLog() = default;

Result<Done> SystemLog::write(const LogEntry& entry) {
  const std::string line = syslog_line(entry, time_now(), static_cast<std::uint64_t>(::getpid()));
  // A daemon that was started anew since the last line has another socket under the same name: one more try.
  for (int tries = 0; tries < 2; ++tries) {
    if (!connection_) connection_ = std::make_unique<Connection>();
    if (connection_->fd < 0 && !connection_->open(target_)) break;
    if (connection_->send(line)) return Done{};
    const int code = errno;
    connection_->close();
    errno = code;
    if (code == EAGAIN || code == EWOULDBLOCK) break;
  }
  const char* why = errno == EAGAIN || errno == EWOULDBLOCK ? "it takes nothing" : std::strerror(errno);
  return Error{Errc::io, "cannot write to the system log '" + target_ + "': " + why};
}

std::string host_name() {
  char name[256] = {};
  if (::gethostname(name, sizeof name - 1) != 0) return {};
  return name;
}

}  // namespace doctor
