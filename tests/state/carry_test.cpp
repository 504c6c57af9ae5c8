#include "state/carry.h"

#include <doctest/doctest.h>

#include "engine/kit.h"

using namespace doctor;

namespace {

constexpr FileTime kNow{200 * kTicksPerDay};

FileTime day(std::uint64_t n) {
  return {n * kTicksPerDay};
}

RuleSet rules() {
  Diagnostics problems;
  return test::load_text(
             "title: A\nname: alert\nlogsource: {product: windows, service: system}\nfields: [AlertDesc]\n"
             "detection: {s: {EventID: 36888}, condition: s}\n---\n"
             "title: B\nname: other\nlogsource: {product: windows, service: system}\n"
             "detection: {s: {EventID: 36874}, condition: s}\n",
             problems)
      .rules;
}

/// Two logs and something beside them; findings on the days 150 to 154.
ScanResult scanned() {
  ScanResult scan;
  for (const char* path : {"a.evtx", "b.evtx", "keys.reg"}) {
    InputResult input;
    input.path = path;
    input.kind = path[0] == 'k' ? "registry" : "evtx";
    input.undated = path[0] == 'k';
    input.relevant = 3;
    input.duplicates = 1;
    input.extents.count("FE01", "System", "Schannel", 2, day(140));
    input.extents.count("FE01", "System", "Schannel", 2, day(154));
    scan.extents.merge(input.extents);
    scan.inputs.push_back(std::move(input));
  }
  for (std::uint32_t i = 0; i < 5; ++i) {
    Finding f;
    f.rule = i % 2;
    f.source = i == 4 ? 2 : i % 2;
    f.offset = 4096 + i;
    f.record_id = 100 + i;
    f.time = day(150 + i);
    f.event_id = 36888;
    f.provider = scan.strings.intern("Schannel");
    f.channel = scan.strings.intern("System");
    f.computer = scan.strings.intern("FE01");
    f.values = scan.strings.intern("40" + std::to_string(i));
    scan.findings.push_back(f);
  }
  return scan;
}

RunState state_of(const ScanResult& scan, const HistoryLimits& limits = {{100 * kTicksPerDay}, 1000, 1000}) {
  RunState state;
  for (const char* path : {"a.evtx", "b.evtx", "c.evtx"}) {
    LogState log;
    log.path = path;
    state.logs.push_back(std::move(log));
  }
  remember_scan(scan, rules(), kNow, limits, state);
  return state;
}

std::string shown(const ScanResult& scan) {
  std::string out;
  for (const Finding& f : scan.findings) {
    out += rules().rules()[f.rule].id + " " + scan.inputs[f.source].path + ":" + std::to_string(f.offset) + " " +
           std::to_string(f.record_id) + " " + std::to_string(f.time.ticks / kTicksPerDay) + " " +
           std::string(scan.strings[f.provider]) + " " + std::string(scan.strings[f.channel]) + " " +
           std::string(scan.strings[f.computer]) + " " + std::string(scan.strings[f.values]) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("what is remembered comes back, without what lies beside the logs") {
  const ScanResult earlier = earlier_scan(state_of(scanned()), rules(), {});
  CHECK(shown(earlier) ==
        "alert a.evtx:4096 100 150 Schannel System FE01 400\n"
        "other b.evtx:4097 101 151 Schannel System FE01 401\n"
        "alert a.evtx:4098 102 152 Schannel System FE01 402\n"
        "other b.evtx:4099 103 153 Schannel System FE01 403\n");
  REQUIRE(earlier.inputs.size() == 3);
  CHECK(earlier.inputs[0].relevant == 3);
  CHECK(earlier.inputs[0].duplicates == 1);
  CHECK(earlier.inputs[0].extents.events() == 2);
  CHECK(earlier.inputs[2].extents.events() == 0);
}

TEST_CASE("of a log that is read again nothing counts") {
  const ScanResult earlier = earlier_scan(state_of(scanned()), rules(), {"a.evtx"});
  CHECK(shown(earlier) ==
        "other b.evtx:4097 101 151 Schannel System FE01 401\n"
        "other b.evtx:4099 103 153 Schannel System FE01 403\n");
  REQUIRE(earlier.inputs.size() == 2);
  CHECK(earlier.inputs[0].path == "b.evtx");
}

TEST_CASE("findings of rules that there are no more are left out") {
  RunState state = state_of(scanned());
  for (std::string& id : state.rules) {
    if (id == "other") id = "gone";
  }
  CHECK(earlier_scan(state, rules(), {}).findings.size() == 2);
}

TEST_CASE("old findings are forgotten, and the logs no longer vouch for that time") {
  const RunState state = state_of(scanned(), {{2 * kTicksPerDay}, 1000, 1000});
  REQUIRE(state.findings.size() == 2);  // of the days 152 and 153
  CHECK(state.forgotten == day(152));
  CHECK(state.logs[0].extents.list()[0].first == day(152));
  CHECK(state.logs[0].extents.list()[0].last == day(154));
  CHECK(state.logs[0].extents.events() == 2);
}

TEST_CASE("too many findings: the oldest are forgotten") {
  const RunState state = state_of(scanned(), {{100 * kTicksPerDay}, 3, 1000});
  CHECK(state.findings.size() == 2);  // the newest three, but one of them lies beside the logs
  CHECK(state.forgotten == FileTime{day(151).ticks + 1});
}

TEST_CASE("an event from the future forgets nothing") {
  ScanResult scan = scanned();
  scan.inputs[0].extents.count("FE01", "System", "Schannel", 2, day(90'000));
  scan.extents.count("FE01", "System", "Schannel", 2, day(90'000));
  const RunState state = state_of(scan);
  CHECK(state.findings.size() == 4);
  CHECK(state.forgotten == FileTime{0});
}

TEST_CASE("of the diagnoses that ended, those reported last are remembered, and all that are open") {
  RunState state = state_of(scanned());
  for (std::uint64_t i = 0; i < 6; ++i) {
    KnownDiagnosis k;
    k.fingerprint = i;
    k.reported = day(10 + i);
    k.open = i == 0;
    state.diagnoses.push_back(k);
  }
  remember_scan(scanned(), rules(), kNow, {{100 * kTicksPerDay}, 1000, 2}, state);
  REQUIRE(state.diagnoses.size() == 3);
  CHECK(state.diagnoses[0].fingerprint == 0);
  CHECK(state.diagnoses[1].fingerprint == 4);
}

TEST_CASE("the same twice: a state that was carried over gives the same state") {
  const RunState once = state_of(scanned());
  ScanResult earlier = earlier_scan(once, rules(), {});
  for (const InputResult& input : earlier.inputs) earlier.extents.merge(input.extents);
  RunState twice = once;
  remember_scan(earlier, rules(), kNow, {{100 * kTicksPerDay}, 1000, 1000}, twice);
  CHECK(twice.rules == once.rules);
  CHECK(twice.texts == once.texts);
  CHECK(twice.findings.size() == once.findings.size());
}
