#include "state/compare.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

constexpr FileTime kRun{1000};

Diagnosis diagnosis(std::uint64_t fingerprint, Verdict verdict = Verdict::likely,
                    EpisodeState state = EpisodeState::open, std::uint64_t last = 500) {
  Diagnosis d;
  d.fingerprint = fingerprint;
  d.id = "pki-md5-chain";
  d.title = "MD5";
  d.computer = "FE01.contoso.local";
  d.severity = "critical";
  d.verdict = verdict;
  d.state = state;
  d.first = {400};
  d.last = {last};
  return d;
}

Comparison compared(const std::vector<KnownDiagnosis>& before, std::vector<Diagnosis> now,
                    std::optional<Verdict> threshold = Verdict::likely) {
  Assessment assessment;
  assessment.diagnoses = std::move(now);
  return compare(before, assessment, threshold, kRun, 40);
}

std::string told(const Comparison& c) {
  std::string out;
  for (const Notice& n : c.notices) {
    out += std::to_string(n.number) + (n.kind == Notice::Kind::found ? " found " : " recovered ") +
           std::to_string(n.about.fingerprint) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a diagnosis is new once, and then still open") {
  const Comparison first = compared({}, {diagnosis(7)});
  CHECK(first.changes == std::vector{Change::fresh});
  CHECK(told(first) == "41 found 7\n");
  REQUIRE(first.known.size() == 1);
  CHECK(first.known[0].reported == kRun);
  CHECK(first.known[0].open);

  const Comparison second = compared(first.known, {diagnosis(7, Verdict::confirmed, EpisodeState::open, 900)});
  CHECK(second.changes == std::vector{Change::still_open});
  CHECK(told(second).empty());
  CHECK(second.known[0].verdict == Verdict::confirmed);
  CHECK(second.known[0].last == FileTime{900});
}

TEST_CASE("recovery is told once") {
  const auto open = compared({}, {diagnosis(7)}).known;
  const Comparison ended = compared(open, {diagnosis(7, Verdict::likely, EpisodeState::recovered)});
  CHECK(ended.changes == std::vector{Change::ended});
  CHECK(told(ended) == "41 recovered 7\n");
  const Comparison after = compared(ended.known, {diagnosis(7, Verdict::likely, EpisodeState::recovered)});
  CHECK(after.changes == std::vector{Change::known});
  CHECK(told(after).empty());
}

TEST_CASE("what comes back is new again, also if it ended again before anybody looked") {
  const auto ended = compared({}, {diagnosis(7, Verdict::likely, EpisodeState::recovered)}).known;
  const Comparison open = compared(ended, {diagnosis(7, Verdict::likely, EpisodeState::open, 900)});
  CHECK(open.changes == std::vector{Change::fresh});
  CHECK(told(open) == "41 found 7\n");
  const Comparison both = compared(ended, {diagnosis(7, Verdict::likely, EpisodeState::recovered, 900)});
  CHECK(both.changes == std::vector{Change::fresh});
  CHECK(told(both) == "41 found 7\n42 recovered 7\n");
}

TEST_CASE("what began and ended between two runs is told as both") {
  const Comparison c = compared({}, {diagnosis(7, Verdict::likely, EpisodeState::recovered)});
  CHECK(c.changes == std::vector{Change::fresh});
  CHECK(told(c) == "41 found 7\n42 recovered 7\n");
  CHECK_FALSE(c.known[0].open);
}

TEST_CASE("what is only possible is not followed, unless it was once stronger") {
  CHECK(compared({}, {diagnosis(7, Verdict::possible)}).changes == std::vector{Change::untracked});
  const auto open = compared({}, {diagnosis(7)}).known;
  const Comparison weaker = compared(open, {diagnosis(7, Verdict::possible)});
  CHECK(weaker.changes == std::vector{Change::still_open});
  CHECK(told(weaker).empty());
  CHECK(compared({}, {diagnosis(7, Verdict::possible)}, Verdict::possible).changes == std::vector{Change::fresh});
  CHECK(compared({}, {diagnosis(7)}, Verdict::confirmed).changes == std::vector{Change::untracked});
  CHECK(compared({}, {diagnosis(7)}, std::nullopt).changes == std::vector{Change::fresh});
}

TEST_CASE("what is ruled out or gone from what is remembered ends, with its reason") {
  const auto open = compared({}, {diagnosis(7), diagnosis(8)}).known;
  const Comparison c = compared(open, {diagnosis(7, Verdict::ruled_out)});
  CHECK(c.changes == std::vector{Change::untracked});
  CHECK(told(c) == "41 recovered 7\n42 recovered 8\n");
  REQUIRE(c.gone.size() == 2);
  CHECK(c.gone[0].ruled_out);
  CHECK_FALSE(c.gone[1].ruled_out);
  CHECK(c.known.empty());
}

TEST_CASE("what had ended goes without a word") {
  const auto ended = compared({}, {diagnosis(7, Verdict::likely, EpisodeState::recovered)}).known;
  const Comparison c = compared(ended, {});
  CHECK(told(c).empty());
  CHECK(c.gone.empty());
}
