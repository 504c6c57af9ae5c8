#include "report/metrics.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "report/diagnosis_json.h"
#include "report/forecast.h"
#include "report/totals.h"

namespace doctor {

namespace {

using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

constexpr std::size_t kLongestLabel = 300;  // bytes of a name that a log gave

std::string label_value(std::string_view text) {
  const std::string shown = printable(prefix(text, kLongestLabel));
  std::string out;
  for (const char c : shown) {
    if (c == '\\' || c == '"') out += '\\';
    out += c;  // no newline: printable() has made it visible
  }
  return out;
}

/// Unix time with milliseconds.
std::string seconds(FileTime time) {
  const std::uint64_t epoch = kUnixEpochTicks;
  const bool before = time.ticks < epoch;
  const std::uint64_t millis = (before ? epoch - time.ticks : time.ticks - epoch) / (kTicksPerSecond / 1000);
  return fmt::format("{}{}.{:03}", before ? "-" : "", millis / 1000, millis % 1000);
}

/// One metric: its series by labels.
class Family {
 public:
  Family(std::string_view type, std::string_view help) : type_(type), help_(help) {}

  /// The first value of a series stays. False if there are too many.
  bool add(const Labels& labels, std::string value) {
    std::string text;
    for (const auto& [name, label] : labels) {
      text += fmt::format("{}{}=\"{}\"", text.empty() ? "{" : ",", name, label_value(label));
    }
    if (!text.empty()) text += '}';
    if (series_.size() >= kMostSeries && !series_.contains(text)) return false;
    series_.try_emplace(std::move(text), std::move(value));
    return true;
  }

  void write(std::string_view name, std::string& out) const {
    if (series_.empty()) return;
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help_, name, type_);
    for (const auto& [labels, value] : series_) out += fmt::format("{}{} {}\n", name, labels, value);
  }

 private:
  std::string_view type_, help_;
  std::map<std::string, std::string> series_;
};

class Metrics {
 public:
  /// `name` without the "schannel_doctor_" before it; `help`: one line without a backslash.
  Family& family(std::string_view name, std::string_view help, std::string_view type = "gauge") {
    return families_.try_emplace(std::string(name), type, help).first->second;
  }
  void one(std::string_view name, std::string_view help, std::string value) {
    family(name, help).add({}, std::move(value));
  }
  void one(std::string_view name, std::string_view help, std::uint64_t value) { one(name, help, std::to_string(value)); }
  void add(Family& family, const Labels& labels, std::string value) {
    if (!family.add(labels, std::move(value))) ++left_out_;
  }

  std::string text() {
    one("series_left_out", "Series that were left out because a metric had too many of them.", left_out_);
    std::string out;
    for (const auto& [name, family] : families_) family.write("schannel_doctor_" + name, out);
    return out;
  }

 private:
  std::map<std::string, Family, std::less<>> families_;
  std::uint64_t left_out_ = 0;
};

void add_run(Metrics& m, const Report& report, const RunFacts& run) {
  m.add(m.family("info", "The program and the rules it was built with or given; always 1."),
        {{"version", report.tool_version}, {"rules", hex16(report.rules_fingerprint)}}, "1");
  m.one("last_run_timestamp_seconds", "When the last run finished.", seconds(run.finished));
  m.one("run_duration_seconds", "How long the last run took.",
        seconds(FileTime{kUnixEpochTicks + run.duration.count}));
  m.one("exit_code", "Exit code of the last run.", fmt::format("{}", run.exit_code));
  m.family("runs_total", "Finished runs that the state knows of.", "counter").add({}, std::to_string(run.runs));
  m.family("notices_total", "Notices of new and recovered diagnoses so far.", "counter")
      .add({}, std::to_string(run.notices));
  m.one("notices_pending", "Notices that could not be delivered yet.", run.notices_pending);
  m.one("state_damaged", "1 if what earlier runs knew could not be read.", run.state_damaged ? 1 : 0);
}

void add_diagnoses(Metrics& m, const Assessment& assessment) {
  Family& each = m.family("diagnosis", "A diagnosis of the last report, open or recovered; always 1.");
  std::map<std::pair<std::string_view, std::string_view>, std::uint64_t> open;
  for (const std::string_view severity : {"critical", "high", "medium", "low", "info"}) {
    for (const Verdict v : {Verdict::confirmed, Verdict::likely, Verdict::possible}) open[{severity, verdict_name(v)}];
  }
  for (const Diagnosis& d : assessment.diagnoses) {
    if (d.verdict > Verdict::possible) continue;
    const bool recovered = d.state == EpisodeState::recovered;
    m.add(each,
          {{"id", d.id},
           {"computer", d.computer},
           {"verdict", verdict_name(d.verdict)},
           {"severity", d.severity},
           {"state", recovered ? "recovered" : "open"}},
          "1");
    if (!recovered) ++open[{d.severity, verdict_name(d.verdict)}];
  }
  Family& sums = m.family("diagnosis_open", "How many diagnoses are open, by severity and verdict.");
  for (const auto& [key, count] : open) {
    m.add(sums, {{"severity", key.first}, {"verdict", key.second}}, std::to_string(count));
  }
}

void add_logs(Metrics& m, const Report& report) {
  Family& last = m.family("log_last_event_timestamp_seconds", "Time of the last event of a log.");
  for (const Extent& e : report.scan.extents.list()) {
    if (e.last.ticks != 0) m.add(last, {{"channel", e.channel}, {"computer", e.computer}}, seconds(e.last));
  }
  Family& unreadable = m.family("log_unreadable", "A log that could not be read; always 1.");
  for (const InputResult& input : report.scan.inputs) {
    if (!input.error.empty()) m.add(unreadable, {{"path", input.path}}, "1");
  }
  Family& blind = m.family("log_blind", "A log that was given and cannot show what it is needed for; always 1.");
  std::set<std::string_view> not_assessable;
  for (const NotAssessable& n : report.assessment.not_assessable) {
    not_assessable.insert(n.id);
    if (n.blind) m.add(blind, {{"channel", n.needs}, {"computer", n.computer}}, "1");
  }
  m.one("not_assessable", "Diagnoses that could not be judged on at least one computer.", not_assessable.size());
  if (!report.run) return;
  Family& notes = m.family("log_note", "A log that stands still, vanished or lost events between two runs; always 1.");
  for (const RunReport::LogNote& note : report.run->logs) {
    m.add(notes, {{"path", note.path}, {"what", log_note_name(note.kind)}}, "1");
  }
}

/// What ended long ago is left out, as in the text: it has been replaced, or somebody would have noticed.
void add_dates(Metrics& m, const ScanResult& scan, const RuleSet& rules) {
  Family& dates = m.family("runs_out_timestamp_seconds", "When a certificate or CRL that was met runs out.");
  for (const EndDate& d : end_dates(scan, rules)) {
    if (d.days_left < -kJustEndedDays) continue;
    m.add(dates, {{"what", d.kind}, {"name", d.name}, {"thumbprint", d.thumbprint}}, seconds(d.end));
  }
}

}  // namespace

std::string to_metrics(const Report& report, const RuleSet& rules, const RunFacts& run) {
  Metrics m;
  add_run(m, report, run);
  const Totals totals = totals_of(report, rules);
  m.one("events", "Events of all logs that the last report is about.", totals.events);
  m.one("findings", "Findings (one rule, one event) that the last report is about.", totals.findings);
  m.one("logs", "Files that could be read.", totals.files);
  m.one("logs_unreadable", "Files that could not be read.", totals.unreadable);
  add_diagnoses(m, report.assessment);
  add_logs(m, report);
  add_dates(m, report.scan, rules);
  return m.text();
}

}  // namespace doctor
