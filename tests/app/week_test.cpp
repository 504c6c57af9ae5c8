// A week of scheduled scans of four logs that grow, go round, are archived and cleared, while the servers restart and a clock steps back:
// what the runs said together must be what one scan of everything says.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "app/documents.h"
#include "app/make_report.h"
#include "samples/growing_sample.h"
#include "samples/log_writer.h"
#include "samples/stories.h"
#include "support/temp_dir.h"

using namespace doctor;
using doctor::test::Dice;
using doctor::test::GrowingSample;
using doctor::test::LogWriter;
using doctor::test::XmlEvent;
namespace fs = std::filesystem;

namespace {

constexpr double kHour = 3600, kDay = 24 * kHour;
const char* const kStart = "2015-06-01T00:00:00Z";

void put(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// Every handshake fails for some hours; then the services run, if it ended.
void incident(LogWriter& system, LogWriter& lync, double from, double hours, bool ends, Dice& dice) {
  system.boot(from - 600);
  system.service_state(from - 560, "MSSQL$RTCLOCAL", "SQL Server (RTCLOCAL)", true);
  system.service_state(from - 550, "MSSQL$RTC", "SQL Server (RTC)", true);
  lync.lync(from - 300, "LS Server", 12287, 4);
  for (double at = from; at < from + hours * kHour; at += static_cast<double>(dice.roll(35, 300))) {
    system.no_common_cipher(at, "TLS 1.2");
    system.alert_sent(at + 0.001, 40, 1205);
  }
  for (double at = from; at < from + hours * kHour; at += 900) lync.placement_wait(at + 5, 1, 1);
  if (!ends) return;
  system.service_state(from + hours * kHour + 60, "RTCSRV", "Skype for Business Server Front-End", true);
  lync.lync(from + hours * kHour + 62, "LS Server", 12288, 4);
}

// What the Event Log service writes, in its order: the clock of FE02 is put back by two hours on day five.
struct Week {
  std::vector<XmlEvent> system1, lync1, system2, lync2;

  Week() {
    Dice dice(2015);
    LogWriter s1("FE01.contoso.com", "System", kStart), l1("FE01.contoso.com", "Lync Server", kStart);
    LogWriter s2("FE02.contoso.com", "System", kStart), l2("FE02.contoso.com", "Lync Server", kStart);
    s1.everyday(60, 7 * kDay, dice);
    s2.everyday(60, 7 * kDay, dice);
    for (double at = 1000; at < 7 * kDay; at += 5 * kHour) {
      l1.lync(at, "LS Centralized Logging Agent", 33022, 3);
      l2.lync(at + 60, "LS Centralized Logging Agent", 33022, 3);
    }
    incident(s1, l1, 1 * kDay + 7 * kHour, 3, true, dice);
    incident(s1, l1, 4 * kDay + 7 * kHour, 5, true, dice);
    incident(s2, l2, 5 * kDay + 14 * kHour, 40, false, dice);
    for (double at = 2 * kDay; at < 6 * kDay; at += 7 * kHour) s2.alert_sent(at, 10, 1203);
    system1 = s1.finish(1);
    lync1 = l1.finish(1);
    system2 = s2.finish(1);
    lync2 = l2.finish(1);
    for (XmlEvent& e : system2) {
      const FileTime time = *parse_iso8601(e.time);
      const FileTime noon{parse_iso8601(kStart)->ticks + 5 * kTicksPerDay + kTicksPerDay / 2};
      if (time >= noon) e.time = to_iso8601({time.ticks - 2 * 3600 * kTicksPerSecond});
    }
  }
};

// One log on its way: events are written when their time has come.
class Writing {
 public:
  Writing(const std::vector<XmlEvent>& events, std::string path, std::size_t most_chunks)
      : events_(events), path_(std::move(path)), log_(most_chunks) {}

  void until(FileTime now) {
    std::vector<XmlEvent> due;
    while (next_ < events_.size() && *parse_iso8601(events_[next_].time) < now) due.push_back(events_[next_++]);
    if (due.empty()) return;
    for (const XmlEvent& e : due) written_.back().push_back(e);
    log_.add(std::move(due));
    save();
  }
  void clear() {
    log_.clear();
    written_.emplace_back();
  }
  // Windows renames a full log that is to be archived, and begins a new one.
  void archive(const std::string& as) {
    fs::rename(path_, as);
    clear();
  }
  // The generations of the log, none of them overwritten.
  std::vector<std::string> everything() const {
    std::vector<std::string> out;
    for (std::vector<XmlEvent> events : written_) {
      for (std::size_t i = 0; i < events.size(); ++i) events[i].record_id = i + 1;
      if (!events.empty()) out.push_back(test::sample_bytes({"", "", test::SampleFormat::evtx, std::move(events)}));
    }
    return out;
  }
  std::uint64_t overwritten() const { return log_.overwritten(); }

 private:
  void save() const { put(path_, log_.bytes()); }

  const std::vector<XmlEvent>& events_;
  std::string path_;
  GrowingSample log_;
  std::size_t next_ = 0;
  std::vector<std::vector<XmlEvent>> written_{1};
};

// What a report says that must not depend on the number of runs. References to files are left out: a record moved with its log.
std::string substance(const Report& report, const RuleSet& rules) {
  std::string out;
  for (const Diagnosis& d : report.assessment.diagnoses) {
    out += d.id + " " + std::string(verdict_name(d.verdict)) + " " + d.computer + " " +
           (d.state == EpisodeState::open ? "open " : "recovered ") + to_iso8601(d.first) + " " + to_iso8601(d.last);
    for (const auto& [signal, n] : d.explains) out += " " + signal + "=" + std::to_string(n);
    for (const Evidence& e : d.evidence_for) out += "\n + " + e.text + " " + std::to_string(e.count);
    for (const Evidence& e : d.evidence_against) out += "\n - " + e.text + " " + std::to_string(e.count);
    out += "\n";
  }
  for (const FalseAlarm& f : report.assessment.false_alarms) {
    out += f.signal + " " + f.kind + " " + f.computer + " " + std::to_string(f.count) + " " + f.explained_by + "\n";
  }
  for (const Unexplained& u : report.assessment.unexplained) {
    out += u.signal + " " + u.computer + " " + std::to_string(u.count) + "\n";
  }
  for (const NotAssessable& n : report.assessment.not_assessable) out += n.id + " " + n.because + "\n";
  for (const Firing& f : report.scan.firings) {
    out += rules.correlations()[f.correlation].id + " " + to_iso8601(f.first) + " " + std::to_string(f.parts.size()) + "\n";
  }
  std::map<std::string, std::uint64_t> events;
  for (const Extent& e : report.scan.extents.list()) events[e.computer + " " + e.channel] += e.events;
  for (const auto& [log, n] : events) out += log + " " + std::to_string(n) + "\n";
  return out;
}

// What was told, per fingerprint, in order.
class Told {
 public:
  void take(const Report& report, const std::vector<Notice>& notices) {
    for (const Notice& n : notices) {
      REQUIRE(n.number == ++last_);
      said_[n.about.fingerprint] += n.kind == Notice::Kind::found ? "F" : "R";
    }
    for (const RunReport::Gone& gone : report.run->gone) gone_.insert(gone.fingerprint);
  }
  const std::map<std::uint64_t, std::string>& said() const { return said_; }
  bool gone(std::uint64_t fingerprint) const { return gone_.contains(fingerprint); }

 private:
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, std::string> said_;
  std::set<std::uint64_t> gone_;
};

Report run_once(const Options& options, const Documents& documents, FileTime now, Told* told) {
  Options at_this_time = options;
  at_this_time.now = now;
  RunMemory memory(at_this_time, documents.store.fingerprint(), now);
  REQUIRE_FALSE(memory.refused());
  const Inputs inputs = begin_reading(at_this_time, true, memory.open_log());
  Report report = make_remembered_report(memory, inputs, documents, at_this_time);
  REQUIRE(report.run);
  REQUIRE(inputs.failures.empty());
  if (told != nullptr) told->take(report, memory.pending());
  memory.pending().clear();
  REQUIRE(memory.commit());
  return report;
}

}  // namespace

TEST_CASE("a simulated week: two thousand runs say together what one scan of everything says") {
  constexpr int kRuns = 2000;
  const test::TempDir folder, kept;
  const Week week;
  const auto path = [&](const char* name) { return (folder.path() / name).string(); };
  fs::create_directories(folder.path() / "FE01");
  fs::create_directories(folder.path() / "FE02");
  std::vector<Writing> logs;
  logs.emplace_back(week.system1, path("FE01/System.evtx"), 3);
  logs.emplace_back(week.lync1, path("FE01/Lync Server.evtx"), 64);
  logs.emplace_back(week.system2, path("FE02/System.evtx"), 64);
  logs.emplace_back(week.lync2, path("FE02/Lync Server.evtx"), 2);

  Options options;
  options.paths = {folder.path().string()};
  options.state = (kept.path() / "state").string();
  options.threads = 1;
  const Documents documents = load_documents(options);
  const std::uint64_t start = parse_iso8601(kStart)->ticks, week_ticks = 7 * kTicksPerDay;
  Told told;
  Report last;
  std::uint64_t lost = 0;
  for (int run = 1; run <= kRuns; ++run) {
    const FileTime now{start + week_ticks / kRuns * static_cast<std::uint64_t>(run)};
    for (Writing& log : logs) log.until(now);
    if (run == 900) logs[1].archive(path("FE01/Archive-Lync Server.evtx"));
    if (run == 1700) logs[2].clear();
    last = run_once(options, documents, now, &told);
    for (const RunReport::LogNote& note : last.run->logs) {
      CHECK(note.kind != RunReport::LogNote::Kind::vanished);
      lost += note.records;
    }
  }
  CHECK(logs[0].overwritten() > 300);  // it did go round
  CHECK(lost == 0);
  CHECK(last.run->number == kRuns);

  const test::TempDir all;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const fs::path host = all.path() / (i < 2 ? "FE01" : "FE02");
    fs::create_directories(host);
    const auto generations = logs[i].everything();
    for (std::size_t g = 0; g < generations.size(); ++g) {
      put(host / (std::to_string(i) + "-" + std::to_string(g) + ".evtx"), generations[g]);
    }
  }
  Options at_once;
  at_once.paths = {all.path().string()};
  at_once.threads = 1;
  at_once.now = {start + week_ticks};
  const Report whole = make_report(open_inputs(at_once.paths, {}, true), documents, at_once);
  CHECK(substance(last, documents.rules) == substance(whole, documents.rules));

  std::map<std::uint64_t, EpisodeState> expected;
  for (const Diagnosis& d : whole.assessment.diagnoses) {
    if (d.verdict <= Verdict::likely) expected[d.fingerprint] = d.state;
  }
  REQUIRE(expected.size() >= 2);
  for (const auto& [fingerprint, state] : expected) {
    REQUIRE(told.said().contains(fingerprint));
    const std::string& said = told.said().at(fingerprint);
    CAPTURE(said);
    // Found and recovered in turn: nothing twice, and at the end what holds now.
    for (std::size_t i = 0; i < said.size(); ++i) CHECK(said[i] == (i % 2 == 0 ? 'F' : 'R'));
    CHECK((said.back() == 'F') == (state == EpisodeState::open));
  }
  for (const auto& [fingerprint, said] : told.said()) {
    CHECK((expected.contains(fingerprint) || told.gone(fingerprint) || said.back() == 'R'));
  }
  // The two incidents of FE01 ended, each told once.
  CHECK(std::any_of(told.said().begin(), told.said().end(), [](const auto& entry) { return entry.second == "FRFR"; }));
}
