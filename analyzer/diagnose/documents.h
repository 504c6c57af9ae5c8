#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/time.h"
#include "diagnose/diagnosis.h"

namespace doctor {

// The documents below rules/diagnoses and rules/false-alarms as data. Grammar: docs/diagnoses.md. Only load*.cpp knows the YAML.

/// A stretch between two findings of one signal that is longer than this begins a new run of it. The text of event 32174 allows a
/// start an hour.
inline constexpr Ticks kRunGap{60 * 60 * kTicksPerSecond};

/// Something that may be seen on one computer.
struct Observation {
  enum class Kind : std::uint8_t {
    signal,       ///< findings of a rule
    correlation,  ///< firings of a correlation
    absent,       ///< no finding of a rule, in a log that would have one
    topology,     ///< what the computer is part of: `id` is "standard", "enterprise" or "single"
  };
  Kind kind = Kind::signal;
  std::string id;
  std::uint64_t at_least = 1;      ///< findings (of a correlation: firings)
  bool during = false;             ///< counts only while the trouble goes on: see Scene::during()
  Ticks lasts{0};                  ///< counts only runs that last longer than this
  std::vector<std::string> until;  ///< findings of these end a run
  std::string not_falling;         ///< a kept field: its number must not have fallen in the last hour of the run
  std::string channel, provider;   ///< absent: the log, and whose events in it prove that it records them
};

/// All of `any` are alternatives: one must be seen.
struct Requirement {
  std::vector<Observation> any;
};

/// One line of `for:` or `against:`.
struct EvidenceRule {
  Observation what;
  Strength strength = Strength::weak;
  std::string group;                ///< only the strongest of a group counts; the id itself if none is written
  std::vector<std::string> with;    ///< decisive only if one of these is seen near by, else strong
  std::vector<std::string> unless;  ///< decisive only if none of these is seen at all, else strong
  Ticks near{kTicksPerDay};         ///< what "near by" means for `with`
  std::string says;                 ///< with {Field} of the signal's kept fields, {count}
};

/// A log that a diagnosis needs, and for what.
struct Need {
  enum class Purpose : std::uint8_t { required, confirmation, impact };
  std::string channel, provider;
  Purpose purpose = Purpose::required;
  std::vector<std::string> shown_by;  ///< the log records events of this kind: one of these was seen; empty: any event of the provider will do
  std::string otherwise;              ///< what is said if none was
  std::string says;     ///< what it would show
  std::string enable;   ///< the command that makes Windows record it
  std::string collect;  ///< the command that exports it; used if the log was not given and `enable` is not the matter
};

struct DiagnosisRule {
  std::string id;
  std::int64_t version = 1;
  std::string title, severity, cause;
  std::vector<Need> needs;
  std::vector<std::string> only_on;     ///< only computers on which one of these was seen can have it; empty: all
  std::vector<Requirement> required;  ///< all must hold
  std::vector<EvidenceRule> evidence_for, evidence_against;
  std::vector<EvidenceRule> not_evidence;  ///< what looks like evidence and is none; shown, never counted
  std::vector<std::string> yields_to;      ///< likely or confirmed, these explain the same and rule this one out
  std::vector<std::string> rivals;
  std::vector<Check> checks;
  std::vector<std::string> explains;                ///< signals
  std::vector<std::string> recovery;                ///< signals that show it is over
  Ticks recovery_quiet{30 * 60 * kTicksPerSecond};  ///< and nothing required was seen for so long
  std::vector<RemediationStep> remediation;
  std::vector<std::string> references;
  Location defined_at;
};

struct FalseAlarmRule {
  enum class Shape : std::uint8_t { none, burst, periodic };

  std::string id;
  std::int64_t version = 1;
  std::vector<std::string> signals;
  std::string kind;       ///< symptom, transient, by_design, scanner, benign
  std::string reason;     ///< with {Field}, {count}, {topology}, {diagnosis}
  bool before_diagnoses = false;  ///< what it accounts for is no evidence; always so for scanners
  std::string otherwise;  ///< the note of findings of these signals that stay unexplained

  // All conditions that are written must hold; each is judged on one run (or burst, or series) of findings.
  std::string topology;                   ///< "standard", "enterprise", "single"
  std::vector<std::string> explained_by;  ///< diagnoses, raised on the same computer at the same time
  Verdict verdict = Verdict::likely;      ///< at least
  std::string falling;                    ///< a kept field: its number fell in the last hour of the run
  Shape shape = Shape::none;
  std::vector<std::string> without;  ///< none of these within `near` of it
  Ticks near{30 * 60 * kTicksPerSecond};
  std::uint64_t at_most = 0;  ///< findings of its signals within `near`, itself included; 0: any number
  std::vector<std::string> followed_by;  ///< one of these within `within` after its end
  Ticks within = kRunGap;
  std::vector<std::string> healthy_seen;  ///< one of these while it lasts ...
  std::string healthy_quiet;              ///< ... or this log was given for the time and `without` is not in it at all
  Location defined_at;
};

}  // namespace doctor
