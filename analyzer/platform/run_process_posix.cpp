#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "platform/console.h"
#include "platform/run_process.h"

extern char** environ;  // POSIX names it, no header declares it

namespace doctor {

namespace {

using Clock = std::chrono::steady_clock;

/// Between the polite request to end and the other one.
constexpr std::chrono::milliseconds kGrace{2'000};
/// The longest pause before the child is looked at again.
constexpr std::chrono::milliseconds kLongestPause{50};

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  /// Takes `fd` over under a number above those of the three standard streams, where the child's redirections cannot meet it.
  bool take(int fd) {
    close();
    fd_ = ::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const int code = errno;
    ::close(fd);
    errno = code;
    return fd_ >= 0;
  }

 private:
  int fd_;
};

bool open_pipe(Descriptor& read_end, Descriptor& write_end) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  const bool read_taken = read_end.take(ends[0]);
  return write_end.take(ends[1]) && read_taken && ::fcntl(write_end.get(), F_SETFL, O_NONBLOCK) == 0;
}

/// A command that does not read its input must not end this process.
class NoBrokenPipe {
 public:
  NoBrokenPipe() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &before_);
  }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;
  ~NoBrokenPipe() { ::sigaction(SIGPIPE, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

/// Our environment with the pairs: name=value texts, and the pointers that exec wants.
struct Environment {
  explicit Environment(const std::vector<std::pair<std::string, std::string>>& pairs) {
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
      const std::string_view text = *entry;
      const std::string_view name = text.substr(0, text.find('='));
      const bool replaced = std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
      if (!replaced) pointers.push_back(*entry);
    }
    for (const auto& [name, value] : pairs) texts.push_back(name + "=" + value);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
  }
  std::vector<std::string> texts;
  std::vector<char*> pointers;
};

/// What posix_spawn is told about the child's streams, signals and group.
class SpawnPlan {
 public:
  SpawnPlan(int input, bool quiet) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    if (quiet || ::fcntl(STDERR_FILENO, F_GETFD) < 0) {
      ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
      ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    } else {
      ::posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    }
    sigset_t usual, none;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGQUIT, SIGHUP}) sigaddset(&usual, signal);
    ::posix_spawnattr_setsigdefault(&attributes_, &usual);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  /// An errno; 0 if it was started.
  int start(const std::string& command, Environment& environment, pid_t& child) {
    std::string shell = "sh", option = "-c", separator = "--", text = command;
    // A command that begins with a dash is no option of the shell.
    char* arguments[] = {shell.data(), option.data(), separator.data(), text.data(), nullptr};
    return ::posix_spawn(&child, "/bin/sh", &actions_, &attributes_, arguments, environment.pointers.data());
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

/// Whether the child has ended. It stays a zombie, so that its number, and that of its group, stay its own until it is reaped.
bool has_ended(pid_t child) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT | WNOHANG) == 0 && info.si_pid == child;
}

/// Hands out as much of `input` as the pipe takes, waiting for at most `pause`. Closes it when there is nothing left to do.
void feed(Descriptor& pipe, std::string_view& input, std::chrono::milliseconds pause) {
  pollfd wanted{pipe.get(), POLLOUT, 0};
  const int ready = ::poll(&wanted, pipe.open() ? 1 : 0, static_cast<int>(pause.count()));
  if (ready <= 0) return;
  const ssize_t n = ::write(pipe.get(), input.data(), input.size());
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n > 0) input.remove_prefix(static_cast<std::size_t>(n));
  if (n <= 0 || input.empty()) pipe.close();  // all said, or nobody listens
}

void end_group(pid_t child) {
  ::kill(-child, SIGTERM);
  const auto last = Clock::now() + kGrace;
  while (!has_ended(child) && Clock::now() < last) ::poll(nullptr, 0, static_cast<int>(kLongestPause.count()));
  ::kill(-child, SIGKILL);  // whoever of the group did not listen
}

int reap(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Result<ProcessEnd> run_command(const std::string& command, std::string_view input, const CommandOptions& options) {
  Descriptor child_end, our_end;
  if (!open_pipe(child_end, our_end)) return Error{Errc::io, std::string("cannot make a pipe: ") + std::strerror(errno)};
  Environment environment(options.environment);
  pid_t child = -1;
  if (const int code = SpawnPlan(child_end.get(), options.quiet).start(command, environment, child); code != 0) {
    return Error{Errc::io, std::string("cannot start '/bin/sh': ") + std::strerror(code)};
  }
  child_end.close();
  if (input.empty()) our_end.close();

  const NoBrokenPipe guard;
  const auto last = Clock::now() + options.limit;
  ProcessEnd end;
  for (std::chrono::milliseconds pause{1}; !has_ended(child); pause = std::min(2 * pause, kLongestPause)) {
    if (interrupt_requested()) end.how = ProcessEnd::How::interrupted;
    if (Clock::now() >= last) end.how = ProcessEnd::How::timed_out;
    if (end.how != ProcessEnd::How::exited) {
      our_end.close();
      end_group(child);
      break;
    }
    feed(our_end, input, pause);
  }
  end.code = reap(child);
  return end;
}

}  // namespace doctor
