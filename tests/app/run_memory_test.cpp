#include "app/run_memory.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/make_report.h"
#include "app/scan_exit.h"
#include "samples/growing_sample.h"
#include "samples/log_writer.h"
#include "state/state_file.h"
#include "support/temp_dir.h"

using namespace doctor;
using doctor::test::GrowingSample;
using doctor::test::LogWriter;
using doctor::test::TempDir;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

const FileTime kStart = *parse_iso8601("2015-06-01T00:00:00Z");
constexpr std::uint64_t kHourTicks = 3600 * kTicksPerSecond;

FileTime hours(std::uint64_t n) {
  return {kStart.ticks + n * kHourTicks};
}

void put(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// Every handshake fails. With waiting() beside it, that is a likely diagnosis.
std::vector<test::XmlEvent> failing(double from, int pairs) {
  LogWriter system("FE01.contoso.com", "System", "2015-06-01T00:00:00Z");
  for (int i = 0; i < pairs; ++i) {
    system.no_common_cipher(from + i * 60, "TLS 1.2");
    system.alert_sent(from + i * 60 + 0.001, 40, 1205);
  }
  return system.finish(1);
}

// The front end waits for its start, from one o'clock to two.
std::string waiting() {
  LogWriter lync("FE01.contoso.com", "Lync Server", "2015-06-01T00:00:00Z");
  lync.lync(3500, "LS Server", 12287, 4);
  for (int i = 0; i < 20; ++i) lync.placement_wait(3600 + i * 180, 1, 1);
  GrowingSample log(8);
  log.add(lync.finish(1));
  return log.bytes();
}
constexpr std::uint64_t kWaitingEvents = 21;

// A folder of logs, a state beside it, and runs.
struct Watch {
  TempDir logs, kept;
  Options options;
  Documents documents;

  Watch() {
    options.paths = {logs.path().string()};
    options.state = (kept.path() / "state").string();
    options.threads = 1;
    documents = load_documents(options);
  }
  fs::path log(const char* name = "System.evtx") const { return logs.path() / name; }

  struct Run {
    ExitCode code = ExitCode::nothing;
    bool refused = false, repeated = false;
    ExitCode judged = ExitCode::nothing;  ///< of a run that was not repeated
    std::optional<RunReport> report;
    Report whole;
    std::vector<Notice> notices;
  };
  Run run(FileTime now, std::uint64_t other_rules = 0) {
    Run out;
    RunMemory memory(options, documents.store.fingerprint() + other_rules, now);
    out.refused = memory.refused();
    if (!out.refused) {
      const Inputs inputs = begin_reading(options, true, memory.open_log());
      if (const auto repeated = memory.repeat(inputs)) {
        out.repeated = true;
        CHECK(memory.commit());
        out.code = *repeated;
        return out;
      }
      out.whole = make_remembered_report(memory, inputs, documents, options);
      out.judged = judge(out.whole, inputs, options);
      memory.remember_outcome(inputs, out.whole, out.judged);
      out.report = out.whole.run;
      memory.commit();
      out.notices = memory.pending();
      memory.pending().clear();
      if (memory.remembers()) memory.commit();
    }
    out.code = memory.code();
    return out;
  }
};

std::uint64_t events(const Report& report) {
  std::uint64_t n = 0;
  for (const InputResult& input : report.scan.inputs) n += input.extents.events();
  return n;
}

bool noted(const std::optional<RunReport>& run, RunReport::LogNote::Kind kind) {
  return run && std::any_of(run->logs.begin(), run->logs.end(), [&](const auto& note) { return note.kind == kind; });
}

}  // namespace

TEST_CASE("the second run reads only what is new, and says so of the diagnoses") {
  Watch watch;
  put(watch.log("Lync Server.evtx"), waiting());
  GrowingSample log(8);
  log.add(failing(3600, 20));
  put(watch.log(), log.bytes());
  const auto first = watch.run(hours(2));
  REQUIRE(first.report);
  CHECK(first.report->number == 1);
  CHECK(first.report->previous.ticks == 0);
  CHECK(first.report->count(Change::fresh) >= 1);
  CHECK_FALSE(first.notices.empty());
  CHECK(events(first.whole) == 40 + kWaitingEvents);

  log.add(failing(7300, 5));
  put(watch.log(), log.bytes());
  const auto second = watch.run(hours(3));
  CHECK(second.report->number == 2);
  CHECK(second.report->previous == hours(2));
  CHECK(second.report->count(Change::fresh) == 0);
  CHECK(second.report->count(Change::still_open) == first.report->count(Change::fresh));
  CHECK(second.notices.empty());
  CHECK(events(second.whole) == 50 + kWaitingEvents);
  CHECK(second.whole.scan.findings.size() > first.whole.scan.findings.size());
  CHECK(second.whole.scan.inputs[1].coverage.records < first.whole.scan.inputs[1].coverage.records);
  CHECK(second.whole.scan.inputs[0].coverage.records == 0);  // the other log is as it was
}

TEST_CASE("a copy, an archive and an older copy of a log count nothing twice") {
  Watch watch;
  GrowingSample log(8);
  log.add(failing(3600, 400));
  const std::string older = log.bytes();
  put(watch.log(), older);
  const std::size_t found = watch.run(hours(2)).whole.scan.findings.size();
  put(watch.log("copy.evtx"), older);
  CHECK(watch.run(hours(3)).whole.scan.findings.size() == found);
  fs::rename(watch.log(), watch.log("Archive-System.evtx"));
  log.clear();
  log.add(failing(9 * 3600, 2));
  put(watch.log(), log.bytes());
  const auto archived = watch.run(hours(10));
  CHECK(archived.whole.scan.findings.size() > found);
  CHECK_FALSE(noted(archived.report, RunReport::LogNote::Kind::vanished));
  put(watch.log(), older);  // restored from a backup
  const auto restored = watch.run(hours(11));
  CHECK(restored.whole.scan.findings.size() == archived.whole.scan.findings.size());
}

TEST_CASE("two runs at once: the second is refused, and the state is the first one's") {
  Watch watch;
  put(watch.log(), [] {
    GrowingSample log(8);
    log.add(failing(3600, 3));
    return log.bytes();
  }());
  RunMemory first(watch.options, 1, hours(2));
  CHECK_FALSE(first.refused());
  RunMemory second(watch.options, 1, hours(2));
  CHECK(second.refused());
  CHECK(second.code() == ExitCode::input);
}

TEST_CASE("a damaged state is put aside, a newer one left alone; neither is lost") {
  Watch watch;
  put(watch.log("Lync Server.evtx"), waiting());
  GrowingSample log(8);
  log.add(failing(3600, 20));
  put(watch.log(), log.bytes());
  watch.run(hours(2));
  const fs::path state = watch.options.state;
  std::string bytes = test::read_file(state);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  put(state, bytes);
  const auto damaged = watch.run(hours(3));
  CHECK(damaged.code == ExitCode::input);
  CHECK(damaged.report->number == 1);
  CHECK(damaged.report->count(Change::fresh) >= 1);
  CHECK(test::read_file(state.string() + ".damaged-1") == bytes);

  std::string newer = test::read_file(state);
  newer[8] = 9;  // the version, behind the magic
  put(state, newer);
  const auto refused = watch.run(hours(4));
  CHECK(refused.refused);
  CHECK(refused.code == ExitCode::input);
  CHECK(test::read_file(state) == newer);
}

TEST_CASE("without a place for the state the report is made all the same") {
  Watch watch;
  put(watch.log("Lync Server.evtx"), waiting());
  GrowingSample log(8);
  log.add(failing(3600, 20));
  put(watch.log(), log.bytes());
  watch.options.state = (watch.kept.path() / "no such folder" / "state").string();
  const auto run = watch.run(hours(2));
  CHECK_FALSE(run.refused);
  CHECK_FALSE(run.report);
  CHECK(run.code == ExitCode::input);
  CHECK_FALSE(run.whole.assessment.diagnoses.empty());
}

TEST_CASE("other rules: all is read again, what is found again is not new") {
  Watch watch;
  put(watch.log("Lync Server.evtx"), waiting());
  GrowingSample log(8);
  log.add(failing(3600, 20));
  put(watch.log(), log.bytes());
  const auto first = watch.run(hours(2));
  const auto second = watch.run(hours(3), 1);
  CHECK(second.whole.scan.findings.size() == first.whole.scan.findings.size());
  CHECK(events(second.whole) == events(first.whole));
  CHECK(second.report->count(Change::fresh) == 0);
  CHECK(second.report->count(Change::still_open) == first.report->count(Change::fresh));
}

TEST_CASE("a System log that stands still and a log that is gone are noticed, the latter once") {
  Watch watch;
  GrowingSample log(8);
  log.add(failing(3600, 20));
  put(watch.log(), log.bytes());
  put(watch.log("other.evtx"), [] {
    GrowingSample other(8);
    LogWriter lync("FE01.contoso.com", "Lync Server", "2015-06-01T00:00:00Z");
    lync.placement_wait(60, 1, 1);
    other.add(lync.finish(1));
    return other.bytes();
  }());
  CHECK(watch.run(hours(2)).report->logs.empty());
  CHECK(watch.run(hours(26)).report->logs.empty());
  const auto still = watch.run(hours(28));
  REQUIRE(still.report->logs.size() == 1);  // a quiet Lync Server log is nothing special
  CHECK(still.report->logs[0].kind == RunReport::LogNote::Kind::stands_still);
  CHECK(still.report->logs[0].since == hours(2));
  log.add(failing(29 * 3600, 1));
  put(watch.log(), log.bytes());
  fs::remove(watch.log("other.evtx"));
  const auto gone = watch.run(hours(30));
  REQUIRE(gone.report->logs.size() == 1);
  CHECK(gone.report->logs[0].kind == RunReport::LogNote::Kind::vanished);
  CHECK(watch.run(hours(31)).report->logs.empty());
}

TEST_CASE("half a record at the end of a log that stays so is told once as damage") {
  Watch watch;
  GrowingSample log(8);
  log.add(failing(3600, 20));
  std::string bytes = log.bytes();
  std::size_t last = std::string::npos;  // the magic of the last record
  for (std::size_t at = bytes.find("\x2a\x2a\0\0"s); at != std::string::npos; at = bytes.find("\x2a\x2a\0\0"s, at + 1)) last = at;
  REQUIRE(last != std::string::npos);
  bytes[last] = '?';
  put(watch.log(), bytes);
  const auto damage = [](const Watch::Run& run) {
    const Diagnostics& d = run.whole.scan.inputs.at(0).damage;
    return d.count(Severity::warning) + d.count(Severity::error);
  };
  CHECK(damage(watch.run(hours(2))) == 0);  // Windows may be writing it
  CHECK(damage(watch.run(hours(3))) == 1);
  CHECK(damage(watch.run(hours(4))) == 0);
}

TEST_CASE("records that were overwritten between two runs are counted") {
  Watch watch;
  GrowingSample log(2);
  log.add(failing(3600, 20));
  put(watch.log(), log.bytes());
  watch.run(hours(2));
  for (int i = 0; i < 40; ++i) log.add(failing(7200 + i * 3000, 20));
  put(watch.log(), log.bytes());
  const auto run = watch.run(hours(40));
  REQUIRE(run.report->logs.size() == 1);
  CHECK(run.report->logs[0].kind == RunReport::LogNote::Kind::overwritten);
  CHECK(run.report->logs[0].records == log.overwritten() - 40);
  CHECK(run.report->logs[0].since == hours(2));
}

TEST_CASE("the clock may be set back: nothing is read twice, and a later run still sees the log stand still") {
  Watch watch;
  GrowingSample log(8);
  log.add(failing(3600, 20));
  put(watch.log(), log.bytes());
  const auto first = watch.run(hours(50));
  const auto back = watch.run(hours(2));
  CHECK(back.whole.scan.findings.size() == first.whole.scan.findings.size());
  CHECK(back.report->number == 2);
  CHECK(back.report->logs.empty());
  CHECK(noted(watch.run(hours(76)).report, RunReport::LogNote::Kind::stands_still));
}

namespace {

// A state without what differs from run to run.
std::string without_times(const std::string& path) {
  DecodedState decoded = decode_state(test::read_file(path));
  REQUIRE(decoded.why == "");
  decoded.state.last_run = {};
  decoded.state.quiet = {};
  for (LogState& log : decoded.state.logs) log.seen = {};
  return encode_state(decoded.state);
}

// A Watch whose runs may be repeated, and what is in it.
struct QuietWatch : Watch {
  GrowingSample system{8};

  QuietWatch() {
    options.quiet = true;
    put(log("Lync Server.evtx"), waiting());
    grow(3600);
  }
  void grow(double from) {
    system.add(failing(from, 20));
    put(log(), system.bytes());
  }
};

}  // namespace

TEST_CASE("a run that finds nothing new is repeated without being judged, with the same code and the same state") {
  QuietWatch watch;
  CHECK_FALSE(watch.run(hours(2)).repeated);
  const auto judged = watch.run(hours(3));
  CHECK_FALSE(judged.repeated);  // the run before found something
  CHECK(judged.judged == ExitCode::found);
  const std::string after_judging = without_times(watch.options.state);
  const auto repeated = watch.run(hours(4));
  CHECK(repeated.repeated);
  CHECK(repeated.code == judged.judged);
  DecodedState state = decode_state(test::read_file(watch.options.state));
  CHECK(state.state.runs == 3);
  CHECK(state.state.last_run == hours(4));
  for (const LogState& log : state.state.logs) CHECK(log.seen == hours(4));

  // Judged once more: nothing but the number differs from what it was before the run that was repeated.
  watch.options.quiet = false;
  CHECK_FALSE(watch.run(hours(5)).repeated);
  state = decode_state(test::read_file(watch.options.state));
  CHECK(state.state.runs == 4);
  state.state.runs = 2;
  put(watch.options.state, encode_state(state.state));
  CHECK(without_times(watch.options.state) == after_judging);
}

TEST_CASE("a run is judged if anything is new, missing or asked otherwise") {
  QuietWatch watch;
  watch.run(hours(2));
  watch.run(hours(3));
  REQUIRE(watch.run(hours(4)).repeated);

  SUBCASE("events") {
    watch.grow(4 * 3600);
    CHECK_FALSE(watch.run(hours(5)).repeated);
    CHECK_FALSE(watch.run(hours(6)).repeated);
    CHECK(watch.run(hours(7)).repeated);
  }
  SUBCASE("a log") {
    put(watch.log("copy.evtx"), watch.system.bytes());
    CHECK_FALSE(watch.run(hours(5)).repeated);
  }
  SUBCASE("a log is gone") {
    fs::remove(watch.log("Lync Server.evtx"));
    CHECK(noted(watch.run(hours(5)).report, RunReport::LogNote::Kind::vanished));
    CHECK_FALSE(watch.run(hours(6)).repeated);
    CHECK(watch.run(hours(7)).repeated);
  }
  SUBCASE("a certificate beside the logs") {
    fs::copy_file(fs::path(DOCTOR_SOURCE_DIR) / "samples/beside/fe01.cer", watch.log("fe01.cer"));
    CHECK_FALSE(watch.run(hours(5)).repeated);
    CHECK_FALSE(watch.run(hours(6)).repeated);
  }
  SUBCASE("a log that cannot be read") {
    put(watch.log("broken.evtx"), "no log");
    CHECK_FALSE(watch.run(hours(5)).repeated);
    CHECK_FALSE(watch.run(hours(6)).repeated);
  }
  SUBCASE("the log begins to stand still") {
    const auto still = watch.run(hours(40));
    CHECK_FALSE(still.repeated);
    CHECK(noted(still.report, RunReport::LogNote::Kind::stands_still));
    CHECK(watch.run(hours(41)).repeated);
  }
  SUBCASE("rules") {
    CHECK_FALSE(watch.run(hours(5), 1).repeated);
  }
  SUBCASE("options") {
    watch.options.fail_on = Verdict::confirmed;
    CHECK_FALSE(watch.run(hours(5)).repeated);
    CHECK(watch.run(hours(6)).repeated);
  }
  SUBCASE("the clock was set back") {
    CHECK_FALSE(watch.run(hours(3)).repeated);
  }
}
