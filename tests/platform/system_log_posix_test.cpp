#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <regex>

#include "platform/system_log.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

/// What a syslog daemon does: a socket of its own, and what arrives there.
class Daemon {
 public:
  Daemon(const fs::path& path, int type) : path_(path), fd_(::socket(AF_UNIX, type, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.native().size() < sizeof address.sun_path);
    std::strcpy(address.sun_path, path.c_str());
    REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    if (type == SOCK_STREAM) REQUIRE(::listen(fd_, 5) == 0);
  }
  ~Daemon() {
    ::close(fd_);
    fs::remove(path_);
  }
  std::string received(int fd = -1) {
    if (fd < 0) fd = fd_;
    pollfd wanted{fd, POLLIN, 0};
    if (::poll(&wanted, 1, 0) != 1) return "nothing";
    char text[4096];
    const ssize_t n = ::recv(fd, text, sizeof text, 0);
    return n < 0 ? "failed" : std::string(text, static_cast<std::size_t>(n));
  }
  int accepted() { return ::accept(fd_, nullptr, nullptr); }

 private:
  fs::path path_;
  int fd_;
};

const LogEntry kEntry{101, LogLevel::error, "new: a certificate has expired", {"pki-certificate-expired"}};

}  // namespace

TEST_CASE("entries arrive at the socket, each as one datagram") {
  test::TempDir dir;
  Daemon daemon(dir.path() / "log", SOCK_DGRAM);
  SystemLog log((dir.path() / "log").string());
  CHECK(daemon.received() == "nothing");
  REQUIRE(log.write(kEntry));
  REQUIRE(log.write({102, LogLevel::information, "recovered", {}}));
  const std::string first = daemon.received();
  const std::regex form(R"(<27>[A-Z][a-z]{2} [ 1-3][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} schannel-doctor\[[0-9]+\]: )"
                        R"(101 new: a certificate has expired)");
  CHECK_MESSAGE(std::regex_match(first, form), first);
  CHECK(first.find("[" + std::to_string(::getpid()) + "]") != std::string::npos);
  CHECK(daemon.received().ends_with(": 102 recovered"));
  CHECK(daemon.received() == "nothing");
}

TEST_CASE("a socket of streams gets texts that end in a zero byte") {
  test::TempDir dir;
  Daemon daemon(dir.path() / "log", SOCK_STREAM);
  SystemLog log((dir.path() / "log").string());
  REQUIRE(log.write(kEntry));
  const int one = daemon.accepted();
  REQUIRE(one >= 0);
  const std::string text = daemon.received(one);
  CHECK(text.ends_with(std::string("expired\0", 8)));
  ::close(one);
}

TEST_CASE("a daemon that was started anew gets the next entry") {
  test::TempDir dir;
  SystemLog log((dir.path() / "log").string());
  {
    Daemon daemon(dir.path() / "log", SOCK_DGRAM);
    REQUIRE(log.write(kEntry));
  }
  Daemon daemon(dir.path() / "log", SOCK_DGRAM);
  REQUIRE(log.write(kEntry));
  CHECK(daemon.received().ends_with("expired"));
}

TEST_CASE("no daemon, no socket or a name too long is an error that says so") {
  test::TempDir dir;
  SystemLog none((dir.path() / "log").string());
  const auto written = none.write(kEntry);
  REQUIRE_FALSE(written);
  CHECK(written.error().what.starts_with("cannot write to the system log '"));
  CHECK(written.error().what.find("No such file") != std::string::npos);
  CHECK_FALSE(SystemLog(dir.write("file", "x").string()).write(kEntry));
  CHECK_FALSE(SystemLog(std::string(500, 'x')).write(kEntry));
  // It works as soon as there is one.
  Daemon daemon(dir.path() / "log", SOCK_DGRAM);
  CHECK(none.write(kEntry));
}

TEST_CASE("this machine has a name") {
  CHECK_FALSE(host_name().empty());
}
