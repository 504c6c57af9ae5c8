#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "diagnose/diagnosis.h"
#include "engine/finding.h"
#include "event/source.h"
#include "evtx/chunk_memory.h"

namespace doctor {

/// What a scheduled scan remembers of one log.
struct LogState {
  std::string path;      ///< as shown
  std::string kind;      ///< "evtx", "xml"
  LogMemory memory;      ///< of EVTX; event XML is read again as a whole in every run
  Extents extents;       ///< of all records that were ever read from it
  std::uint64_t relevant = 0, duplicates = 0;  ///< as InputResult
  FileTime seen;         ///< time of the last run that could read it
  FileTime grew;         ///< time of the last run that found something new in it
  bool present = true;   ///< it was there in the last run
};

/// A finding of an earlier run: engine/finding.h's, with the rule by name and the log by its place in RunState::logs.
struct StoredFinding {
  std::uint32_t rule = 0;  ///< index into RunState::rules
  std::uint32_t log = 0;   ///< index into RunState::logs
  std::uint64_t offset = 0, record_id = 0;
  FileTime time;
  std::uint32_t event_id = 0;
  std::uint32_t provider = 0, channel = 0, computer = 0, values = 0;  ///< indices into RunState::texts
};

/// A diagnosis that was reported, and what became of it.
struct KnownDiagnosis {
  std::uint64_t fingerprint = 0;
  std::string id, title, computer, severity;
  Verdict verdict = Verdict::likely;
  FileTime first, last;  ///< of its events
  FileTime reported;     ///< time of the run that reported it as new
  bool open = true;
};

/// Something a person or a program is to be told, once. It stays here until it was delivered.
struct Notice {
  std::uint64_t number = 0;  ///< 1, 2, 3 ... over all runs: who gets it twice can tell
  enum class Kind : std::uint8_t { found, recovered } kind = Kind::found;
  KnownDiagnosis about;
  FileTime time;  ///< of the run
};

/// Of the notices that are pending because one way failed: which the other way has told already. Without it, that way tells them again.
struct ToldSoFar {
  std::vector<std::uint64_t> by_command, by_log;  ///< numbers of notices
};

/// What a run came to that found nothing new: the next one that finds nothing new either, and is asked the same, need not judge again.
struct QuietOutcome {
  std::uint64_t question = 0;  ///< digest of all that decides besides the logs; 0: the last run was none of these
  std::uint8_t exit_code = 0;
  std::uint64_t log_notes = 0;  ///< digest of what was odd about the logs (RunReport::LogNote)

  bool operator==(const QuietOutcome&) const = default;
};

/// Everything that is remembered from run to run.
struct RunState {
  std::uint64_t runs = 0;          ///< finished ones
  FileTime last_run;
  std::uint64_t rules_fingerprint = 0;  ///< of the rules that made the findings: others need all logs read again
  std::string tool_version;
  std::vector<LogState> logs;      ///< sorted by path
  /// Chunks that were read and are in none of the logs any more (overwritten, cleared): a copy of them that comes back is not news. The
  /// newest last; bounded.
  std::vector<KnownChunk> past;
  std::vector<std::string> rules;  ///< ids
  std::vector<std::string> texts;  ///< the first is empty
  std::vector<StoredFinding> findings;
  FileTime forgotten;              ///< findings before were dropped, because the history is limited; 0: none were
  std::vector<KnownDiagnosis> diagnoses;  ///< by fingerprint
  std::uint64_t notices = 0;       ///< the number of the last notice
  std::vector<Notice> pending;     ///< not yet delivered, by number
  ToldSoFar told;
  std::vector<std::uint64_t> troubles;  ///< keys of what keeps the scan from seeing, as the last run told it to the log of this machine
  QuietOutcome quiet;
};

}  // namespace doctor
