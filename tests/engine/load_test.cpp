#include "engine/load.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::as_text;
using doctor::test::load_documents;
using doctor::test::load_text;
using doctor::test::refusals;

namespace {

const char* const kRule =
    "title: Handshake failed\n"
    "id: 5b1c6f0e-0f0a-4d53-9a5e-2f6b1d0c1a01\n"
    "name: handshake-failed\n"
    "status: test\n"
    "description: A handshake failed\n"
    "references: [https://example.org/a]\n"
    "author: A. Author\n"
    "date: 2025-01-02\n"
    "tags: [doctor.context]\n"
    "logsource: {product: windows, service: schannel, definition: any}\n"
    "detection: {s: {EventID: 36888}, condition: s}\n"
    "fields: [AlertDesc, ErrorState]\n"
    "falsepositives: [Scanners]\n"
    "level: low\n"
    "custom_note: {a: 1, b: [x, y]}\n";

}  // namespace

TEST_CASE("a rule keeps everything its author wrote") {
  Diagnostics problems;
  const LoadedRules loaded = load_text(kRule, problems);
  CHECK(as_text(problems).empty());
  CHECK(loaded.refused == 0);
  REQUIRE(loaded.rules.rules().size() == 1);
  const Rule& r = loaded.rules.rules()[0];
  CHECK(r.id == "handshake-failed");
  CHECK(r.uuid == "5b1c6f0e-0f0a-4d53-9a5e-2f6b1d0c1a01");
  CHECK(r.title == "Handshake failed");
  CHECK(r.status == "test");
  CHECK(r.description == "A handshake failed");
  CHECK(r.weight == Weight::low);
  CHECK(r.scope.channels == std::vector<std::string>{"system"});
  CHECK(r.scope.providers == std::vector<std::string>{"schannel"});
  CHECK(r.keep == std::vector<std::string>{"AlertDesc", "ErrorState"});
  CHECK(r.tags == std::vector<std::string>{"doctor.context"});
  CHECK(r.falsepositives == std::vector<std::string>{"Scanners"});
  CHECK(r.references == std::vector<std::string>{"https://example.org/a"});
  CHECK(r.custom == std::vector<std::pair<std::string, std::string>>{
                        {"author", "A. Author"}, {"date", "2025-01-02"}, {"custom_note", "a: 1, b: x, y"}});
  CHECK(r.logsource.size() == 3);
  CHECK(r.defined_at.line == 1);
  CHECK_FALSE(r.built_in);
}

TEST_CASE("the id is the name, else the id, else the title") {
  const auto id = [](const char* head) {
    Diagnostics problems;
    const auto loaded = load_text(
        std::string(head) + "logsource: {product: windows}\ndetection: {s: {F: x}, condition: s}\n", problems);
    return loaded.rules.rules().empty() ? as_text(problems) : loaded.rules.rules()[0].id;
  };
  CHECK(id("title: T\nid: u\nname: n\n") == "n");
  CHECK(id("title: T\nid: u\n") == "u");
  CHECK(id("title: T\n") == "T");
  CHECK(id("") == "1:1 rule-bad-metadata: the document has neither name, id nor title");
}

TEST_CASE("one file may hold several documents, and one bad one harms no other") {
  Diagnostics problems;
  const LoadedRules loaded = load_text(
      "title: A\nlogsource: {product: windows}\ndetection: {s: {F: x}, condition: s}\n"
      "---\n"
      "title: B\nlogsource: {product: windows}\ndetection: {s: {F|bad: x}, condition: s}\n"
      "---\n"
      "title: C\nlogsource: {product: windows}\ndetection: {s: {F: x}, condition: s}\n"
      "---\n"
      "title: D\nname: d\ncorrelation: {type: event_count, rules: [A], timespan: 5m, condition: {gte: 2}}\n",
      problems);
  CHECK(loaded.rules.rules().size() == 2);
  CHECK(loaded.rules.correlations().size() == 1);
  CHECK(loaded.refused == 1);
  CHECK(as_text(problems) == "7:17 rule-unknown-modifier: unknown modifier 'bad'");
}

TEST_CASE("documents of another kind or time are refused with the way out") {
  const std::string rest = "logsource: {product: windows}\ndetection: {s: {F: x}, condition: s}\n";
  CHECK(refusals("title: T\naction: global\n" + rest) ==
        "2:9 rule-legacy-action: 'action' documents are not part of Sigma any more; write the shared parts into each "
        "rule refused: 1");
  CHECK(refusals("title: T\nlogsource: {product: windows}\nfilter: {rules: [a], s: {F: x}, condition: s}\n") ==
        "3:17 rule-unknown-rule: filter 'T' names a rule that is not there: 'a'\n"
        "3:17 rule-filter-rules: filter 'T' is left without a rule refused: 1");
  CHECK(
      refusals("title: T\ntaxonomy: ecs\n" + rest) ==
      "2:11 rule-taxonomy: taxonomy 'ecs' is not known here; only Sigma's own field names can be honoured refused: 1");
  CHECK(refusals("title: T\ntaxonomy: sigma\n" + rest).empty());
  CHECK(refusals("title: T\nlogsource: {product: windows}\n") ==
        "1:1 rule-unknown-document: neither 'detection' nor 'correlation' nor 'filter' in this document refused: 1");
  CHECK(refusals("title: T\ncorrelation: {}\n" + rest) ==
        "1:1 rule-unknown-document: both 'detection' and 'correlation' in one document refused: 1");
  CHECK(
      refusals("anything: else\n") ==
      "1:1 rule-unknown-document: neither a Sigma rule, a correlation, a filter, a diagnosis nor a false alarm; a rule "
      "has 'detection', a correlation 'correlation', a filter 'filter', the others 'diagnosis' or 'false_alarm' "
      "refused: "
      "1");
}

TEST_CASE("metadata of the wrong shape is refused") {
  const std::string rest = "logsource: {product: windows}\ndetection: {s: {F: x}, condition: s}\n";
  CHECK(refusals("title: [a]\nname: n\n" + rest) == "1:8 rule-bad-metadata: 'title' must be a text refused: 1");
  CHECK(refusals("title: T\nlevel: severe\n" + rest) ==
        "2:8 rule-bad-metadata: unknown level 'severe'; one of informational, low, medium, high, critical refused: 1");
  CHECK(refusals("title: T\nfields: {a: b}\n" + rest) ==
        "2:9 rule-bad-metadata: 'fields' must be a list of texts refused: 1");
  CHECK(refusals("title: T\ndetection: [a]\nlogsource: {product: windows}\n") ==
        "2:12 rule-bad-detection: 'detection' must be a map of search identifiers and a condition refused: 1");
  CHECK(refusals("title: T\ndetection: {s: {F: x}, condition: s}\n") ==
        "1:1 rule-logsource: 'logsource' must be a map with product, category or service refused: 1");
}

TEST_CASE("a log source that no Windows log is refuses the rule at its key") {
  const std::string rest = "\ndetection: {s: {F: x}, condition: s}\n";
  CHECK(refusals("title: T\nlogsource: {product: linux}" + rest) ==
        "2:22 rule-logsource: logsource: product 'linux' does not write Windows event logs refused: 1");
  CHECK(refusals("title: T\nlogsource: {product: windows, service: shannel}" + rest) ==
        "2:40 rule-logsource: logsource: unknown service 'shannel'; did you mean 'schannel'? refused: 1");
}

TEST_CASE("broken YAML is reported where it breaks, and other files load") {
  Diagnostics problems;
  const LoadedRules loaded = load_documents({{"a.yml", "title: A\n  detection: {\n"}, {"b.yml", kRule}}, problems);
  CHECK(loaded.rules.rules().size() == 1);
  CHECK(loaded.refused == 1);
  CHECK(problems.count("yaml-syntax") == 1);
  CHECK(problems.kept()[0].where.source == 0);
}

TEST_CASE("deep nesting and great length end with a diagnosis, not with the program") {
  std::string deep = "title: T\ndetection: ";
  for (int i = 0; i < 5000; ++i) deep += "[";
  CHECK_FALSE(refusals(deep).empty());
  std::string wide = "title: T\nlogsource: {product: windows}\ndetection:\n  s:\n    F:\n";
  for (int i = 0; i < 150'000; ++i) wide += "      - v\n";
  CHECK(refusals(wide + "  condition: s\n").find("rule-too-large") != std::string::npos);
}

TEST_CASE("a later rule of the same id replaces the earlier one") {
  Diagnostics problems;
  const std::string again =
      "title: Mine\nname: handshake-failed\nlogsource: {product: windows}\n"
      "detection: {s: {EventID: 1}, condition: s}\n";
  const LoadedRules loaded = load_documents({{"a.yml", kRule}, {"b.yml", again}}, problems);
  REQUIRE(loaded.rules.rules().size() == 1);
  CHECK(loaded.rules.rules()[0].title == "Mine");
  CHECK(as_text(problems) == "1:1 rule-replaced: rule 'handshake-failed' replaces an earlier one of the same id");
  CHECK(loaded.refused == 0);
}
