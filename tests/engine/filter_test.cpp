// Filters, from the document to the match.
#include <doctest/doctest.h>

#include "engine/matcher.h"
#include "kit.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

const std::string kRules =
    "title: A\nname: a\nid: 5b1c6f0e-0f0a-4d53-9a5e-2f6b1d0c1a01\nlogsource: {product: windows, service: system}\n"
    "detection: {s: {EventID: 1}, condition: s}\n---\n"
    "title: B\nname: b\nlogsource: {product: windows, service: security}\n"
    "detection: {s: {EventID: 1}, condition: s}\n---\n";

std::string filter(const std::string& name, const std::string& logsource, const std::string& section) {
  return "title: F\nname: " + name + "\nlogsource: {" + logsource + "}\nfilter: {" + section + "}\n---\n";
}

// "ab": the rules that match an event of id 1 in their log source, whose User is this; then what loading said.
std::string matching(const std::string& filters, const std::string& user = "probe") {
  Diagnostics problems;
  const LoadedRules loaded = doctor::test::load_text(kRules + filters, problems);
  Matcher matcher(loaded.rules);
  std::string out;
  for (const char* channel : {"System", "Security"}) {
    EventBatch batch;
    const Event& event = EventBuilder("Contoso", 1).channel(channel).data("User", user).add_to(batch);
    StringPool strings;
    std::vector<Finding> findings;
    matcher.match(event, strings, findings);
    for (const Finding& f : findings) out += loaded.rules.rules()[f.rule].id;
  }
  if (!problems.empty()) out += "\n" + doctor::test::as_text(problems);
  return out + (loaded.refused > 0 ? " refused" : "");
}

}  // namespace

TEST_CASE("a filter holds beside the condition of each rule it is for") {
  const std::string windows = "product: windows";
  CHECK(matching("") == "ab");
  CHECK(matching(filter("f", windows, "rules: [a], s: {User: probe}, condition: not s")) == "b");
  CHECK(matching(filter("f", windows, "rules: [a], s: {User: probe}, condition: s")) == "ab");
  CHECK(matching(filter("f", windows, "rules: [a], s: {User: probe}, condition: s"), "else") == "b");
  CHECK(matching(filter("f", windows,
                        "rules: [5B1C6F0E-0F0A-4D53-9A5E-2F6B1D0C1A01], s: {User: probe}, condition: not s")) == "b");
  for (const char* all : {"any", "all", "[]", "ANY"}) {
    CHECK(
        matching(filter("f", windows, std::string("rules: ") + all + ", s: {User: probe}, condition: not s")).empty());
  }
  CHECK(matching(filter("f", windows, "rules: b, k: [pro], condition: not k")) == "a");
  CHECK(matching(filter("f", windows, "rules: any, s: {User: x}, condition: not s") +
                 filter("g", windows, "rules: [a], s: {User: probe}, condition: not s")) == "b");
}

TEST_CASE("a filter applies where its log source is the rule's or a wider one") {
  const std::string rest = "rules: any, s: {User: probe}, condition: not s";
  CHECK(matching(filter("f", "product: windows, service: system", rest)) == "b");
  CHECK(matching(filter("f", "service: Security", rest)) == "a");
  CHECK(matching(filter("f", "product: windows, category: process_creation", rest)).find("is for no rule") !=
        std::string::npos);
  CHECK(
      matching(filter("f", "product: windows, service: system", "rules: [a, b], s: {User: probe}, condition: not s")) ==
      "b\n15:17 rule-filter-rules: filter 'f' is not applied to 'b', which has another log source");
}

TEST_CASE("a filter that cannot be honoured is refused, and changes nothing") {
  const std::string windows = "product: windows";
  for (const char* bad : {"rules: [nobody], s: {User: probe}, condition: not s", "s: {User: probe}, condition: not s",
                          "rules: [a], s: {User: probe}", "rules: [a], s: {User|bad: probe}, condition: not s",
                          "rules: {a: b}, s: {User: probe}, condition: not s", "rules: [a], condition: not s"}) {
    CAPTURE(bad);
    const std::string said = matching(filter("f", windows, bad));
    CHECK(said.starts_with("ab\n"));
    CHECK(said.ends_with(" refused"));
  }
  CHECK(matching(filter("f", windows, "rules: [a, nobody], s: {User: probe}, condition: not s"))
            .starts_with("b\n15:17 rule-unknown-rule: filter 'f' names a rule that is not there: 'nobody'"));
}
