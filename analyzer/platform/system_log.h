#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace doctor {

enum class LogLevel : std::uint8_t { information, warning, error };

/// One line in the log of this machine.
struct LogEntry {
  std::uint32_t id = 0;  ///< 1 to 999: what EventCreate.exe has a message for, see system_log_win.cpp
  LogLevel level = LogLevel::information;
  std::string text;  ///< one line: the message itself
  /// What monitoring filters on, in an order that is fixed per id. The Windows event has them as its second and later strings; syslog has
  /// the text alone.
  std::vector<std::string> details;
};

/// The Application log under the source "schannel-doctor", or syslog with facility daemon and that name.
/// Control characters of texts are made visible. Threads: one at a time.
class SystemLog {
 public:
  /// `target`: another source on Windows, another socket than /dev/log elsewhere; empty: the usual one. Nothing is opened before the first
  /// write().
  explicit SystemLog(std::string target = {});
  SystemLog(SystemLog&&) noexcept;
  SystemLog& operator=(SystemLog&&) noexcept;
  ~SystemLog();

  /// Errors: io, with the whole sentence: no log there, or it takes nothing for five seconds. Nothing was written then.
  Result<Done> write(const LogEntry& entry);

 private:
  struct Connection;
  std::string target_;
  std::unique_ptr<Connection> connection_;
};

/// The name of this machine; empty if it has none.
std::string host_name();

// How entries look, the same on every system, so that it can be tested on any.

/// "<27>Nov 29 14:30:00 schannel-doctor[123]: 101 text": RFC 3164 as programs of the same machine write it. Cut to kLongestSyslogLine bytes.
/// `time`: local, in that form.
std::string syslog_line(const LogEntry& entry, std::string_view time, std::uint64_t process);
inline constexpr std::size_t kLongestSyslogLine = 1024;  ///< RFC 3164, 4.1

/// A string of a Windows event: printable, and no "%1" in it, which Event Viewer would take for an insertion. Cut to kLongestEventString
/// bytes.
std::string event_string(std::string_view text);
inline constexpr std::size_t kLongestEventString = 8'000;  ///< of 31,839 characters; all strings of one event share 64 KiB

}  // namespace doctor
