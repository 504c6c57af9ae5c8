#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnose/changes.h"
#include "diagnose/diagnosis.h"
#include "engine/scan.h"
#include "knowledge/knowledge_base.h"

namespace doctor {

/// What a run that remembers earlier ones (scan --state) says beside the diagnosis.
struct RunReport {
  /// A diagnosis that was open and is no longer found.
  struct Gone {
    std::uint64_t fingerprint = 0;
    std::string id, title, computer;
    FileTime reported;      ///< time of the run that told it
    bool ruled_out = false; ///< else its events are beyond what is remembered
  };
  /// Something about a log that only shows from run to run.
  struct LogNote {
    enum class Kind : std::uint8_t {
      stands_still,  ///< nothing was written to it for longer than is normal
      vanished,      ///< it was there in earlier runs
      overwritten    ///< records were written and overwritten between two runs: nobody read them
    } kind = Kind::stands_still;
    std::string path;
    FileTime since;             ///< the run that last found something new in it, or that last saw it; of overwritten: the last run
    std::uint64_t records = 0;  ///< of overwritten: how many at least
  };

  std::uint64_t number = 0;  ///< 1, 2, 3 ...
  FileTime time, previous;   ///< of this run and the last one; previous 0: there was none
  std::vector<Change> changes;  ///< of each of Assessment::diagnoses
  std::vector<Gone> gone;
  std::vector<LogNote> logs;
  FileTime history;  ///< findings before were forgotten; 0: none were

  std::uint64_t count(Change change) const;
};
/// "stands_still", "vanished", "overwritten": as in the JSON report.
std::string_view log_note_name(RunReport::LogNote::Kind kind);

/// Everything a writer may show, and nothing else: writers take no other input, so all formats agree.
struct Report {
  std::string tool_version;
  std::uint64_t rules_fingerprint = 0;
  ScanResult scan;  ///< inputs, extents, findings (for references)
  Assessment assessment;
  std::uint64_t rules_refused = 0;     ///< documents that could not be used; each has an error in rule_problems
  Diagnostics rule_problems;           ///< of user rules, counted in the report
  std::vector<std::string> documents;  ///< names of the documents, index = Location::source of rule_problems
  std::optional<RunReport> run;        ///< with a state only
  KnowledgeBase knowledge;             ///< puts events into words (report/event_sentence.h); asked only if an event is shown
};

struct TextStyle {
  unsigned width = 100;  ///< columns; text is wrapped, never cut; commands are not even wrapped
  bool colours = false;
  bool utc = false;  ///< else local time with offset
  bool blocks = false;  ///< the terminal shows Unicode's block characters; else activity is drawn in ASCII
  bool all =
      false;  ///< also what is ruled out, the first event references, every computer in full, lists without end, notes
  /// Prints a time in the zone of this machine, with its offset. Empty: UTC, as with `utc`.
  std::function<std::string(FileTime)> local_time;
};

/// Both return the whole text, ending in a newline, and depend on nothing but their arguments (and local_time).
/// to_text() passes all texts through printable(). to_json() writes values as they are, escaped as JSON demands: docs/report.md and
/// docs/report.schema.json say what is in it; `all` adds what is ruled out.
std::string to_text(const Report& report, const RuleSet& rules, const TextStyle& style);
std::string to_json(const Report& report, const RuleSet& rules, bool all = false);

/// The same entries as to_json(), each an object on a line of its own with its type: for programs that read logs line by line.
std::string to_json_lines(const Report& report, const RuleSet& rules, bool all = false);

/// What to_text() says, as Markdown for a ticket; of the style only the times and `all` count.
std::string to_markdown(const Report& report, const RuleSet& rules, const TextStyle& style);

/// What to_text() begins with, and nothing else: the verdict, and with a state what is new in it. For scan -q.
std::string to_verdict(const Report& report, const RuleSet& rules, const TextStyle& style);

}  // namespace doctor
