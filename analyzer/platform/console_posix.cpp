#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "platform/console.h"

namespace doctor {

namespace {

int descriptor(Stream stream) {
  return stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO;
}

}  // namespace

bool is_terminal(Stream stream) {
  return ::isatty(descriptor(stream)) == 1;
}

unsigned terminal_width(Stream stream) {
  constexpr unsigned kUsual = 100;
  winsize size{};
  if (::ioctl(descriptor(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

bool shows_blocks(Stream stream) {
  if (!is_terminal(stream)) return false;
  const char* kind = std::getenv("TERM");
  if (kind == nullptr || std::string_view(kind) == "linux" || std::string_view(kind) == "dumb") return false;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {  // the first that is set decides, as for setlocale()
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    std::string text(value);
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text.find("utf-8") != std::string::npos || text.find("utf8") != std::string::npos;
  }
  return false;
}

bool no_color_wanted() {
  const char* value = std::getenv("NO_COLOR");
  return value != nullptr && *value != '\0';
}

bool write_all(Stream stream, std::string_view bytes, bool* closed) {
  *closed = false;
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor(stream), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR && !interrupt_requested()) continue;
    if (n < 0) {
      *closed = errno == EPIPE;
      return *closed;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
    if (!bytes.empty() && interrupt_requested()) return false;  // nobody reads the pipe
  }
  return true;
}

namespace {
volatile std::sig_atomic_t g_interrupted = 0;  // a signal handler can reach nothing else
}  // namespace

void catch_interrupt() {
  // What waits, for the reader of a pipe say, is woken up; whoever asks a second time does not want to wait any longer.
  struct sigaction once {};
  once.sa_handler = [](int) { g_interrupted = 1; };
  once.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &once, nullptr);
}

bool interrupt_requested() {
  return g_interrupted != 0;
}

void prepare_console() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is one more that cannot be written
  // Every log of a folder stays open; the usual limit of 1024 files is there for programs that use select().
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
    files.rlim_cur = files.rlim_max;
    (void)::setrlimit(RLIMIT_NOFILE, &files);
  }
}

std::string to_local_text(FileTime utc) {
  const auto seconds = static_cast<std::time_t>(utc.ticks / kTicksPerSecond) -
                       static_cast<std::time_t>(kUnixEpochTicks / kTicksPerSecond);
  std::tm local{};
  if (::localtime_r(&seconds, &local) == nullptr) return to_iso8601_millis(utc);
  char text[64];
  if (std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S ", &local) == 0) return to_iso8601_millis(utc);
  std::string out(text);
  const long minutes = local.tm_gmtoff / 60;
  const long size = std::labs(minutes);
  const auto two = [&](long n) {
    out += static_cast<char>('0' + n / 10 % 10);
    out += static_cast<char>('0' + n % 10);
  };
  out += minutes < 0 ? '-' : '+';
  two(size / 60);
  out += ':';
  two(size % 60);
  return out;
}

unsigned processor_count() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace doctor
