#include "engine/literal_index.h"

#include <doctest/doctest.h>

#include "engine/matcher.h"
#include "kit.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

std::string literals_of(const std::string& detection) {
  Diagnostics problems;
  const auto loaded = doctor::test::load_text(doctor::test::rule_with(detection), problems);
  REQUIRE_MESSAGE(loaded.rules.rules().size() == 1, doctor::test::as_text(problems));
  std::string out;
  for (const std::string& l : loaded.rules.rules()[0].when->necessary_literals()) out += (out.empty() ? "" : "|") + l;
  return out;
}

}  // namespace

TEST_CASE("what a condition cannot do without") {
  CHECK(literals_of("s: {Image|endswith: '\\WMIC.exe'}\ncondition: s\n") == "\\wmic.exe");
  CHECK(literals_of("s: {Image|endswith: ['\\a.exe', '\\b.exe']}\ncondition: s\n") == "\\a.exe|\\b.exe");
  CHECK(literals_of("s: {A: abcdef, B: xy}\ncondition: s\n") == "abcdef");
  CHECK(literals_of("s: {A: abcdef}\nt: {B: ghijkl}\ncondition: s or t\n") == "abcdef|ghijkl");
  CHECK(literals_of("s: {A: abcdef}\nt: {B: ghijkl}\ncondition: s and not t\n") == "abcdef");
  CHECK(literals_of("s: {A|contains|all: [abcdef, gh]}\ncondition: s\n") == "abcdef");
  CHECK(literals_of("s: {A: 'long*longer?x'}\ncondition: s\n") == "longer");
  CHECK(literals_of("s: [needle, other]\ncondition: s\n") == "needle|other");
}

TEST_CASE("nothing is known of what may match without a text of its own") {
  CHECK(literals_of("s: {A: abcdef}\ncondition: not s\n").empty());
  CHECK(literals_of("s: {A: abcdef}\nt: {B|exists: true}\ncondition: s or t\n").empty());
  CHECK(literals_of("s: {A: 40}\ncondition: s\n").empty());  // 0x28 is the same number
  CHECK(literals_of("s: {A|re: abcdef}\ncondition: s\n").empty());
  CHECK(literals_of("s: {A: ''}\ncondition: s\n").empty());
  CHECK(literals_of("s: {A: null}\ncondition: s\n").empty());
  CHECK(literals_of("s: {A|fieldref: B}\ncondition: s\n").empty());
  CHECK(literals_of("s: {A|neq: abcdef}\ncondition: s\n").empty());
}

TEST_CASE("rules are seen by any of their texts, those with too short ones always") {
  LiteralIndex index;
  index.add(0, {"\\wmic.exe", "\\wmic2.exe"});
  index.add(1, {"abc"});
  index.add(2, {"wmic"});
  index.add(3, {});
  index.finish();
  CHECK(index.needs_text(0));
  CHECK_FALSE(index.needs_text(1));
  CHECK(index.needs_text(2));
  CHECK_FALSE(index.needs_text(3));
  CHECK_FALSE(index.needs_text(99));
  LiteralIndex::Seen seen(index);
  seen.look("c:\\windows\\wmic.exe /node:x");
  CHECK(seen.has(0));
  CHECK(seen.has(2));
  seen.clear();
  CHECK_FALSE(seen.has(0));
  for (const char* text : {"", "w", "wmi", "\\wmic.ex", "WMIC"}) seen.look(text);
  CHECK_FALSE(seen.has(0));
  CHECK(seen.has(2));  // "\wmic.ex" holds it
}

TEST_CASE("many rules find the same events with and without each other") {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    const std::string n = std::to_string(i);
    text += "title: R" + n + "\nname: r" + n + "\nlogsource: {product: windows}\ndetection: {s: {" +
            (i % 3 == 0   ? "A|contains: 'text" + n + "x'"
             : i % 3 == 1 ? "A|endswith: ['tail" + n + "', 'Ende" + n + "ß']"
                          : "'|all': ['Text" + n + "', 'tail']") +
            "}, condition: s}\n---\n";
  }
  Diagnostics problems;
  const auto all = doctor::test::load_text(text, problems);
  REQUIRE(all.rules.rules().size() == 60);
  Matcher matcher(all.rules);
  int matches = 0;
  for (int i = 0; i < 60; ++i) {
    for (const std::string& value : {"a TEXT" + std::to_string(i) + "x and tail", "so tail" + std::to_string(i),
                                     "ENDE" + std::to_string(i) + "ẞ", std::string("nothing")}) {
      CAPTURE(value);
      EventBatch batch;
      const Event& event = EventBuilder("Contoso", 1).data("A", value).add_to(batch);
      StringPool strings;
      std::vector<Finding> findings;
      matcher.match(event, strings, findings);
      std::string found, expected;
      for (const Finding& f : findings) found += all.rules.rules()[f.rule].id + " ";
      for (std::uint32_t r = 0; r < 60; ++r) {
        if (matcher.trace(event, r)) expected += all.rules.rules()[r].id + " ";  // asks each alone
      }
      CHECK(found == expected);
      matches += found.empty() ? 0 : 1;
    }
  }
  CHECK(matches >= 80);  // at least those made for a rule
}
