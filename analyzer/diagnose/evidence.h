#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnose/documents.h"
#include "diagnose/hosts.h"
#include "diagnose/shape.h"
#include "diagnose/topology.h"

namespace doctor {

/// Everything that is known about one computer. Refers to what it is made of.
struct Scene {
  const ScanResult& scan;
  const RuleSet& rules;
  const Host& host;
  const HostTopology& topology;
  bool assume_logged = false;

  /// The findings of a signal, or those below the firings of a correlation, in time order; empty if there are none.
  FindingList findings(std::string_view id) const;
  std::vector<FileTime> times(const std::vector<std::string>& ids) const;  ///< sorted
  std::vector<FileTime> times(const FindingList& list) const;              ///< in its order
  bool any_seen(const std::vector<std::string>& ids) const;                ///< of signals or correlations
  FileTime time(std::uint32_t finding) const { return scan.findings[finding].time; }
  /// True if it has a time of its own: it is from a log, and not from what lies beside it.
  bool dated(std::uint32_t finding) const;
  /// Whether the log was given, has events of the time asked for, and records what `provider` writes.
  bool log_shows(std::string_view channel, std::string_view provider) const;
};

/// When the trouble itself was seen: the times of the required findings, sorted.
struct Trouble {
  std::vector<FileTime> times;
  bool dated = true;  ///< false: nothing but what has no time of its own; `times` are then those that it was given

  bool empty() const { return times.empty(); }
  FileTime first() const { return times.front(); }
  FileTime last() const { return times.back(); }
  /// True if trouble was seen within kSameTrouble both before and after (or not later than kLeadIn after, which is how a start that
  /// fails begins). What happens after the last trouble is not during it: that may already be the cure.
  bool during(FileTime time) const;
};
inline constexpr Ticks kSameTrouble{60 * 60 * kTicksPerSecond};
inline constexpr Ticks kLeadIn{5 * 60 * kTicksPerSecond};

/// What became of an Observation.
struct Sighting {
  bool holds = false;
  FindingList findings;  ///< all that count; none for absences and topology
};

/// Looks for it. `episode` is for `during` and for absences; with none, `during` never holds and an absence needs the log only.
Sighting look(const Observation& what, const Scene& scene, const Trouble& episode);

/// True if any of `ids` (signals or correlations) is seen within `near` of one of `findings`; what has no time of its own is near to all.
bool seen_near(const std::vector<std::string>& ids, const FindingList& findings, Ticks near, const Scene& scene);

/// How the number in a kept field changed in the last hour (kRunGap) of the list: what began to fall and then stood still for longer
/// has not changed. Nothing if there is no number.
std::optional<std::int64_t> change_of(std::string_view field, const FindingList& list, const Scene& scene);

/// A {Name} that is no field, and what to put there.
using NamedText = std::pair<std::string_view, std::string>;

/// `text` with {Field} replaced by the values of that field in `findings` (up to three different ones, in time order), {count} by their
/// number, and the names of `also`. What is put in is not looked at again.
std::string fill(std::string_view text, const FindingList& findings, const Scene& scene,
                 std::span<const NamedText> also = {});

}  // namespace doctor
