#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <random>

#include "state/packed.h"
#include "state/sample_state.h"
#include "state/state_file.h"

using namespace doctor;

namespace {

/// From an allocation of exactly its size, so that a sanitizer sees one byte too many.
DecodedState decode_copy(std::string_view bytes) {
  const auto copy = std::make_unique<char[]>(bytes.size());
  if (!bytes.empty()) std::memcpy(copy.get(), bytes.data(), bytes.size());
  return decode_state({copy.get(), bytes.size()});
}

/// Whatever the bytes: refused with a reason and nothing else, or accepted and the one form of what was accepted.
bool is_sound(std::string_view bytes, bool* accepted = nullptr) {
  const DecodedState decoded = decode_copy(bytes);
  if (accepted != nullptr) *accepted = decoded.trouble == StateTrouble::none;
  if (decoded.trouble == StateTrouble::none) return decoded.why.empty() && encode_state(decoded.state) == bytes;
  return !decoded.why.empty() && decoded.state.logs.empty() && decoded.state.findings.empty();
}

/// A state with one of everything, so that all ways of changing it can be tried.
std::string small_state() {
  RunState s = test::sample_state();
  s.findings.resize(2);
  s.diagnoses.resize(1);
  s.pending.resize(1);
  for (KnownDiagnosis* d : {&s.diagnoses[0], &s.pending[0].about}) d->id = d->title = d->computer = d->severity = "t";
  s.rules = {"a", "b"};
  s.texts = {"", "a", "b", "c", "d"};
  s.logs[0].path = "A";
  s.logs[0].extents = {};
  s.logs[0].extents.count("a", "b", "c", 2, s.last_run);
  s.logs[0].extents.count("a", "b", "d", 2, s.last_run);
  s.logs[0].extents.count("", "b", "d", 2, s.last_run);
  return encode_state(s);
}

}  // namespace

TEST_CASE("a rich state comes back as it was") {
  const RunState before = test::sample_state();
  const DecodedState decoded = decode_state(encode_state(before));
  CHECK(decoded.trouble == StateTrouble::none);
  CHECK(decoded.why == "");
  const RunState& s = decoded.state;
  CHECK(s.runs == 300);
  CHECK(s.last_run == before.last_run);
  CHECK(s.rules_fingerprint == 0x0123456789abcdef);
  CHECK(s.tool_version == "0.1.0");
  CHECK(s.rules == before.rules);
  CHECK(s.texts == before.texts);
  CHECK(s.forgotten == before.forgotten);
  REQUIRE(s.logs.size() == 2);
  const LogState& log = s.logs[0];
  CHECK(log.path == "C:\\logs\\System.evtx");
  CHECK(log.kind == "evtx");
  REQUIRE(log.memory.chunks.size() == 3);
  CHECK(log.memory.chunks[0].identity == 0xfeedfacecafebeef);
  CHECK(log.memory.chunks[1].read_until == 512);
  CHECK(log.memory.newest == 1);
  CHECK(log.memory.ordered);
  CHECK(log.memory.bytes == 200'704);
  CHECK(log.memory.header_digest == 0x1122334455667788);
  CHECK(log.memory.last_record_id == 4711);
  CHECK(log.memory.last_written == before.logs[0].memory.last_written);
  REQUIRE(log.extents.list().size() == 2);
  const Extent& extent = log.extents.list()[0];
  CHECK(extent.computer == "FE01.contoso.local");
  CHECK(extent.events == 48);
  CHECK(extent.per_level[0] == 1);
  CHECK(extent.per_level[2] == 40);
  CHECK(extent.per_provider.at("Service Control Manager") == 7);
  CHECK(extent.first == before.logs[0].extents.list()[0].first);
  CHECK(extent.last == before.logs[0].extents.list()[0].last);
  CHECK(log.relevant == 43);
  CHECK(log.duplicates == 3);
  CHECK(log.grew == before.logs[0].grew);
  CHECK_FALSE(log.present);
  CHECK(s.logs[1].present);
  REQUIRE(s.past.size() == 2);
  CHECK(s.past[1].identity == 100);
  REQUIRE(s.findings.size() == 4);
  CHECK(s.findings[2].offset == 4'000);
  CHECK(s.findings[2].record_id == 3'999);
  CHECK(s.findings[2].time == before.findings[2].time);
  CHECK(s.findings[2].rule == 1);
  CHECK(s.findings[2].event_id == 14'397);
  CHECK(s.findings[2].values == 4);
  CHECK(s.findings[3].offset == 0xffffffffffffffff);
  REQUIRE(s.diagnoses.size() == 2);
  CHECK(s.diagnoses[0].verdict == Verdict::confirmed);
  CHECK(s.diagnoses[0].severity == "critical");
  CHECK_FALSE(s.diagnoses[1].open);
  CHECK(s.notices == 9);
  REQUIRE(s.pending.size() == 2);
  CHECK(s.pending[1].number == 9);
  CHECK(s.pending[1].kind == Notice::Kind::recovered);
  CHECK(s.pending[1].about.reported == before.pending[1].about.reported);
  CHECK(s.told.by_command == before.told.by_command);
  CHECK(s.told.by_log == before.told.by_log);
  CHECK(s.troubles == before.troubles);
  CHECK(s.quiet == before.quiet);
  CHECK(s.logs[0].memory == before.logs[0].memory);
}

TEST_CASE("a state of the first version is read: it knows of no torn tail and of no quiet run") {
  // One log without chunks, runs 2, and nothing else.
  const std::string content = std::string("\x02", 1) + std::string(8, '\0') + std::string(8, '\0') + std::string("\x03" "0.1") +
                              std::string(8, '\0') + std::string("\0", 1) +                       // forgotten, notices
                              std::string("\0\x01\0", 3) +                                       // rules, texts
                              std::string("\x01\x06" "a.evtx" "\x04" "evtx", 13) +               // one log
                              std::string(1 + 1 + 1 + 1 + 8 + 1 + 8, '\0') +                      // its memory
                              std::string(1 + 1 + 1 + 8 + 8, '\0') + std::string("\x01", 1) +     // the rest of it
                              std::string(7, '\0');                                               // past ... troubles
  const DecodedState decoded = decode_copy(test::sealed(content, 1));
  CHECK(decoded.why == "");
  REQUIRE(decoded.trouble == StateTrouble::none);
  CHECK(decoded.state.runs == 2);
  REQUIRE(decoded.state.logs.size() == 1);
  CHECK(decoded.state.logs[0].path == "a.evtx");
  CHECK(decoded.state.logs[0].memory.tail == TornTail{});
  CHECK(decoded.state.quiet == QuietOutcome{});
  CHECK(decode_state(test::sealed(content, 0)).trouble == StateTrouble::damaged);
  CHECK(decode_state(test::sealed(content, 2)).trouble == StateTrouble::damaged);
}

TEST_CASE("states of any content come back") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const std::string bytes = encode_state(test::random_state(seed));
    const DecodedState decoded = decode_copy(bytes);
    INFO("seed " << seed << ": " << decoded.why);
    CHECK(decoded.trouble == StateTrouble::none);
    CHECK(encode_state(decoded.state) == bytes);
  }
  const std::string empty = encode_state(RunState{});
  CHECK(decode_state(empty).trouble == StateTrouble::none);
  const std::string long_one = encode_state(test::long_history(20'000));
  CHECK(is_sound(long_one));
}

TEST_CASE("what is no state says so") {
  const std::string good = encode_state(test::sample_state());
  CHECK(decode_state("").why == "it is empty");
  CHECK(decode_state("ElfFile").why == "it does not begin as a state file");
  CHECK(decode_state(std::string(500, '\0')).why == "it does not begin as a state file");
  CHECK(decode_state("SCHDSTAT\x01").why == "it ends in its first bytes");
  CHECK(decode_state(std::string_view(good).substr(0, 27)).why == "it ends in its first bytes");
  CHECK(decode_state(std::string_view(good).substr(0, 100)).why.starts_with("it is cut off: 72 bytes of content where"));
  CHECK(decode_state(good + "x").why.starts_with("more follows behind its end: "));
  std::string changed = good;
  changed[50] = static_cast<char>(changed[50] ^ 1);
  CHECK(decode_state(changed).why == "the checksum is wrong");
  CHECK(decode_state(test::sealed(test::payload_of(good), 0)).why == "there is no format 0");
}

TEST_CASE("a newer version is one, whatever else it holds") {
  const std::string good = encode_state(test::sample_state());
  const DecodedState newer = decode_state(test::sealed(test::payload_of(good), 3));
  CHECK(newer.trouble == StateTrouble::newer);
  CHECK(newer.why == "written by a newer version of this program (format 3, this one knows 2)");
  CHECK(newer.state.logs.empty());
  CHECK(decode_state(std::string("SCHDSTAT\x03\0\0\0", 12)).trouble == StateTrouble::newer);
  CHECK(decode_state(std::string("SCHDSTAT\x03\0\0\0 anything", 21)).trouble == StateTrouble::newer);
  CHECK(decode_state(std::string("SCHDSTAT\x03\0\0", 11)).trouble == StateTrouble::damaged);
}

TEST_CASE("a state that is cut anywhere is damaged") {
  const std::string good = small_state();
  for (std::size_t length = 0; length < good.size(); ++length) {
    const DecodedState decoded = decode_copy(std::string_view(good).substr(0, length));
    INFO("length " << length);
    CHECK(decoded.trouble == StateTrouble::damaged);
    CHECK(decoded.why != "");
    CHECK(is_sound(test::sealed(std::string_view(good).substr(20, length))));
  }
}

TEST_CASE("a state with any byte changed is damaged, or newer where the version stands") {
  const std::string good = small_state();
  REQUIRE(decode_state(good).trouble == StateTrouble::none);
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int change = 1; change < 256; ++change) {
      std::string bytes = good;
      bytes[at] = static_cast<char>(bytes[at] ^ change);
      const bool newer = at >= 8 && at < 12 && !(at == 8 && static_cast<unsigned char>(bytes[at]) < 2);
      const DecodedState decoded = decode_state(bytes);
      const bool as_it_should = decoded.trouble == (newer ? StateTrouble::newer : StateTrouble::damaged);
      if (!as_it_should || decoded.why.empty()) FAIL("byte " << at << " changed by " << change);
    }
  }
}

TEST_CASE("a content with any byte changed and a checksum that fits is refused or has one form") {
  const std::string good = test::payload_of(small_state());
  std::size_t accepted = 0, refused = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int change = 1; change < 256; ++change) {
      std::string payload = good;
      payload[at] = static_cast<char>(payload[at] ^ change);
      bool is_accepted = false;
      if (!is_sound(test::sealed(payload), &is_accepted)) FAIL("byte " << at << " changed by " << change);
      ++(is_accepted ? accepted : refused);
    }
  }
  CHECK(accepted > 0);
  CHECK(refused > 0);
}

TEST_CASE("random bytes behind a good header are refused or have one form") {
  std::mt19937_64 random(20150601);
  const std::string good = test::payload_of(encode_state(test::sample_state()));
  for (int i = 0; i < 5'000; ++i) {
    std::string payload = i % 2 == 0 ? good : std::string(random() % 300, '\0');
    for (auto n = i % 2 == 0 ? random() % 8 : payload.size(); n > 0; --n) {
      payload[random() % payload.size()] = static_cast<char>(random() % 3 == 0 ? random() : random() % 4);
    }
    if (!is_sound(test::sealed(payload))) FAIL("number " << i);
    if (!is_sound(payload)) FAIL("number " << i);
  }
}

TEST_CASE("counts that cannot be ask for no memory") {
  // The count of rules is where the six fields of the run end: each number a byte, each word eight.
  const std::string run(1 + 8 + 8 + 1 + 8 + 1, '\0');
  char buffer[kMostNumber];
  for (const std::uint64_t count : {std::uint64_t{1}, std::uint64_t{1} << 32, ~std::uint64_t{0}}) {
    for (std::size_t lists_before = 0; lists_before < 10; ++lists_before) {
      const std::string payload =
          run + std::string(lists_before, '\0') + std::string(buffer, put_number(buffer, count));
      const DecodedState decoded = decode_state(test::sealed(payload));
      CHECK(decoded.trouble == StateTrouble::damaged);
      CHECK(decoded.why.starts_with("the checksum is right, but the list of "));
    }
  }
}

TEST_CASE("what is inside and wrong is said") {
  const std::string good = test::payload_of(encode_state(RunState{}));
  CHECK(decode_state(test::sealed("")).why == "the checksum is right, but what it says of the last run cannot be read");
  CHECK(decode_state(test::sealed(good + "xy")).why == "the checksum is right, but 2 bytes follow that mean nothing");
  RunState unsound = test::sample_state();
  unsound.findings[2].computer = 77;
  CHECK(decode_state(encode_state(unsound)).why ==
        "the checksum is right, but finding 2 names a rule, a log or a text that is not there");
}
