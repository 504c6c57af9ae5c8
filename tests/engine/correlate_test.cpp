#include "engine/correlate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "engine/merge.h"
#include "kit.h"

using namespace doctor;
using doctor::test::as_text;

namespace {

constexpr std::uint64_t kMinute = 60 * kTicksPerSecond;
constexpr std::uint64_t kBegin = 130'000'000'000'000'000;

const char* const kRules =
    "title: A\nname: a\nlogsource: {product: windows}\nfields: [User, Alert]\ndetection: {s: {EventID: 1}, condition: "
    "s}\n---\n"
    "title: B\nname: b\nlogsource: {product: windows}\nfields: [User, Alert]\ndetection: {s: {EventID: 2}, condition: "
    "s}\n---\n"
    "title: C\nname: c\nlogsource: {product: windows}\nfields: [User, Alert]\ndetection: {s: {EventID: 3}, condition: "
    "s}\n---\n";

struct Line {
  const char* rule;
  std::uint64_t minute;
  const char* user = "u";
  const char* computer = "FE01";
  const char* alert = "40";
  std::uint64_t tick = 0;
};

// The firings of the correlation x (a flow map) over these findings, one a line:
// "group | first..last in minutes | count | findings by their place in `story`".
class Stage {
 public:
  explicit Stage(const std::string& documents) {
    Diagnostics problems;
    rules_ = doctor::test::load_text(kRules + documents, problems).rules;
    REQUIRE_MESSAGE(problems.empty(), as_text(problems));
  }

  std::string play(const std::vector<Line>& story, const char* id = "x") {
    scan = ScanResult();
    for (std::size_t i = 0; i < story.size(); ++i) {
      const Line& l = story[i];
      Finding f;
      f.rule = *rules_.rule(l.rule);
      f.time.ticks = kBegin + l.minute * kMinute + l.tick;
      f.record_id = i;
      f.offset = i;
      f.computer = scan.strings.intern(l.computer);
      f.channel = scan.strings.intern("System");
      f.provider = scan.strings.intern("Schannel");
      f.event_id = 36888;
      f.values = scan.strings.intern(joined_values(std::vector<std::vector<std::string>>{{l.user}, {l.alert}}));
      scan.findings.push_back(f);
    }
    for (const auto& [computer, channel, end] : extents) {
      scan.extents.count(computer, channel, "Contoso", 4, FileTime{end});
    }
    sort_findings(scan);
    correlate(rules_, scan);
    std::string out;
    for (const Firing& f : scan.firings) {
      if (f.correlation == *rules_.correlation(id)) out += (out.empty() ? "" : "\n") + shown(f);
    }
    return out;
  }

  ScanResult scan;
  std::vector<std::tuple<std::string, std::string, std::uint64_t>> extents;  ///< computer, channel, end

 private:
  std::string shown(const Firing& f) const {
    std::string group(scan.strings[f.group]);
    std::replace(group.begin(), group.end(), '\x1f', '/');
    std::string out = group + " | " + std::to_string((f.first.ticks - kBegin) / kMinute) + ".." +
                      std::to_string((f.last.ticks - kBegin) / kMinute) + " | " +
                      std::to_string(static_cast<std::uint64_t>(f.count)) + (f.undecided ? "?" : "") + " |";
    for (const std::uint32_t p : f.parts) {
      out += " " + std::to_string(f.from_firings ? p : static_cast<std::uint32_t>(scan.findings[p].offset));
    }
    return out + (f.from_firings ? " firings" : "");
  }

  RuleSet rules_;
};

std::string correlation(const char* name, const char* section) {
  return std::string("title: T\nname: ") + name + "\ncorrelation: {" + section + "}\n---\n";
}

std::string play(const char* section, const std::vector<Line>& story) {
  return Stage(correlation("x", section)).play(story);
}

}  // namespace

TEST_CASE("event_count counts the events of all its rules within the time span") {
  const char* section = "type: event_count, rules: [a, b], group-by: [Computer], timespan: 10m, condition: {gte: 3}";
  CHECK(play(section, {{"a", 0}, {"b", 5}, {"a", 10}}) == "FE01 | 0..10 | 3 | 0 1 2");
  CHECK(play(section, {{"a", 0}, {"b", 5}, {"a", 10, "u", "FE01", "40", 1}}).empty());
  CHECK(play(section, {{"a", 0}, {"c", 5}, {"a", 10}}).empty());
  CHECK(play(section, {{"a", 0}, {"b", 0}, {"a", 0}}) == "FE01 | 0..0 | 3 | 0 1 2");
}

TEST_CASE("a long episode is one firing, a pause makes two") {
  const char* section = "type: event_count, rules: [a], group-by: [Computer], timespan: 10m, condition: {gte: 2}";
  CHECK(play(section, {{"a", 0}, {"a", 8}, {"a", 16}, {"a", 24}}) == "FE01 | 0..24 | 2 | 0 1 2 3");
  CHECK(play(section, {{"a", 0}, {"a", 8}, {"a", 60}, {"a", 68}}) == "FE01 | 0..8 | 2 | 0 1\nFE01 | 60..68 | 2 | 2 3");
}

TEST_CASE("ranges and equalities are judged on the whole of a window") {
  const std::string head = "type: event_count, rules: [a], timespan: 10m, condition: ";
  const std::vector<Line> three{{"a", 0}, {"a", 1}, {"a", 2}};
  CHECK(play((head + "{gt: 1, lte: 3}").c_str(), three) == " | 0..2 | 3 | 0 1 2");
  CHECK(play((head + "{gt: 1, lt: 3}").c_str(), three).empty());
  CHECK(play((head + "{eq: 3}").c_str(), three) == " | 0..2 | 3 | 0 1 2");
  CHECK(play((head + "{eq: 2}").c_str(), three).empty());
  CHECK(play((head + "{neq: 2}").c_str(), three) == " | 0..2 | 3 | 0 1 2");
}

TEST_CASE("value_count counts different values") {
  const char* section =
      "type: value_count, rules: [a], group-by: [Computer], timespan: 10m, condition: {field: User, gte: 3}";
  CHECK(play(section, {{"a", 0, "x"}, {"a", 1, "y"}, {"a", 2, "x"}, {"a", 3, "z"}}) == "FE01 | 0..3 | 3 | 0 1 2 3");
  CHECK(play(section, {{"a", 0, "x"}, {"a", 1, "y"}, {"a", 2, "x"}, {"a", 3, "y"}}).empty());
  CHECK(play(section, {{"a", 0, "x"}, {"a", 1, "y"}, {"a", 2, ""}}).empty());
  CHECK(play(section, {{"a", 0, "x"}, {"a", 5, "y"}, {"a", 11, "z"}}).empty());
}

TEST_CASE("value_count of computers ignores case") {
  const char* section = "type: value_count, rules: [a], timespan: 10m, condition: {field: Computer, gte: 2}";
  CHECK(play(section, {{"a", 0, "u", "FE01"}, {"a", 1, "u", "fe01"}}).empty());
  CHECK(play(section, {{"a", 0, "u", "FE01"}, {"a", 1, "u", "FE02"}}) == " | 0..1 | 2 | 0 1");
}

TEST_CASE("temporal wants all of its rules near each other, in any order") {
  const char* section = "type: temporal, rules: [a, b, c], group-by: [Computer], timespan: 10m";
  CHECK(play(section, {{"c", 0}, {"a", 5}, {"b", 10}}) == "FE01 | 0..10 | 3 | 0 1 2");
  CHECK(play(section, {{"c", 0}, {"a", 5}, {"b", 10, "u", "FE01", "40", 1}}).empty());
  CHECK(play(section, {{"c", 0}, {"a", 5}, {"a", 6}}).empty());
  // Each within ten minutes of the first rule, but not of each other: a spread of twice the span is no match.
  CHECK(play(section, {{"b", 0}, {"a", 7}, {"c", 14}}).empty());
}

TEST_CASE("temporal with a condition counts different rules") {
  const char* section = "type: temporal, rules: [a, b, c], timespan: 10m, condition: {gte: 2}";
  CHECK(play(section, {{"a", 0}, {"c", 5}}) == " | 0..5 | 2 | 0 1");
  CHECK(play(section, {{"a", 0}, {"a", 5}}).empty());
}

TEST_CASE("temporal_ordered wants them in the order of its rules") {
  const char* section = "type: temporal_ordered, rules: [a, b, c], group-by: [Computer], timespan: 10m";
  CHECK(play(section, {{"a", 0}, {"b", 5}, {"c", 10}}) == "FE01 | 0..10 | 3 | 0 1 2");
  CHECK(play(section, {{"b", 0}, {"a", 5}, {"c", 10}}).empty());
  CHECK(play(section, {{"c", 3}, {"b", 3}, {"a", 3}}) == "FE01 | 3..3 | 3 | 0 1 2");  // equal times satisfy
  CHECK(play(section, {{"a", 0}, {"b", 5}, {"c", 10, "u", "FE01", "40", 1}}).empty());
  CHECK(play(section, {{"c", 0}, {"a", 1}, {"b", 2}, {"c", 3}}) == "FE01 | 0..3 | 3 | 0 1 2 3");
}

TEST_CASE("hosts are kept apart, and are one host in any case") {
  const char* section = "type: temporal, rules: [a, b], group-by: [Computer], timespan: 10m";
  CHECK(play(section, {{"a", 0, "u", "FE01"}, {"b", 1, "u", "FE02"}}).empty());
  CHECK(play(section, {{"a", 0, "u", "FE01"}, {"b", 1, "u", "fe01"}}) == "FE01 | 0..1 | 2 | 0 1");
  CHECK(play(section, {{"a", 0, "u", "FE02"}, {"b", 1, "u", "FE02"}, {"a", 0, "u", "FE01"}, {"b", 2, "u", "FE01"}}) ==
        "FE01 | 0..2 | 2 | 2 3\nFE02 | 0..1 | 2 | 0 1");
}

TEST_CASE("without group-by all is one group") {
  const char* section = "type: temporal, rules: [a, b], timespan: 10m";
  Stage stage(correlation("x", section));
  CHECK(stage.play({{"a", 0, "u", "FE01"}, {"b", 1, "u", "FE02"}}) == " | 0..1 | 2 | 0 1");
  CHECK(stage.scan.firings[0].computer == 0);
  CHECK(stage.play({{"a", 0}, {"b", 1}}) == " | 0..1 | 2 | 0 1");
  CHECK(stage.scan.strings[stage.scan.firings[0].computer] == "FE01");
}

TEST_CASE("a missing group-by value leaves the finding out, and is counted") {
  Stage stage(correlation("x",
                          "type: event_count, rules: [a], group-by: [Computer, User], timespan: 10m, "
                          "condition: {gte: 2}") +
              correlation("y", "type: event_count, rules: [a], group-by: [User], timespan: 10m, condition: {gte: 2}"));
  CHECK(stage.play({{"a", 0, ""}, {"a", 1, ""}, {"a", 2, "u"}, {"a", 3, "u"}}) == "FE01/u | 2..3 | 2 | 2 3");
  CHECK(stage.scan.ungrouped == 2);
  CHECK(stage.play({{"a", 0, "u", ""}, {"a", 1, "u", ""}}).empty());
  CHECK(stage.scan.ungrouped == 2);
}

TEST_CASE("values of other fields are compared with case") {
  const char* section = "type: event_count, rules: [a], group-by: [User], timespan: 10m, condition: {gte: 2}";
  CHECK(play(section, {{"a", 0, "x"}, {"a", 1, "X"}}).empty());
}

TEST_CASE("aliases join different fields") {
  const char* section =
      "type: temporal, rules: [a, b], group-by: [who], timespan: 10m, aliases: {who: {a: User, b: Alert}}";
  CHECK(play(section, {{"a", 0, "x", "FE01", "1"}, {"b", 1, "y", "FE02", "x"}}) == "x | 0..1 | 2 | 0 1");
  CHECK(play(section, {{"a", 0, "x", "FE01", "1"}, {"b", 1, "x", "FE02", "1"}}).empty());
}

TEST_CASE("the order in which findings come does not matter") {
  const char* section = "type: temporal_ordered, rules: [a, b, c], group-by: [Computer], timespan: 10m";
  std::vector<Line> story{{"a", 0}, {"b", 5}, {"c", 9}, {"a", 20}};
  std::sort(story.begin(), story.end(), [](const Line& x, const Line& y) { return x.minute < y.minute; });
  Stage stage(correlation("x", section));
  int permutations = 0;
  do {
    stage.play(story);
    REQUIRE(stage.scan.firings.size() == 1);
    CHECK(stage.scan.firings[0].parts == std::vector<std::uint32_t>{0, 1, 2});
    ++permutations;
  } while (std::next_permutation(story.begin(), story.end(),
                                 [](const Line& x, const Line& y) { return x.minute < y.minute; }));
  CHECK(permutations == 24);
}

TEST_CASE("a chain: many failures, then a success") {
  Stage stage(
      correlation("many", "type: event_count, rules: [a], group-by: [User], timespan: 5m, condition: {gte: 3}") +
      correlation("x", "type: temporal_ordered, rules: [many, b], group-by: [User], timespan: 10m"));
  CHECK(stage.play({{"a", 0}, {"a", 1}, {"a", 2}, {"b", 12}}) == "u | 0..12 | 2 | 0 1 2 3");
  CHECK(stage.play({{"a", 0}, {"a", 1}, {"a", 2}, {"b", 13}}).empty());
  CHECK(stage.play({{"a", 0}, {"a", 1}, {"b", 2}}).empty());
  CHECK(stage.play({{"b", 0}, {"a", 1}, {"a", 2}, {"a", 3}}).empty());
  // The failures go on for half an hour: the success lies behind the moment at which they had become many.
  CHECK(stage.play({{"a", 0}, {"a", 2}, {"a", 4}, {"b", 5}, {"a", 6}, {"a", 8}, {"a", 30}}) ==
        "u | 0..8 | 2 | 0 1 2 3 4 5");
}

TEST_CASE("a chain of correlations only names firings, and counts each once") {
  Stage stage(
      correlation("p", "type: event_count, rules: [a], group-by: [Computer], timespan: 5m, condition: {gte: 2}") +
      correlation("x", "type: event_count, rules: [p], timespan: 1h, condition: {gte: 2}"));
  CHECK(stage.play({{"a", 0}, {"a", 1}, {"a", 2}, {"a", 3}}).empty());  // one long firing is one
  CHECK(stage.play({{"a", 0}, {"a", 1}, {"a", 20}, {"a", 21}}) == " | 0..21 | 2 | 0 1 firings");
  CHECK(stage.play({{"a", 0, "u", "FE01"}, {"a", 1, "u", "FE01"}, {"a", 0, "u", "FE02"}, {"a", 1, "u", "FE02"}}) ==
        " | 0..1 | 2 | 0 1 firings");
  CHECK(stage.scan.firings.back().computer == 0);
}

TEST_CASE("firings come by correlation, then group, then time") {
  Stage stage(
      correlation("x", "type: event_count, rules: [a], group-by: [Computer], timespan: 5m, condition: {gte: 1}") +
      correlation("w", "type: event_count, rules: [b], group-by: [Computer], timespan: 5m, condition: {gte: 1}"));
  stage.play({{"a", 50, "u", "FE01"}, {"a", 0, "u", "FE02"}, {"b", 1, "u", "FE03"}, {"a", 1, "u", "FE01"}});
  std::string order;
  for (const Firing& f : stage.scan.firings) {
    order +=
        std::string(stage.scan.strings[f.computer]) + "@" + std::to_string((f.first.ticks - kBegin) / kMinute) + " ";
  }
  CHECK(order == "FE03@1 FE01@1 FE01@50 FE02@0 ");
}

TEST_CASE("sums, averages, medians and percentiles of a field") {
  const auto fires = [](const char* type_and_condition, const std::vector<const char*>& numbers) {
    std::vector<Line> story;
    for (std::size_t i = 0; i < numbers.size(); ++i) story.push_back({"a", i, numbers[i]});
    return play((std::string("rules: [a], group-by: [Computer], timespan: 10m, ") + type_and_condition).c_str(), story);
  };
  CHECK(fires("type: value_sum, condition: {field: User, gt: 99}", {"40", "60", "x", "-1", "0x10"}) ==
        "FE01 | 0..4 | 115 | 0 1 2 3 4");
  CHECK(fires("type: value_sum, condition: {field: User, gt: 115}", {"40", "60", "x", "-1", "0x10"}).empty());
  CHECK(fires("type: value_avg, condition: {field: User, gte: 2.5}", {"1", "4", "", "x"}) ==
        "FE01 | 0..3 | 2 | 0 1 2 3");
  CHECK(fires("type: value_avg, condition: {field: User, gt: 2.5}", {"1", "4"}).empty());
  CHECK(fires("type: value_avg, condition: {field: User, lt: 5}", {"x", ""}).empty());  // of nothing there is none
  CHECK(fires("type: value_median, condition: {field: User, eq: 3}", {"9", "1", "3"}) == "FE01 | 0..2 | 3 | 0 1 2");
  CHECK(fires("type: value_percentile, condition: {field: User, percentile: 95, lt: 20}", {"1", "2", "3"}) ==
        "FE01 | 0..2 | 3 | 0 1 2");
}

TEST_CASE("value_count of several fields counts them together, and leaves out what lacks one") {
  const char* section =
      "type: value_count, rules: [a], group-by: [Computer], timespan: 10m, condition: {field: [User, Alert], gte: 3}";
  CHECK(play(section, {{"a", 0, "x", "FE01", "1"}, {"a", 1, "x", "FE01", "2"}, {"a", 2, "y", "FE01", "1"}}) ==
        "FE01 | 0..2 | 3 | 0 1 2");
  CHECK(play(section, {{"a", 0, "x", "FE01", "1"}, {"a", 1, "x", "FE01", "1"}, {"a", 2, "y", "FE01", "1"}}).empty());
  CHECK(play(section, {{"a", 0, "x", "FE01", "1"}, {"a", 1, "x", "FE01", ""}, {"a", 2, "y", "FE01", "1"}}).empty());
}

TEST_CASE("names of computers join in chains and aliases, whatever their case") {
  const std::string base =
      correlation("base", "type: event_count, rules: [a], group-by: [Computer], timespan: 10m, condition: {gte: 2}");
  Stage chain(base + correlation("x", "type: temporal, rules: [base, b], group-by: [Computer], timespan: 10m"));
  CHECK_FALSE(chain.play({{"a", 0, "u", "FE01"}, {"a", 1, "u", "fe01"}, {"b", 2, "u", "Fe01"}}).empty());
  Stage alias(correlation("x",
                          "type: temporal, rules: [a, b], group-by: [host], timespan: 10m, "
                          "aliases: {host: {a: User, b: Computer}}"));
  CHECK_FALSE(alias.play({{"a", 0, "FE09", "FE01"}, {"b", 1, "u", "fe09"}}).empty());
  Stage texts(correlation("x", "type: temporal, rules: [a, b], group-by: [User], timespan: 10m"));
  CHECK(texts.play({{"a", 0, "Anna"}, {"b", 1, "anna"}}).empty());
}

TEST_CASE("what must not happen is undecided where no log would have shown it") {
  Stage stage(correlation("x",
                          "type: temporal, rules: [a, b, c], group-by: [Computer], timespan: 10m, "
                          "condition: a and b and not c"));
  const std::vector<Line> story{{"a", 0}, {"b", 5}};
  CHECK(stage.play(story) == "FE01 | 0..5 | 2? | 0 1");  // no log at all
  stage.extents.emplace_back("fe01", "System", kBegin + 10 * kMinute);
  CHECK(stage.play(story) == "FE01 | 0..5 | 2 | 0 1");
  CHECK(stage.play({{"a", 1}, {"b", 5}}) == "FE01 | 1..5 | 2? | 0 1");
  CHECK(stage.play({{"a", 0}, {"b", 5}, {"c", 9}}).empty());
  stage.extents.emplace_back("FE02", "System", kBegin + 99 * kMinute);  // of another computer
  CHECK(stage.play({{"a", 1}, {"b", 5}}) == "FE01 | 1..5 | 2? | 0 1");
}

TEST_CASE("a chain in which each correlation builds on two before it takes no longer than its length") {
  std::string documents;
  std::string below_a = "a", below_b = "b";
  for (int i = 0; i < 60; ++i) {
    const std::string n = std::to_string(i);
    for (const std::string& name : {"c" + n, "d" + n}) {
      documents += correlation(name.c_str(), ("type: event_count, rules: [" + below_a + ", " + below_b +
                                              "], group-by: [Computer], timespan: 5m, condition: {gte: 1}")
                                                 .c_str());
    }
    below_a = "c" + n;
    below_b = "d" + n;
  }
  documents += correlation("x", ("type: temporal, rules: [a, " + below_a +
                                 "], group-by: [Computer], timespan: 5m, condition: " + "a and not " + below_a)
                                    .c_str());
  Stage stage(documents);
  stage.extents.emplace_back("FE01", "System", kBegin + 999 * kMinute);
  std::vector<Line> story;
  for (std::uint64_t i = 0; i < 100; ++i) story.push_back({"a", i});
  CHECK(stage.play(story).empty());
  CHECK(stage.scan.firings.size() == 120);
}
