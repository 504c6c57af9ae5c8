#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "diagnose/log_use.h"
#include "event/record_order.h"
#include "event/source.h"
#include "report/report.h"

namespace doctor {

/// What there is to say about one log as a log.
struct LogInfo {
  std::string path;
  std::string kind;  ///< "evtx", "xml"; empty if it could not be opened
  std::uint64_t bytes = 0;
  std::string error;  ///< why it could not be read at all; empty if it could
  Extents extents;
  Coverage coverage;
  Diagnostics opening;  ///< what the file header says wrong
  Diagnostics damage;   ///< of the whole file, with `opening`
  RecordOrder order;
  std::vector<LogUse> uses;
};

/// Both return the whole text, ending in a newline. Text: `style.all` makes lists whole. JSON: docs/info.md.
std::string info_text(const std::vector<LogInfo>& logs, const TextStyle& style);
std::string info_json(const std::vector<LogInfo>& logs, const std::string& tool_version);

/// Events of a provider, all computers together.
struct ProviderCount {
  std::string provider;
  std::uint64_t events = 0;
};
/// Most events first, then by name.
std::vector<ProviderCount> providers_of(const Extents& extents);
/// By level, 0 to 5; index 5 holds what is above, too.
std::array<std::uint64_t, 6> levels_of(const Extents& extents);

/// Size of a file in 64 KiB pieces behind the header; the last may be shorter.
std::uint64_t evtx_chunks(std::uint64_t bytes);

}  // namespace doctor
