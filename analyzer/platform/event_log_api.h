#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace doctor {

/// What is asked of the Windows Event Log service, in types that are the same everywhere, so that tests can put something else there.
/// Each returns a Windows error code; 0 is success. Names and queries are UTF-8; a query is an XPath or a structured XML query.
struct EventLogFunctions {
  /// Writes the events of a channel that the query selects to a new .evtx file.
  std::function<std::uint32_t(const std::string& channel, const std::string& query, const std::filesystem::path& to)>
      export_log;
  /// How many events the channel holds.
  std::function<std::uint32_t(const std::string& channel, std::uint64_t& records)> count_records;
  /// The time of the oldest or newest event that the query selects; kNoSuchEvent if it selects none.
  std::function<std::uint32_t(const std::string& channel, const std::string& query, bool newest, FileTime& time)>
      find_event;
};

inline constexpr std::uint32_t kNoSuchEvent = 259;       ///< ERROR_NO_MORE_ITEMS
inline constexpr std::uint32_t kChannelUnknown = 15007;  ///< ERROR_EVT_CHANNEL_NOT_FOUND

/// The functions of wevtapi.dll. Error: unsupported, if this is no Windows or one without them.
Result<EventLogFunctions> event_log_functions();

/// What a code says, with what helps where something does.
Error event_log_error(std::uint32_t code);

}  // namespace doctor
