#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/exit_code.h"
#include "app/schedule_request.h"
#include "base/time.h"
#include "diagnose/diagnosis.h"
#include "evtx/read_chunk.h"

namespace doctor {

enum class CommandId {
  scan, explain, rules_check, rules_list, rules_show, rules_test, rules_export, dump, info, cert, schedule, extract
};
enum class ColorMode { automatic, always, never };
enum class Format { text, json, html, markdown, jsonl, csv };
enum class DumpFormat { xml, json, jsonl, csv, text };

/// Which events a dump is asked for: one of each list that is not empty. Names are compared without case.
struct EventChoice {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ids;  ///< from, to; both included
  std::vector<std::string> providers, channels, computers;
  std::vector<std::uint8_t> levels;  ///< as Event::level
  std::vector<std::uint64_t> records;
  std::string text;  ///< empty: any
};

/// The whole command line, checked. One struct for all commands: each reads what it knows.
struct Options {
  CommandId command = CommandId::scan;

  // input
  std::vector<std::string> paths;  ///< UTF-8; of scan: empty for the logs of this computer (Windows)
  std::vector<std::string> rules;  ///< folders or files of further documents
  bool builtin_rules = true;
  std::string placeholders;  ///< file of values for `expand`; empty: none
  EvtxOptions reading;       ///< --verify, --carve
  bool live_api = false;     ///< of scan without paths: through the Windows Event Log API
  unsigned threads = 1;
  FileTime since{0}, until{std::numeric_limits<std::uint64_t>::max()};
  FileTime now{0};  ///< of scan and cert: what dates are judged by; 0: the end of the logs, or the clock
  EventChoice choice;
  bool strict = false;
  std::vector<std::string> require;  ///< channels

  // judging
  Topology topology = Topology::unknown;
  bool assume_logged = false;
  std::optional<Verdict> fail_on = Verdict::likely;  ///< empty: never

  // of scan, run after run
  std::string state;                       ///< file that remembers earlier runs; empty: none
  Ticks history{35 * kTicksPerDay};        ///< how long findings are remembered
  Ticks quiet_after{25 * 3600 * kTicksPerSecond};  ///< a System log without anything new for longer stands still; 0: never
  std::string report_dir;                  ///< folder of dated reports; empty: none
  Ticks keep{90 * kTicksPerDay};           ///< how long those are kept
  std::string on_finding;                  ///< command line; empty: none
  bool event_log = false;                  ///< tell the event log (syslog)
  std::string metrics;                     ///< file for Prometheus; empty: none

  // of cert
  std::vector<std::string> expected_names;  ///< host names that every leaf must have
  Ticks within{30 * kTicksPerDay};          ///< what ends within it is a warning
  bool root_store = false;                  ///< everything given was found among trusted roots

  // output
  Format format = Format::text;
  DumpFormat dump_format = DumpFormat::xml;
  std::string output;  ///< file; empty: standard output
  ColorMode color = ColorMode::automatic;
  bool utc = false;
  bool all = false;
  bool brief = false;  ///< of scan: of the report only its verdict
  bool quiet = false;  ///< of scan: no report at all

  bool redact = false;     ///< pseudonyms in place of names
  std::string redact_key;  ///< file; empty: numbers, for this run

  std::string query;   ///< of explain; of rules show: an id
  std::string why;     ///< of scan: a rule or correlation to be explained instead of a report; empty: none
  std::string folder;  ///< of rules export
  std::string out_dir;       ///< of extract: a folder for a file of each input; empty: `output` gets everything. Of scan: for the report in every form
  bool extract_xml = false;  ///< of extract: event XML, not .evtx
  ScheduleRequest schedule;
  std::optional<std::uint64_t> expected;  ///< of rules test: how often each rule must match
};

/// What came of reading the command line: options, or a text to print and a code to end with (--help, --version, usage errors).
struct ParsedCommandLine {
  std::optional<Options> options;
  std::string out, err;
  ExitCode code = ExitCode::nothing;
};

/// `arguments` without the program name, UTF-8. The one place where flags are named and described.
ParsedCommandLine parse_command_line(std::vector<std::string> arguments);

}  // namespace doctor
