#include <doctest/doctest.h>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "platform/console.h"

using namespace doctor;

TEST_CASE("local time carries the offset of its own date") {
  ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  ::tzset();
  CHECK(to_local_text(*parse_iso8601("2015-06-01T07:00:00Z")) == "2015-06-01 09:00:00 +02:00");
  CHECK(to_local_text(*parse_iso8601("2015-12-01T07:00:00Z")) == "2015-12-01 08:00:00 +01:00");
  ::setenv("TZ", "NST3:30", 1);
  ::tzset();
  CHECK(to_local_text(*parse_iso8601("2015-12-01T07:00:00Z")) == "2015-12-01 03:30:00 -03:30");
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  CHECK(to_local_text(*parse_iso8601("1601-01-02T00:00:00Z")) == "1601-01-02 00:00:00 +00:00");
}

TEST_CASE("NO_COLOR counts when it is set to something") {
  ::unsetenv("NO_COLOR");
  CHECK_FALSE(no_color_wanted());
  ::setenv("NO_COLOR", "", 1);
  CHECK_FALSE(no_color_wanted());
  ::setenv("NO_COLOR", "1", 1);
  CHECK(no_color_wanted());
  ::unsetenv("NO_COLOR");
}

namespace {

/// Standard output is a terminal of its own while this lives.
class OnTerminal {
 public:
  OnTerminal() : control_(::posix_openpt(O_RDWR | O_NOCTTY)), before_(::dup(STDOUT_FILENO)) {
    std::fflush(stdout);
    if (control_ < 0 || ::grantpt(control_) != 0 || ::unlockpt(control_) != 0) return;
    const int terminal = ::open(::ptsname(control_), O_RDWR | O_NOCTTY);
    if (terminal < 0) return;
    ready_ = ::dup2(terminal, STDOUT_FILENO) >= 0;
    ::close(terminal);
  }
  ~OnTerminal() {
    ::dup2(before_, STDOUT_FILENO);
    ::close(before_);
    if (control_ >= 0) ::close(control_);
  }
  bool ready() const { return ready_; }

 private:
  int control_, before_;
  bool ready_ = false;
};

bool blocks_with(const char* term, const char* lc_all, const char* lang) {
  const auto put = [](const char* name, const char* value) {
    value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
  };
  put("TERM", term);
  put("LC_ALL", lc_all);
  put("LC_CTYPE", nullptr);
  put("LANG", lang);
  return shows_blocks(Stream::out);
}

}  // namespace

TEST_CASE("blocks are for terminals whose locale says UTF-8 and whose font has them") {
  bool ready = false, utf8 = false, lower = false, overruled = false, latin = true, linux_console = true, dumb = true,
       unset = true;
  {
    const OnTerminal terminal;  // nothing is checked in here: doctest would print there
    ready = terminal.ready();
    utf8 = blocks_with("xterm-256color", nullptr, "de_DE.UTF-8");
    lower = blocks_with("xterm", "C.utf8", nullptr);
    overruled = blocks_with("xterm", "C", "en_US.UTF-8");
    latin = blocks_with("xterm", "", "de_DE.ISO-8859-1");
    linux_console = blocks_with("linux", nullptr, "de_DE.UTF-8");
    dumb = blocks_with("dumb", nullptr, "de_DE.UTF-8");
    unset = blocks_with(nullptr, nullptr, "de_DE.UTF-8");
  }
  REQUIRE(ready);
  CHECK(utf8);
  CHECK(lower);
  CHECK_FALSE(overruled);
  CHECK_FALSE(latin);
  CHECK_FALSE(linux_console);
  CHECK_FALSE(dumb);
  CHECK_FALSE(unset);
}

TEST_CASE("there is always a width and a processor") {
  CHECK(terminal_width(Stream::out) > 0);
  CHECK(processor_count() > 0);
}
