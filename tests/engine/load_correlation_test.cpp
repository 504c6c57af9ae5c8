#include "engine/load_correlation.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::as_text;

namespace {

const char* const kRules =
    "title: A\nname: a\nlogsource: {product: windows}\nfields: [User]\ndetection: {s: {EventID: 1}, condition: "
    "s}\n---\n"
    "title: B\nname: b\nlogsource: {product: windows}\nfields: [Account]\ndetection: {s: {EventID: 2}, condition: "
    "s}\n---\n";

LoadedRules load(const std::string& section, Diagnostics& problems) {
  return doctor::test::load_text(kRules + ("title: C\nname: c\nlevel: high\ncorrelation: {" + section + "}\n"),
                                 problems);
}

std::string refused(const std::string& section) {
  Diagnostics problems;
  const auto loaded = load(section, problems);
  CHECK(loaded.rules.rules().size() == 2);
  return loaded.refused == 1 && loaded.rules.correlations().empty() ? as_text(problems) : "accepted";
}

}  // namespace

TEST_CASE("a correlation is read whole") {
  Diagnostics problems;
  const auto loaded = load(
      "type: value_count, rules: [a, b], group-by: [who], timespan: 90m, generate: true, "
      "condition: {field: who, gt: 5, lte: 10}, aliases: {who: {a: User, b: Account}}",
      problems);
  CHECK(as_text(problems).empty());
  REQUIRE(loaded.rules.correlations().size() == 1);
  const Correlation& c = loaded.rules.correlations()[0];
  CHECK(c.id == "c");
  CHECK(c.weight == Weight::high);
  CHECK(c.type == CorrelationType::value_count);
  CHECK(c.rules == std::vector<std::string>{"a", "b"});
  CHECK(c.group_by == std::vector<std::string>{"who"});
  CHECK(c.timespan.count == 90 * 60 * kTicksPerSecond);
  CHECK(c.value_fields == std::vector<std::string>{"who"});
  CHECK(c.generate);
  REQUIRE(c.condition.size() == 2);
  CHECK(c.condition[0].op == Correlation::Bound::Op::lte);
  CHECK(c.condition[0].value == 10);
  CHECK(c.condition[1].op == Correlation::Bound::Op::gt);
  CHECK(c.condition[1].value == 5);
  CHECK(c.aliases[0].fields.size() == 2);
}

TEST_CASE("temporal kinds need no condition, counting kinds do") {
  CHECK(refused("type: temporal, rules: [a, b], timespan: 5m") == "accepted");
  CHECK(refused("type: temporal_ordered, rules: [a, b], timespan: 5m") == "accepted");
  CHECK(refused("type: event_count, rules: [a], timespan: 5m") == "16:14 yaml-missing-key: key 'condition' is missing");
  CHECK(refused("type: value_count, rules: [a], timespan: 5m, condition: {gte: 2}") ==
        "16:71 yaml-missing-key: key 'field' is missing");
}

TEST_CASE("a condition in words stands for the list of rules, too") {
  CHECK(refused("type: temporal, rules: [a, b], timespan: 5m, condition: a and not b") == "accepted");
  CHECK(refused("type: temporal, timespan: 5m, condition: a and not b") == "accepted");
  CHECK(refused("type: temporal_ordered, timespan: 5m, condition: a and b") == "accepted");
  CHECK(refused("type: temporal, timespan: 5m, condition: a and nobody").find("rule-unknown-rule") !=
        std::string::npos);
  CHECK(refused("type: temporal, rules: [a, b], timespan: 5m, condition: a").find("it does not mention 'b'") !=
        std::string::npos);
  CHECK(refused("type: temporal, rules: [a], timespan: 5m, condition: not a").find("holds where nothing happens") !=
        std::string::npos);
  CHECK(refused("type: temporal_ordered, rules: [a, b], timespan: 5m, condition: a or b")
            .find("an order is only known") != std::string::npos);
  CHECK(refused("type: temporal, timespan: 5m, condition: 1 of them").find("needs 'rules' to choose from") !=
        std::string::npos);
  CHECK(refused("type: temporal, timespan: 5m, condition: a and and b").find("condition: expected an identifier") !=
        std::string::npos);
}

TEST_CASE("what would change the meaning is refused with its place") {
  CHECK(refused("type: value_min, rules: [a], timespan: 5m, condition: {gte: 2}")
            .starts_with("16:21 rule-correlation-type: correlation type 'value_min' cannot be honoured; known are "));
  CHECK(refused("type: value_sum, rules: [a], timespan: 5m, condition: {gte: 2}") ==
        "16:69 yaml-missing-key: key 'field' is missing");
  CHECK(refused("type: value_sum, rules: [a], timespan: 5m, condition: {field: [x, y], gte: 2}") ==
        "16:69 rule-correlation-condition: a value_sum is of one field");
  CHECK(refused("type: value_percentile, rules: [a], timespan: 5m, condition: {field: x, percentile: 101, gte: 2}")
            .ends_with("rule-correlation-condition: a value_percentile needs 'percentile', a number from 0 to 100"));
  CHECK(refused("type: event_count, rules: [a], timespan: 5m, condition: {gte: 2.5}")
            .ends_with("rule-correlation-condition: a count is a whole number"));
  CHECK(refused("type: event_count, rules: [a], timespan: 5m, condition: a") ==
        "16:71 rule-correlation-condition: only a temporal correlation can have a condition in words; write a map such "
        "as {gte: 10}");
  CHECK(refused("type: event_count, rules: [a], timespan: 5m, condition: {gte: 2, least: 3}") ==
        "16:80 yaml-unknown-key: unknown key 'least'");
  CHECK(refused("type: event_count, rules: [a], timespan: 5m, condition: {}") ==
        "16:71 rule-correlation-condition: the condition compares with nothing; one or more of lt, lte, gt, gte, eq, "
        "neq");
  CHECK(refused("type: event_count, rules: [a], timespan: 5m, condition: {gte: -1}") ==
        "16:71 rule-correlation-condition: a count cannot be negative");
  CHECK(refused("type: event_count, rules: [a], timespan: soon, condition: {gte: 2}") ==
        "16:56 rule-bad-timespan: 'soon' is no time span; a whole number and s, m, h, d, w, M or y: 30m");
  CHECK(refused("type: event_count, rules: [a], timespan: 0s, condition: {gte: 2}").find("rule-bad-timespan") !=
        std::string::npos);
  CHECK(refused("type: event_count, rules: [], timespan: 5m, condition: {gte: 2}") ==
        "16:41 rule-correlation-rules: 'rules' names no rule");
  CHECK(refused("type: event_count, rules: [a, a], timespan: 5m, condition: {gte: 2}") ==
        "16:41 rule-correlation-rules: 'rules' names a rule twice");
  CHECK(refused("type: event_count, rules: [a], timespan: 5m, condition: {gte: 2}, within: 3") ==
        "16:81 yaml-unknown-key: unknown key 'within'");
  CHECK(refused("type: temporal, rules: [a, b], timespan: 5m, aliases: {who: User}") ==
        "16:75 rule-bad-alias: an alias must be a map of rule and field");
}
