#include "diagnose/candidate.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/checksum.h"
#include "base/sorting.h"
#include "base/text.h"
#include "diagnose/activity.h"
#include "diagnose/visibility.h"
#include "diagnose/weigh.h"

namespace doctor {

namespace {

constexpr std::size_t kShownFindings = 10;  // references kept per reason; the count is of all

// The times of everything that is required; nothing if a requirement is not met. What has no time of its own gives none, unless there is
// nothing else.
std::optional<Trouble> required_episode(const DiagnosisRule& rule, const Scene& scene) {
  Trouble out;
  std::vector<FileTime> undated;
  for (const Requirement& requirement : rule.required) {
    bool met = false;
    for (const Observation& what : requirement.any) {
      const Sighting seen = look(what, scene, {});
      if (!seen.holds) continue;
      met = true;
      for (const std::uint32_t i : seen.findings) (scene.dated(i) ? out.times : undated).push_back(scene.time(i));
    }
    if (!met) return std::nullopt;
  }
  if (out.empty()) {
    out.times = std::move(undated);
    out.dated = false;
  }
  if (out.empty()) return std::nullopt;
  sort_unless_sorted(out.times);
  return out;
}

Strength effective_strength(const EvidenceRule& rule, const Sighting& seen, const Scene& scene) {
  if (rule.strength != Strength::decisive) return rule.strength;
  if (!rule.with.empty() && !seen_near(rule.with, seen.findings, rule.near, scene)) return Strength::strong;
  if (scene.any_seen(rule.unless)) return Strength::strong;
  return Strength::decisive;
}

std::string words(const EvidenceRule& rule, const Sighting& seen, const Scene& scene) {
  if (!rule.says.empty()) return fill(rule.says, seen.findings, scene);
  if (const auto index = scene.rules.rule(rule.what.id)) return scene.rules.rules()[*index].title;
  if (const auto index = scene.rules.correlation(rule.what.id)) return scene.rules.correlations()[*index].title;
  return rule.what.id;
}

Evidence to_evidence(const EvidenceRule& rule, const Sighting& seen, const Scene& scene) {
  Evidence out;
  out.text = words(rule, seen, scene);
  out.strength = effective_strength(rule, seen, scene);
  const bool found = rule.what.kind == Observation::Kind::signal || rule.what.kind == Observation::Kind::correlation;
  if (found) out.signal = rule.what.id;
  out.count = seen.findings.size();
  out.findings.assign(seen.findings.begin(), seen.findings.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                         kShownFindings, seen.findings.size())));
  return out;
}

// One signal may stand in several lines of a document ("once: moderate, three times: decisive"): only the strongest is told.
void add_evidence(Evidence one, std::vector<Evidence>& all) {
  for (Evidence& other : all) {
    if (one.signal.empty() || other.signal != one.signal) continue;
    if (one.strength > other.strength) other = std::move(one);
    return;
  }
  all.push_back(std::move(one));
}

std::vector<Grain> collect(const std::vector<EvidenceRule>& rules, const Scene& scene, const Trouble& episode,
                           std::vector<Evidence>& shown) {
  std::vector<Grain> grains;
  for (const EvidenceRule& rule : rules) {
    const Sighting seen = look(rule.what, scene, episode);
    if (!seen.holds) continue;
    Evidence one = to_evidence(rule, seen, scene);
    grains.push_back({one.strength, rule.group});
    add_evidence(std::move(one), shown);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Evidence& a, const Evidence& b) { return a.strength > b.strength; });
  return grains;
}

void yield(const DiagnosisRule& rule, std::span<const Candidate> raised, Diagnosis& out, std::vector<Grain>& against) {
  for (const Candidate& other : raised) {
    const Diagnosis& d = other.diagnosis;
    if (d.verdict > Verdict::likely || !same_time(out.first, out.last, d.first, d.last)) continue;
    if (std::find(rule.yields_to.begin(), rule.yields_to.end(), d.id) == rule.yields_to.end()) continue;
    Evidence one;
    one.text = "explained by " + d.id + " (" + std::string(verdict_name(d.verdict)) + "): " + d.title;
    one.strength = Strength::decisive;
    out.evidence_against.insert(out.evidence_against.begin(), std::move(one));
    against.push_back({Strength::decisive, d.id});
  }
}

EpisodeState state_of(const DiagnosisRule& rule, const Scene& scene, const Trouble& episode) {
  const std::vector<FileTime> signs = scene.times(rule.recovery);
  if (signs.empty() || signs.back() <= episode.last()) return EpisodeState::open;
  for (const Need& need : rule.needs) {
    const Extent* extent = need.purpose == Need::Purpose::required ? scene.host.extent(need.channel) : nullptr;
    if (extent != nullptr && extent->last.ticks < episode.last().ticks + rule.recovery_quiet.count) {
      return EpisodeState::open;
    }
  }
  return EpisodeState::recovered;
}

std::vector<MissingEvidence> missing(const DiagnosisRule& rule, const Scene& scene, Verdict verdict) {
  std::vector<MissingEvidence> out;
  for (const Need& need : rule.needs) {
    const Visibility seen = visibility(need, scene);
    if (seen == Visibility::shown) continue;
    if (verdict == Verdict::confirmed && need.purpose == Need::Purpose::confirmation) continue;
    std::string text = need.channel + ": " + because(need, seen, scene);
    if (!need.says.empty()) text += "; it would show " + need.says;
    std::string command = help_command(need, seen, scene);
    const bool exports = (seen == Visibility::not_given || seen == Visibility::other_time) && !need.collect.empty() && command == need.collect;
    out.push_back({std::move(text), std::move(command), exports});
  }
  return out;
}

int severity_order(std::string_view severity) {
  constexpr std::array<std::string_view, 5> kOrder = {"critical", "high", "medium", "low", "info"};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), severity) - kOrder.begin());
}

std::uint64_t fingerprint_of(std::string_view id, std::string_view computer) {
  Fingerprint f;
  f.add_field(id);
  f.add_field(fold(computer));
  return f.value();
}

Diagnosis head(const DiagnosisRule& rule, const Scene& scene, const Trouble& episode) {
  Diagnosis out;
  out.id = rule.id;
  out.title = rule.title;
  out.cause = rule.cause;
  out.severity = rule.severity;
  out.computer = scene.host.name;
  out.first = episode.first();
  out.last = episode.last();
  if (episode.dated) out.activity = activity_of(episode.times, scene);
  out.remediation = rule.remediation;
  out.references = rule.references;
  out.fingerprint = fingerprint_of(rule.id, scene.host.name);
  return out;
}

// The first check that tells it from its best rival; with none such, the first check there is.
std::optional<Check> next_check(const DiagnosisRule& rule, const Diagnosis& diagnosis) {
  for (const Rival& rival : diagnosis.rivals) {
    for (const Check& check : rule.checks) {
      if (std::find(check.against.begin(), check.against.end(), rival.id) != check.against.end()) return check;
    }
  }
  if (rule.checks.empty() || diagnosis.verdict == Verdict::confirmed) return std::nullopt;
  return rule.checks.front();
}

}  // namespace

std::optional<Candidate> consider(const DiagnosisRule& rule, const Scene& scene, std::span<const Candidate> raised) {
  const std::optional<Trouble> episode = required_episode(rule, scene);
  if (!episode) return std::nullopt;
  Candidate out{&rule, head(rule, scene, *episode)};
  Diagnosis& d = out.diagnosis;
  const std::vector<Grain> in_favour = collect(rule.evidence_for, scene, *episode, d.evidence_for);
  std::vector<Grain> against = collect(rule.evidence_against, scene, *episode, d.evidence_against);
  collect(rule.not_evidence, scene, *episode, d.not_evidence);
  yield(rule, raised, d, against);
  const Judgement judgement = weigh(in_favour, against);
  d.verdict = judgement.verdict;
  d.score = judgement.score;
  d.state = state_of(rule, scene, *episode);
  d.missing = missing(rule, scene, d.verdict);
  return out;
}

bool same_time(FileTime first, FileTime last, FileTime other_first, FileTime other_last) {
  const auto apart = [](FileTime end, FileTime begin) {
    return begin > end && begin.ticks - end.ticks > kSameTrouble.count;
  };
  return !apart(last, other_first) && !apart(other_last, first);
}

bool before(const Diagnosis& a, const Diagnosis& b) {
  const int x = severity_order(a.severity), y = severity_order(b.severity);
  return std::tie(a.verdict, x, b.score, a.first, a.id, a.computer) <
         std::tie(b.verdict, y, a.score, b.first, b.id, b.computer);
}

void compare_rivals(std::span<Candidate> candidates) {
  for (Candidate& one : candidates) {
    if (one.diagnosis.verdict == Verdict::ruled_out) continue;
    const std::vector<std::string>& rivals = one.rule->rivals;
    for (const Candidate& other : candidates) {
      const Diagnosis& d = other.diagnosis;
      if (d.verdict > Verdict::possible || std::find(rivals.begin(), rivals.end(), d.id) == rivals.end()) continue;
      one.diagnosis.rivals.push_back({d.id, d.title, d.verdict});
    }
    one.diagnosis.next_check = next_check(*one.rule, one.diagnosis);
  }
}

}  // namespace doctor
