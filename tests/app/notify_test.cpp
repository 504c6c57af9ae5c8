#include "app/notify.h"

// Commands here are those of sh and the log is a socket: not for Windows, whose parts tests/platform covers.
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

Notice notice(std::uint64_t number, Notice::Kind kind = Notice::Kind::found) {
  Notice n;
  n.number = number;
  n.kind = kind;
  n.about.fingerprint = number;
  n.about.id = "pki-md5-chain";
  n.about.title = "Server certificate chain is signed with MD5; $(touch owned)";
  n.about.computer = "FE01.contoso.local";
  n.about.severity = "critical";
  return n;
}

std::vector<Notice> notices(std::uint64_t first, std::uint64_t last) {
  std::vector<Notice> list;
  for (std::uint64_t n = first; n <= last; ++n) list.push_back(notice(n));
  return list;
}

std::vector<std::uint64_t> numbers(const std::vector<Notice>& pending) {
  std::vector<std::uint64_t> list;
  for (const Notice& n : pending) list.push_back(n.number);
  return list;
}

using Numbers = std::vector<std::uint64_t>;

/// A folder in which commands leave what they got.
struct Place {
  test::TempDir dir;
  std::vector<Notice> pending;
  ToldSoFar told;

  std::string file(const std::string& name) const { return "\"" + (dir.path() / name).string() + "\""; }
  std::string read(const std::string& name) const {
    return fs::exists(dir.path() / name) ? test::read_file(dir.path() / name) : "";
  }
  NotifyResult deliver_by(const std::string& command, SystemLog* log = nullptr,
                          std::chrono::milliseconds limit = std::chrono::milliseconds(60'000)) {
    NotifyWays ways;
    ways.command = command;
    ways.log = log;
    ways.limit = limit;
    ways.host = "mon01.contoso.local";
    Report report;
    report.tool_version = "0.1.0";
    return deliver(pending, report, ways, told);
  }
};

/// A syslog daemon's socket.
class Daemon {
 public:
  explicit Daemon(const fs::path& path) : fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.native().size() < sizeof address.sun_path);
    std::strcpy(address.sun_path, path.c_str());
    REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  ~Daemon() { ::close(fd_); }
  /// The next line, without the time and the process; empty if there is none.
  std::string next() {
    char text[4096];
    const ssize_t n = ::recv(fd_, text, sizeof text, 0);
    const std::string line(text, n < 0 ? 0 : static_cast<std::size_t>(n));
    const std::size_t at = line.find("]: ");
    return at == std::string::npos ? line : line.substr(0, line.find('>') + 1) + line.substr(at + 3);
  }

 private:
  int fd_;
};

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("each notice gets a run of the command, with the JSON as input and three safe words around it") {
  Place p;
  p.pending = {notice(7), notice(8, Notice::Kind::recovered)};
  p.pending[1].about.id = "x;$(id)\n\"y\"";
  const NotifyResult result = p.deliver_by(
      "cat >> " + p.file("in") +
      "; echo $SCHANNEL_DOCTOR_NOTICE $SCHANNEL_DOCTOR_KIND $SCHANNEL_DOCTOR_DIAGNOSIS >> " + p.file("env"));
  CHECK(result.delivered == 2);
  CHECK(result.waiting == 0);
  CHECK(p.pending.empty());
  CHECK(p.told.by_command.empty());
  CHECK(p.read("env") == "7 found pki-md5-chain\n8 recovered x___id___y_\n");
  const std::string in = p.read("in");
  CHECK(lines(in) == 2);
  CHECK(in.starts_with(R"({"schema":"schannel-doctor/notice/1","number":7,"kind":"found")"));
  CHECK(in.find(R"("host":"mon01.contoso.local")") != std::string::npos);
  CHECK(in.find("$(touch owned)") != std::string::npos);
  CHECK_FALSE(fs::exists("owned"));
}

TEST_CASE("a notice whose command failed waits, and the others do not wait for it") {
  Place p;
  p.pending = notices(1, 3);
  const std::string command = "echo $SCHANNEL_DOCTOR_NOTICE >> " + p.file("out") + "; test $SCHANNEL_DOCTOR_NOTICE -ne 2";
  const NotifyResult result = p.deliver_by(command);
  CHECK(result.delivered == 2);
  CHECK(result.waiting == 1);
  CHECK(numbers(p.pending) == Numbers{2});
  CHECK(p.read("out") == "1\n2\n3\n");
  p.pending.push_back(notice(4));
  p.deliver_by("echo $SCHANNEL_DOCTOR_NOTICE >> " + p.file("out"));
  CHECK(p.read("out") == "1\n2\n3\n2\n4\n");  // again, with its old number
  CHECK(p.pending.empty());
}

TEST_CASE("a command that cannot be found leaves everything as it was") {
  Place p;
  p.pending = notices(1, 8);
  CHECK(p.deliver_by("/no/such/command").waiting == 8);
  CHECK(numbers(p.pending) == numbers(notices(1, 8)));
}

TEST_CASE("commands that hang are ended, and after a few the rest waits") {
  Place p;
  p.pending = notices(1, 10);
  const NotifyResult result = p.deliver_by("echo >> " + p.file("out") + "; exec sleep 60", nullptr, std::chrono::milliseconds(200));
  CHECK(result.waiting == 10);
  CHECK(lines(p.read("out")) == kMostTimeouts);
}

TEST_CASE("nothing pending runs nothing; without any way nobody is to be told") {
  Place p;
  CHECK(p.deliver_by("echo >> " + p.file("out")).delivered == 0);
  CHECK(p.read("out").empty());
  p.pending = notices(1, 3);
  CHECK(p.deliver_by("").delivered == 3);
  CHECK(p.pending.empty());
}

TEST_CASE("more than a thousand are not kept: the oldest are given up") {
  Place p;
  p.pending = notices(1, kMostPending + 5);
  SystemLog nowhere((p.dir.path() / "no such log").string());
  const NotifyResult result = p.deliver_by("", &nowhere);
  CHECK(result.given_up == 5);
  CHECK(result.waiting == kMostPending);
  CHECK(p.pending.front().number == 6);
}

TEST_CASE("a log that cannot be written does not keep the command from telling, once") {
  Place p;
  p.pending = notices(1, 2);
  SystemLog nowhere((p.dir.path() / "no such log").string());
  const std::string command = "echo $SCHANNEL_DOCTOR_NOTICE >> " + p.file("out");
  CHECK(p.deliver_by(command, &nowhere).waiting == 2);
  CHECK(p.told.by_command == Numbers{1, 2});
  CHECK(p.told.by_log.empty());
  CHECK(p.deliver_by(command, &nowhere).waiting == 2);
  CHECK(p.read("out") == "1\n2\n");
  CHECK(p.deliver_by(command).delivered == 2);  // the log is no longer asked for
  CHECK(p.read("out") == "1\n2\n");
}

TEST_CASE("a command that fails does not keep the log from telling, once") {
  Place p;
  Daemon daemon(p.dir.path() / "log");
  SystemLog log((p.dir.path() / "log").string());
  p.pending = {notice(1), notice(2, Notice::Kind::recovered)};
  CHECK(p.deliver_by("false", &log).waiting == 2);
  const std::string first = daemon.next();
  CHECK_MESSAGE(first.starts_with("<27>101 new: Server certificate chain is signed with MD5"), first);
  CHECK(first.ends_with("[pki-md5-chain, notice 1]"));
  CHECK(daemon.next().starts_with("<30>102 recovered: "));
  CHECK(daemon.next().empty());
  CHECK(p.told.by_log == Numbers{1, 2});
  p.pending.push_back(notice(3));
  CHECK(p.deliver_by("true", &log).delivered == 3);
  CHECK(daemon.next().ends_with("notice 3]"));
  CHECK(daemon.next().empty());
  CHECK(p.told.by_log.empty());
}

TEST_CASE("after a kill that lost what was told, everything pending is told again with the same numbers") {
  Place p;
  Daemon daemon(p.dir.path() / "log");
  SystemLog log((p.dir.path() / "log").string());
  for (int i = 0; i < 2; ++i) {
    p.pending = notices(1, 2);
    p.told = {};
    p.deliver_by("", &log);
    CHECK(daemon.next().ends_with("notice 1]"));
    CHECK(daemon.next().ends_with("notice 2]"));
    CHECK(daemon.next().empty());
  }
}
