#include <doctest/doctest.h>

#include <functional>
#include <set>
#include <utility>

#include "base/bytes.h"
#include "base/text.h"
#include "state/sample_state.h"
#include "state/state_file.h"

using namespace doctor;

namespace {

std::string hex(std::string_view bytes) {
  return to_hex(as_bytes(bytes.data(), bytes.size()), false);
}

}  // namespace

TEST_CASE("the form of the file cannot change unseen") {
  RunState s;
  s.runs = 2;
  s.last_run = {0x01d09c38a2b40000};
  s.tool_version = "0.1";
  s.rules = {"r"};
  s.texts = {"", "Schannel"};
  LogState log;
  log.path = "a.evtx";
  log.kind = "evtx";
  log.memory.chunks = {{0x1122334455667788, 600}};
  s.logs = {log};
  s.findings = {{0, 0, 4608, 1, {200}, 36888, 1, 0, 0, 0}, {0, 0, 4600, 2, {201}, 36888, 1, 0, 0, 0}};
  CHECK(hex(encode_state(s)) ==
        "5343484453544154" "02000000" "a800000000000000"                       // magic, version, length
        "02" "0000b4a2389cd001" "0000000000000000" "03302e31" "0000000000000000" "00"  // runs, last, rules, program, forgotten, notices
        "01" "0172" "02" "00" "08536368616e6e656c"                             // rules; texts
        "01" "06612e65767478" "0465767478"                                     // one log: path, kind
        "01" "8877665544332211" "d804" "00" "00" "00" "0000000000000000" "00" "0000000000000000"  // its chunks and the rest of its memory
        "00" "0000000000000000" "00"                                           // a torn tail
        "00" "00" "00" "0000000000000000" "0000000000000000" "01"              // extents, relevant, duplicates, seen, grew, present
        "00"                                                                   // chunks that are gone
        "02" "0000" "8048" "02" "9003" "98a002" "01000000"                     // findings: rule, log, offset, record, time, event, texts
        "0000" "0f" "02" "02" "98a002" "01000000"
        "00" "00" "00" "00" "00"                                               // diagnoses, notices, told by two ways, troubles
        "0000000000000000" "00" "0000000000000000"                             // quiet outcome
        "985f76a7beb7301f");
}

TEST_CASE("header and checksum are as documented") {
  const std::string bytes = encode_state(test::sample_state());
  CHECK(bytes == test::sealed(test::payload_of(bytes)));
}

TEST_CASE("a finding of a long history takes less than 40 bytes") {
  const std::string none = encode_state(test::long_history(0)), many = encode_state(test::long_history(10'000));
  CHECK((many.size() - none.size()) / 10'000 < 40);
}

TEST_CASE("every field counts") {
  using Change = std::function<void(RunState&)>;
  const Change changes[] = {
      [](RunState&) {},
      [](RunState& s) { ++s.runs; },
      [](RunState& s) { ++s.last_run.ticks; },
      [](RunState& s) { ++s.rules_fingerprint; },
      [](RunState& s) { s.tool_version += "1"; },
      [](RunState& s) { s.rules.push_back(""); },
      [](RunState& s) { s.rules[0] = "x"; },
      [](RunState& s) { s.texts.push_back(""); },
      [](RunState& s) { s.texts[1] = "x"; },
      [](RunState& s) { ++s.forgotten.ticks; },
      [](RunState& s) { ++s.notices; },
      [](RunState& s) { s.past.pop_back(); },
      [](RunState& s) { ++s.past[0].identity; },
      [](RunState& s) { ++s.past[0].read_until; },
      [](RunState& s) { s.logs[0].path += "x"; },
      [](RunState& s) { s.logs[0].kind = "xml"; },
      [](RunState& s) { ++s.logs[0].memory.chunks[1].identity; },
      [](RunState& s) { ++s.logs[0].memory.chunks[1].read_until; },
      [](RunState& s) { s.logs[0].memory.chunks.pop_back(); },
      [](RunState& s) { ++s.logs[0].memory.newest; },
      [](RunState& s) { s.logs[0].memory.ordered = false; },
      [](RunState& s) { ++s.logs[0].memory.bytes; },
      [](RunState& s) { ++s.logs[0].memory.header_digest; },
      [](RunState& s) { ++s.logs[0].memory.last_record_id; },
      [](RunState& s) { ++s.logs[0].memory.last_written.ticks; },
      [](RunState& s) { ++s.logs[0].memory.tail.size; },
      [](RunState& s) { ++s.logs[0].memory.tail.digest; },
      [](RunState& s) { s.logs[0].memory.tail.told = false; },
      [](RunState& s) { s.logs[0].extents.count("x", "System", "Schannel", 1, {}); },
      [](RunState& s) { s.logs[0].extents.count("", "System", "LsaSrv", 3, {1}, 0); },
      [](RunState& s) { s.logs[0].extents.count("", "System", "LsaSrv", 3, {~std::uint64_t{0}}, 0); },
      [](RunState& s) { s.logs[0].extents.count("", "System", "LsaSrv", 3, {}); },
      [](RunState& s) { s.logs[0].extents.count("", "System", "LsaSrv", 4, {}); },
      [](RunState& s) { s.logs[0].extents.count("", "System", "Schannel", 3, {}); },
      [](RunState& s) { ++s.logs[0].relevant; },
      [](RunState& s) { ++s.logs[0].duplicates; },
      [](RunState& s) { ++s.logs[0].seen.ticks; },
      [](RunState& s) { ++s.logs[0].grew.ticks; },
      [](RunState& s) { s.logs[0].present = true; },
      [](RunState& s) { s.findings.pop_back(); },
      [](RunState& s) { s.findings[0].rule = 1; },
      [](RunState& s) { s.findings[0].log = 1; },
      [](RunState& s) { ++s.findings[0].offset; },
      [](RunState& s) { ++s.findings[0].record_id; },
      [](RunState& s) { ++s.findings[0].time.ticks; },
      [](RunState& s) { ++s.findings[0].event_id; },
      [](RunState& s) { ++s.findings[0].provider; },
      [](RunState& s) { ++s.findings[0].channel; },
      [](RunState& s) { ++s.findings[0].computer; },
      [](RunState& s) { --s.findings[0].values; },
      [](RunState& s) { ++s.diagnoses[0].fingerprint; },
      [](RunState& s) { s.diagnoses[0].id = "x"; },
      [](RunState& s) { s.diagnoses[0].title = "x"; },
      [](RunState& s) { s.diagnoses[0].computer = "x"; },
      [](RunState& s) { s.diagnoses[0].severity = "x"; },
      [](RunState& s) { s.diagnoses[0].verdict = Verdict::ruled_out; },
      [](RunState& s) { ++s.diagnoses[0].first.ticks; },
      [](RunState& s) { ++s.diagnoses[0].last.ticks; },
      [](RunState& s) { ++s.diagnoses[0].reported.ticks; },
      [](RunState& s) { s.diagnoses[0].open = false; },
      [](RunState& s) { s.pending.pop_back(); },
      [](RunState& s) { ++s.pending[0].number; },
      [](RunState& s) { s.pending[0].kind = Notice::Kind::recovered; },
      [](RunState& s) { s.pending[0].about.title = "x"; },
      [](RunState& s) { ++s.pending[0].time.ticks; },
      [](RunState& s) { ++s.told.by_command[0]; },
      [](RunState& s) { s.told.by_command.pop_back(); },
      [](RunState& s) { ++s.told.by_log[0]; },
      [](RunState& s) { std::swap(s.told.by_command, s.told.by_log); },
      [](RunState& s) { ++s.troubles[0]; },
      [](RunState& s) { s.troubles.pop_back(); },
      [](RunState& s) { ++s.quiet.question; },
      [](RunState& s) { ++s.quiet.exit_code; },
      [](RunState& s) { ++s.quiet.log_notes; },
  };
  std::set<std::string> seen;
  for (std::size_t i = 0; i < std::size(changes); ++i) {
    RunState state = test::sample_state();
    changes[i](state);
    INFO("change " << i);
    const std::string bytes = encode_state(state);
    CHECK(seen.insert(bytes).second);
    const DecodedState decoded = decode_state(bytes);
    CHECK(decoded.why == "");
    CHECK(encode_state(decoded.state) == bytes);
  }
}
