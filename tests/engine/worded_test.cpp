#include "engine/worded.h"

#include <doctest/doctest.h>

#include <limits>

using namespace doctor;

namespace {

const std::vector<std::string> kRules{"a", "b", "c"};

Result<WordedCondition> make(std::string_view words, std::size_t rules = 3) {
  return WordedCondition::make(words, std::span(kRules).first(rules),
                               [&](const std::string& name) -> std::optional<std::uint32_t> {
                                 for (std::uint32_t i = 0; i < rules; ++i) {
                                   if (kRules[i] == name) return i;
                                 }
                                 return std::nullopt;
                               });
}

std::string refusal(std::string_view words, std::size_t rules = 3) {
  const auto made = make(words, rules);
  return made ? "accepted" : made.error().what;
}

constexpr std::uint64_t kForEver = std::numeric_limits<std::uint64_t>::max();

// "first..last:count" of each episode, "?" if it is undecided. Windows are 100 long.
std::string episodes(std::string_view words, const std::vector<std::pair<std::uint64_t, std::uint32_t>>& story,
                     std::uint64_t known_until = kForEver, bool ordered = false) {
  std::vector<TimedItem> items;
  for (const auto& [time, slot] : story) items.push_back({FileTime{time}, slot, 0, 0, 0});
  const auto condition = make(words);
  REQUIRE_MESSAGE(condition.has_value(), std::string(words));
  std::string out;
  for (const Episode& e :
       find_worded_episodes(items, *condition, Ticks{100}, kRules.size(), ordered, FileTime{known_until})) {
    out += (out.empty() ? "" : " ") + std::to_string(items[e.begin].time.ticks) + ".." +
           std::to_string(items[e.end - 1].time.ticks) + ":" + std::to_string(static_cast<int>(e.count)) +
           (e.undecided ? "?" : "");
  }
  return out;
}

}  // namespace

TEST_CASE("truth tables of conditions in words") {
  const auto holds = [](std::string_view words, unsigned present) {
    const std::vector<std::uint32_t> counts{present & 1, present >> 1 & 1, present >> 2 & 1};
    return make(words)->holds(counts);
  };
  for (unsigned p = 0; p < 8; ++p) {
    CAPTURE(p);
    const bool a = (p & 1) != 0, b = (p & 2) != 0, c = (p & 4) != 0;
    CHECK(holds("a and b and c", p) == (a && b && c));
    CHECK(holds("a or b and c", p) == (a || (b && c)));
    CHECK(holds("(a or b) and not c", p) == ((a || b) && !c));
    CHECK(holds("a and not (b or c)", p) == (a && !(b || c)));
    CHECK(holds("a and not (b and c)", p) == (a && !(b && c)));
    CHECK(holds("1 of them", p) == (a || b || c));
    CHECK(holds("all of them", p) == (a && b && c));
    CHECK(holds("NOT b AND (a OR c)", p) == (!b && (a || c)));
  }
}

TEST_CASE("what cannot be honoured is refused") {
  CHECK(refusal("not a and not b and not c") == "it holds where nothing happens at all");
  CHECK(refusal("a or not b or c") == "it holds where nothing happens at all");
  CHECK(refusal("a and b") == "it does not mention 'c'");
  CHECK(refusal("a and b and d") == "'d' is none of its rules");
  CHECK(refusal("1 of x*") == "none of its rules matches 'x*'");
  CHECK(refusal("a and and b", 2).starts_with("expected an identifier"));
  CHECK(refusal("a and not b", 2) == "accepted");
  CHECK(make("a and not b and c")->is_plain_list());
  CHECK_FALSE(make("a and (b or c)")->is_plain_list());
}

TEST_CASE("what is wanted must be there, what is not must be absent from the whole window") {
  CHECK(episodes("a and b and not c", {{0, 0}, {50, 1}}) == "0..50:2");
  CHECK(episodes("a and b and not c", {{0, 0}, {50, 1}, {60, 2}}).empty());
  CHECK(episodes("a and b and not c", {{0, 0}, {50, 1}, {100, 2}}).empty());       // exactly at its end
  CHECK(episodes("a and b and not c", {{0, 0}, {50, 1}, {101, 2}}) == "0..50:2");  // one tick behind it
  CHECK(episodes("a and b and not c", {{0, 2}, {1, 0}, {50, 1}}) == "1..50:2");    // before it begins
  CHECK(episodes("a and b and not c", {{1, 0}, {1, 2}, {50, 1}}).empty());         // at the very time it begins
  CHECK(episodes("a and b and not c", {{0, 0}, {101, 1}}).empty());
}

TEST_CASE("a later window may hold where an earlier one does not") {
  CHECK(episodes("a and b and not c", {{0, 0}, {10, 2}, {20, 0}, {30, 1}}) == "20..30:2");
  CHECK(episodes("(a or b) and not c", {{0, 0}, {50, 2}, {90, 1}, {300, 0}}) == "90..90:1 300..300:1");
}

TEST_CASE("windows that hold and share an event are one episode") {
  CHECK(episodes("(a or b) and not c", {{0, 0}, {60, 1}, {120, 0}, {400, 1}}) == "0..120:2 400..400:1");
}

TEST_CASE("where the log ends inside the window, nobody knows") {
  CHECK(episodes("a and not (b or c)", {{0, 0}}, 100) == "0..0:1");
  CHECK(episodes("a and not (b or c)", {{0, 0}}, 99) == "0..0:1?");
  CHECK(episodes("a and not (b or c)", {{0, 0}}, 0) == "0..0:1?");             // no log at all
  CHECK(episodes("a and not (b or c)", {{0, 0}, {60, 0}}, 120) == "0..60:1");  // one of its windows is decided
  CHECK(episodes("a and not (b or c)", {{0, 0}, {50, 1}}, 60).empty());        // what was seen was seen
  CHECK(episodes("a and b and c", {{0, 0}, {1, 1}, {2, 2}}, 0) == "0..2:3");   // nothing is unwanted
  CHECK(episodes("a and (b or not c)", {{0, 0}, {1, 1}}, 0) == "0..1:2");      // holds whatever comes
  CHECK(episodes("a and (b or not c)", {{0, 0}}, 0) == "0..0:1?");
}

TEST_CASE("in order, if asked for") {
  CHECK(episodes("a and b and not c", {{0, 0}, {50, 1}}, kForEver, true) == "0..50:2");
  CHECK(episodes("a and b and not c", {{0, 1}, {50, 0}}, kForEver, true).empty());
  CHECK(episodes("a and b and not c", {{0, 1}, {50, 0}, {80, 1}}, kForEver, true) == "0..80:2");
  CHECK(episodes("a and b and not c", {{5, 0}, {5, 1}}, kForEver, true) == "5..5:2");
  CHECK(episodes("a and b and not c", {{0, 0}, {50, 1}, {60, 2}}, kForEver, true).empty());
}
