#include "platform/system_log.h"

#include <doctest/doctest.h>

#include "base/text.h"

using namespace doctor;

TEST_CASE("a syslog line has the facility, the severity, the name and the id") {
  const LogEntry entry{101, LogLevel::error, "new: a certificate has expired", {}};
  CHECK(syslog_line(entry, "Nov 29 14:30:00", 123) ==
        "<27>Nov 29 14:30:00 schannel-doctor[123]: 101 new: a certificate has expired");
  CHECK(syslog_line({103, LogLevel::warning, "x", {}}, "t", 1).starts_with("<28>"));
  CHECK(syslog_line({102, LogLevel::information, "x", {}}, "t", 1).starts_with("<30>"));
}

TEST_CASE("a log cannot break a line, and a long text is cut between characters") {
  const std::string line = syslog_line({101, LogLevel::error, "a\nNov 29 root: b\x1b[31m\xff", {}}, "t", 1);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find('\x1b') == std::string::npos);
  CHECK(is_utf8(line));
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\xc3\xa4";
  for (const std::string shift : {"", "x"}) {
    const std::string cut = syslog_line({101, LogLevel::error, shift + text, {}}, "t", 1);
    CHECK(cut.size() <= kLongestSyslogLine);
    CHECK(cut.size() > kLongestSyslogLine - 3);
    CHECK(is_utf8(cut));
    CHECK(cut.ends_with("..."));
  }
}

TEST_CASE("a string of a Windows event names no insertion and is not too long") {
  CHECK(event_string("fe80::1%12 100% %%1833 %s %") == "fe80::1% 12 100% %% 1833 %s %");
  CHECK(event_string("a\r\nb\x1b") == "a\\r\\nb\\x1b");
  CHECK(event_string(std::string(100'000, 'x')).size() == kLongestEventString);
  CHECK(event_string(std::string(100'000, '%') + "1").size() == kLongestEventString);
}
