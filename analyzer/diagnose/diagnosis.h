#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "engine/scan.h"

namespace doctor {

class DataStore;

/// Ordered from bad news to no news. `not_assessable`: the logs that would show it were not there, did not
/// reach that far, or did not record that level.
enum class Verdict : std::uint8_t { confirmed, likely, possible, not_assessable, ruled_out };
std::string_view verdict_name(Verdict verdict);  ///< "confirmed", ..., as in the JSON report

/// weak 1, moderate 2, strong 4 steps; decisive settles the matter.
enum class Strength : std::uint8_t { weak, moderate, strong, decisive };
std::string_view strength_name(Strength strength);

/// One reason for or against a diagnosis.
struct Evidence {
  std::string text;  ///< one line for the report, placeholders filled in
  Strength strength = Strength::weak;
  std::string signal;       ///< id of the rule or correlation; empty for absences and for what is known otherwise
  std::uint64_t count = 0;  ///< how many findings (not only the kept references)
  std::vector<std::uint32_t> findings;  ///< indices into ScanResult::findings: the first few, in time order
};

/// What would settle it, and how to switch it on.
struct MissingEvidence {
  std::string text;
  std::string enable;  ///< a command; may be empty
  bool exports = false;  ///< the command exports the log; else it makes Windows record it
};

struct Check {
  std::vector<std::string> against;  ///< ids of the rivals it tells apart
  std::string where, run, read;
};

struct RemediationStep {
  std::string where, action, run, risk, undo, note;
};

/// The documents, as their authors wrote them: diagnose/documents.h; grammar in docs/diagnoses.md.
struct DiagnosisRule;
struct FalseAlarmRule;

struct Rival {
  std::string id, title;
  Verdict verdict = Verdict::possible;
};

enum class EpisodeState : std::uint8_t { open, recovered };

/// In which rhythm something happens.
struct Rhythm {
  std::uint64_t events = 0;
  std::uint64_t clusters = 0;      ///< groups of events close together; equal to `events` if each stands alone
  Ticks interval;                  ///< from cluster to cluster if that is regular, else 0
  std::uint64_t active_hours = 0;  ///< clock hours (UTC) with at least one event
  std::uint64_t span_hours = 0;    ///< clock hours from the first to the last
  FileTime busiest_hour;           ///< its beginning
  std::uint64_t busiest = 0;       ///< events in it
};

/// Something that was changed before the trouble began, or that failed with it.
struct Nearby {
  std::string signal, title;
  std::string values;  ///< what the finding keeps, "KB2992611"; may be empty
  FileTime time;       ///< a change: the last one before the trouble; an impact: the first one
  std::uint64_t count = 0;
};

struct Activity {
  Rhythm rhythm;
  std::vector<Nearby> changes;   ///< of the day before, the nearest first
  bool log_begins = false;       ///< the logs do not reach back to an hour before the first change: whether it was so before, nobody knows
  std::vector<Nearby> impact;    ///< what failed meanwhile, by time
  bool impact_visible = false;   ///< a log that shows failing services was given for the time
};

/// One explanation about one computer, with its reasons.
struct Diagnosis {
  std::string id, title, cause;
  std::string severity;  ///< critical, high, medium, low, info
  Verdict verdict = Verdict::possible;
  int score = 0;  ///< orders what has the same verdict; never shown as a probability
  EpisodeState state = EpisodeState::open;
  std::string computer;  ///< empty if no event named one
  FileTime first, last;
  Activity activity;
  std::vector<Evidence> evidence_for, evidence_against;
  std::vector<Evidence> not_evidence;  ///< looks like a reason and is none: said so that nobody follows it
  std::vector<MissingEvidence> missing;
  std::vector<Rival> rivals;        ///< that are possible or better on the same computer, best first
  std::optional<Check> next_check;  ///< what tells it from the best rival
  std::vector<RemediationStep> remediation;
  std::vector<std::pair<std::string, std::uint64_t>> explains;  ///< signal, findings that need no other explanation now
  std::vector<std::string> references;
  std::uint64_t fingerprint = 0;  ///< of id and computer: the same over runs
};

/// A warning that misleads, or noise, with the reason. `class`: symptom, by_design, transient, scanner, benign.
struct FalseAlarm {
  std::string signal, provider;
  std::uint32_t event_id = 0;
  std::string kind;  ///< the class
  std::string reason;
  std::string explained_by;  ///< diagnosis id; empty if none
  std::uint64_t count = 0;
  std::string computer;
  FileTime first, last;
  Rhythm rhythm{};
};

/// Signals that no diagnosis and no false-alarm class accounts for.
struct Unexplained {
  std::string signal, title, provider;
  std::uint32_t event_id = 0;
  std::uint64_t count = 0;
  std::string computer;
  FileTime first, last;
  std::string note;  ///< what is known about it all the same; may be empty
  Rhythm rhythm{};
};

/// A diagnosis that could not be judged on a computer, and why.
struct NotAssessable {
  std::string id, title;
  std::string needs;              ///< channel, or channel and provider
  std::string because;            ///< "log not given", "no Schannel event in it", "starts after ..."
  std::string enable;             ///< command
  std::string computer;           ///< empty: of the whole run
  bool blind = false;             ///< the log was given and cannot show it: decides exit code 4
  bool for_confirmation = false;  ///< other logs show the diagnosis; this one would confirm it or rule it out
};

enum class Topology : std::uint8_t { unknown, standard, enterprise };

struct AssessOptions {
  Topology topology = Topology::unknown;  ///< as stated by the user; unknown: from the logs
  bool assume_logged = false;             ///< a System log without Schannel events counts as healthy
};

/// What all the findings amount to. Every finding is accounted for exactly once: in one diagnosis' `explains`, in one false alarm
/// or in one unexplained entry (a finding of a rule tagged doctor.context is not counted: it is there to be asked about).
struct Assessment {
  std::vector<Diagnosis> diagnoses;  ///< by verdict, severity, score, first, id, computer; ruled_out ones at the end
  std::vector<FalseAlarm> false_alarms;  ///< by count, then signal, computer
  std::vector<NotAssessable> not_assessable;
  std::vector<Unexplained> unexplained;
  std::vector<std::pair<std::string, std::string>> topology;  ///< computer -> what was assumed and why, for the report
};

}  // namespace doctor
