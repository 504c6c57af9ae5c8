#include "engine/examples.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::as_text;

namespace {

const char* const kRule =
    "title: A\nname: alert\nlogsource: {product: windows, service: schannel}\nfields: [AlertDesc]\n"
    "detection: {s: {EventID: 36888, AlertDesc: 40}, condition: s}\n";
const char* const kCorrelation =
    "title: M\nname: many\n"
    "correlation: {type: event_count, rules: [alert], group-by: [Computer, AlertDesc], timespan: 5m, condition: {gte: "
    "3}}\n";

struct Run {
  explicit Run(std::initializer_list<std::pair<std::string, std::string>> documents) {
    DataStore data;
    for (const auto& [path, text] : documents) data.add(path, text);
    data.add("logsources.yml", doctor::test::logsources());
    const LoadedRules loaded = load_rules(data, problems);
    results = run_examples(data, loaded.rules, KnowledgeBase(), problems);
  }
  std::string shown() const {
    std::string out;
    for (const ExampleResult& r : results) {
      out += r.rule + ": " + std::to_string(r.passed) + " passed\n";
      for (const std::string& f : r.failures) out += "  " + f + "\n";
    }
    return out + as_text(problems);
  }

  Diagnostics problems;
  std::vector<ExampleResult> results;
};

}  // namespace

TEST_CASE("examples lie beside their rule and are run") {
  CHECK(Run({{"tls/alert.yml", kRule},
             {"tls/alert.tests.yml",
              "match:\n  - {EventID: 36888, AlertDesc: 40}\n  - {AlertDesc: '0x28', EventID: 36888}\n"
              "no-match:\n  - {EventID: 36888, AlertDesc: 20}\n"}})
            .shown() == "alert: 3 passed\n");
}

TEST_CASE("an example that does not hold is named with its line") {
  CHECK(Run({{"alert.yml", kRule},
             {"alert.tests.yml",
              "match:\n  - {EventID: 36888, AlertDesc: 20}\nno-match:\n  - {EventID: 36888, AlertDesc: 40}\n"}})
            .shown() == "alert: 0 passed\n  match 1 (line 2): did not match\n  no-match 1 (line 4): matched\n");
}

TEST_CASE("stories tell what happened when, to whom") {
  CHECK(Run({{"alert.yml", kRule},
             {"many.yml", kCorrelation},
             {"many.tests.yml",
              "fires:\n"
              "  - [{rule: alert, at: 0s, AlertDesc: 40}, {rule: alert, at: 1m, AlertDesc: 40}, {rule: alert, at: 5m, "
              "AlertDesc: 40}]\n"
              "  - [{rule: alert, times: 3, every: 10s, AlertDesc: 40}]\n"
              "silent:\n"
              "  - [{rule: alert, times: 3, every: 3m, AlertDesc: 40}]\n"
              "  - [{rule: alert, times: 2, AlertDesc: 40}, {rule: alert, AlertDesc: 20}]\n"
              "  - [{rule: alert, times: 2, AlertDesc: 40}, {rule: alert, Computer: FE02, AlertDesc: 40}]\n"
              "  - [{rule: alert, times: 3}]\n"}})
            .shown() == "alert: 0 passed\nmany: 6 passed\n");
}

TEST_CASE("a story that goes otherwise is named") {
  CHECK(Run({{"alert.yml", kRule},
             {"many.yml", kCorrelation},
             {"many.tests.yml",
              "fires:\n  - [{rule: alert, AlertDesc: 40}]\nsilent:\n  - [{rule: alert, times: 3, AlertDesc: 40}]\n"}})
            .shown() ==
        "alert: 0 passed\nmany: 0 passed\n  fires 1 (line 2): did not fire\n  silent 1 (line 4): fired 1 times\n");
}

TEST_CASE("the grammar is closed") {
  CHECK(Run({{"alert.yml", kRule}, {"alert.tests.yml", "matches:\n  - {EventID: 1}\n"}}).shown() ==
        "alert: 0 passed\n  its examples cannot be read\n1:1 yaml-unknown-key: unknown key 'matches'; did you mean "
        "'match'?");
  CHECK(Run({{"alert.yml", kRule}, {"alert.tests.yml", "fires: []\n"}}).shown().find("unknown key 'fires'") !=
        std::string::npos);
  CHECK(Run({{"alert.yml", kRule},
             {"many.yml", kCorrelation},
             {"many.tests.yml", "fires:\n  - [{rule: alert, AlertDescr: 40}]\n"}})
            .shown() ==
        "alert: 0 passed\nmany: 0 passed\n  its examples cannot be read\n"
        "2:20 yaml-unknown-key: unknown key 'AlertDescr'; did you mean 'AlertDesc'?");
  CHECK(Run({{"alert.yml", kRule}, {"many.yml", kCorrelation}, {"many.tests.yml", "fires:\n  - [{rule: other}]\n"}})
            .shown()
            .find("2:6 tests-unknown-rule: there is no rule 'other'") != std::string::npos);
  CHECK(Run({{"alert.yml", kRule}, {"alert.tests.yml", "match: {EventID: 1}\n"}})
            .shown()
            .find("1:8 tests-bad-value: 'match' must be a list") != std::string::npos);
}

TEST_CASE("of several rules in one file the examples say which they mean") {
  const std::string two = std::string(kRule) + "---\n" +
                          "title: B\nname: beta\nlogsource: {product: windows, service: system}\n"
                          "detection: {s: {EventID: 5}, condition: s}\n";
  CHECK(
      Run({{"two.yml", two},
           {"two.tests.yml", "rule: beta\nmatch:\n  - {EventID: 5}\n---\nrule: alert\nno-match:\n  - {EventID: 5}\n"}})
          .shown() == "alert: 1 passed\nbeta: 1 passed\n");
  CHECK(Run({{"two.yml", two}, {"two.tests.yml", "match:\n  - {EventID: 5}\n"}})
            .shown()
            .find("1:1 yaml-missing-key: key 'rule' is missing") != std::string::npos);
}

TEST_CASE("examples without a rule are reported, those of a refused rule are not") {
  CHECK(Run({{"alert.tests.yml", "match: []\n"}}).shown() ==
        "1:1 tests-without-rule: no rule lies beside these examples");
  CHECK(Run({{"alert.yml", "title: A\ndetection: {}\nlogsource: {product: windows}\n"},
             {"alert.tests.yml", "match: []\n"}})
            .shown()
            .find("tests-without-rule") == std::string::npos);
}

TEST_CASE("every built-in rule has examples, and they hold") {
  Diagnostics problems;
  const DataStore data = DataStore::built_in();
  const LoadedRules loaded = load_rules(data, problems);
  const KnowledgeBase knowledge = KnowledgeBase::load(data, problems);
  for (const ExampleResult& r : run_examples(data, loaded.rules, knowledge, problems)) {
    for (const std::string& f : r.failures) FAIL_CHECK(r.rule << ": " << f);
  }
  CHECK_MESSAGE(problems.count(Severity::error) == 0, as_text(problems));
}
