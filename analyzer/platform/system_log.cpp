#include "platform/system_log.h"

#include "base/text.h"

namespace doctor {

namespace {

/// RFC 3164: facility daemon (3) times 8, and the severity.
unsigned priority(LogLevel level) {
  constexpr unsigned kDaemon = 3 * 8;
  switch (level) {
    case LogLevel::error:
      return kDaemon + 3;
    case LogLevel::warning:
      return kDaemon + 4;
    case LogLevel::information:
      break;
  }
  return kDaemon + 6;
}

std::string cut(std::string text, std::size_t most) {
  constexpr std::string_view kMore = "...";
  if (text.size() <= most) return text;
  text.resize(prefix(text, most - kMore.size()).size());
  text += kMore;
  return text;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string syslog_line(const LogEntry& entry, std::string_view time, std::uint64_t process) {
  std::string line = "<" + std::to_string(priority(entry.level)) + ">";
  line += time;
  line += " schannel-doctor[" + std::to_string(process) + "]: " + std::to_string(entry.id) + " " + printable(entry.text);
  return cut(std::move(line), kLongestSyslogLine);
}

std::string event_string(std::string_view text) {
  const std::string shown = printable(text);
  std::string out;
  out.reserve(shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    out += shown[i];
    if (shown[i] == '%' && i + 1 < shown.size() && is_digit(shown[i + 1])) out += ' ';
  }
  return cut(std::move(out), kLongestEventString);
}

}  // namespace doctor
