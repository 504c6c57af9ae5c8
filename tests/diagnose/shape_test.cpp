#include "diagnose/shape.h"

#include <doctest/doctest.h>

#include "diagnose/fixture.h"

using namespace doctor;
using namespace doctor::test;

namespace {

struct Kind {
  std::string signal, state;
};

// One finding of each kind every `every`, beginning at `at`.
ScanResult kinds_in_turn(const std::vector<Kind>& kinds, Ticks every) {
  Story story(small_rules());
  std::uint64_t n = 0;
  for (const Kind& kind : kinds) story.see(kind.signal, Ticks{every.count * n++}, 1, {}, {{"TlsState", kind.state}});
  return story.take();
}

FindingList all(const ScanResult& scan) {
  FindingList out;
  for (std::uint32_t i = 0; i < scan.findings.size(); ++i) out.push_back(i);
  return out;
}

FileTime at(Ticks span) {
  return FileTime{Story::start().ticks + span.count};
}

const std::vector<Kind> kManyKinds = {{"alpha", "1"}, {"alpha", "2"}, {"beta", "1"},
                                      {"gamma", "1"}, {"alpha", "1"}, {"beta", "1"}};

std::size_t count_bursts(const ScanResult& scan, Ticks log_end) {
  return bursts(scan, small_rules(), all(scan), at(log_end)).size();
}

std::size_t series_of(const std::vector<std::uint64_t>& at_seconds) {
  Story story(small_rules());
  for (const std::uint64_t s : at_seconds) story.see("alpha", seconds(s), 1, {}, {{"TlsState", "1"}});
  const ScanResult scan = story.take();
  return periodic_series(scan, small_rules(), all(scan)).size();
}

}  // namespace

TEST_CASE("many different failures within seconds, then silence, are a burst") {
  const ScanResult scan = kinds_in_turn(kManyKinds, seconds(3));
  CHECK(count_bursts(scan, minutes(60)) == 1);
}

TEST_CASE("what is no burst") {
  SUBCASE("few kinds") {
    CHECK(
        count_bursts(kinds_in_turn(
                         {{"alpha", "1"}, {"beta", "1"}, {"gamma", "1"}, {"alpha", "1"}, {"beta", "1"}, {"gamma", "1"}},
                         seconds(3)),
                     minutes(60)) == 0);
  }
  SUBCASE("few findings") {
    CHECK(count_bursts(kinds_in_turn({{"alpha", "1"}, {"alpha", "2"}, {"beta", "1"}, {"gamma", "1"}}, seconds(3)),
                       minutes(60)) == 0);
  }
  SUBCASE("longer than two minutes") {
    CHECK(count_bursts(kinds_in_turn(kManyKinds, seconds(25)), minutes(60)) == 0);
  }
  SUBCASE("the log ends before the silence is long enough") {
    CHECK(count_bursts(kinds_in_turn(kManyKinds, seconds(3)), minutes(9)) == 0);
  }
  SUBCASE("it is followed by more of the same too soon") {
    Story story(small_rules());
    std::uint64_t n = 0;
    for (const Kind& kind : kManyKinds) story.see(kind.signal, seconds(3 * n++), 1, {}, {{"TlsState", kind.state}});
    story.see("alpha", minutes(9));
    CHECK(count_bursts(story.take(), minutes(60)) == 0);
  }
}

TEST_CASE("different targets are not different kinds") {
  Story story(small_rules());
  for (std::uint64_t n = 0; n < 8; ++n) story.see("alpha", seconds(n), 1, {}, {{"Text", "peer" + std::to_string(n)}});
  CHECK(count_bursts(story.take(), minutes(60)) == 0);
}

TEST_CASE("a fixed interval is periodic from the sixth time on") {
  CHECK(series_of({0, 60, 120, 180, 240}) == 0);
  CHECK(series_of({0, 60, 120, 180, 240, 300}) == 1);
  CHECK(series_of({0, 61, 119, 180, 243, 299}) == 1);
  CHECK(series_of({0, 60, 120, 300, 310, 330}) == 0);
  CHECK(series_of({0, 0, 0, 0, 0, 0, 0}) == 0);
  CHECK(series_of({0, 3, 6, 9, 12, 15, 18}) == 0);
  CHECK(series_of({0, 5, 10, 15, 20, 25}) == 1);
}

TEST_CASE("runs are cut by long pauses and by what ends them") {
  Story story(small_rules());
  for (const std::uint64_t m : {0u, 10u, 20u, 100u, 110u}) story.see("alpha", minutes(m));
  const ScanResult scan = story.take();
  const auto lengths = [&](std::vector<FileTime> ends) {
    std::string out;
    for (const FindingList& run : runs(scan, all(scan), minutes(60), ends)) out += std::to_string(run.size()) + " ";
    return out;
  };
  CHECK(lengths({}) == "3 2 ");
  CHECK(lengths({at(minutes(15))}) == "2 1 2 ");
  CHECK(lengths({at(minutes(10))}) == "2 1 2 ");  // a finding at the same time belongs to what ended
  CHECK(lengths({at(minutes(200))}) == "3 2 ");
  CHECK(lengths({at(minutes(50)), at(minutes(105))}) == "3 1 1 ");
}
