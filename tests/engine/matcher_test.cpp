#include "engine/matcher.h"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "kit.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

const char* const kRules =
    "title: A\nname: a\nlogsource: {product: windows, service: system}\nfields: [AlertDesc, Missing, Twice]\n"
    "detection: {s: {Provider_Name: Schannel, EventID: 36888}, condition: s}\n"
    "---\n"
    "title: B\nname: b\nlogsource: {product: windows, service: security}\n"
    "detection: {s: {EventID: 36888}, condition: s}\n"
    "---\n"
    "title: C\nname: c\nlogsource: {product: windows, service: system}\n"
    "detection: {s: {AlertDesc: 40}, condition: s}\n"
    "---\n"
    "title: D\nname: d\nlogsource: {product: windows}\n"
    "detection: {k: [needle], condition: k}\n";

class Fixture {
 public:
  explicit Fixture(const std::string& text = kRules) {
    Diagnostics problems;
    rules = doctor::test::load_text(text, problems).rules;
  }

  std::string matched(const EventBuilder& event) {
    EventBatch batch;
    findings.clear();
    Matcher matcher(rules);
    const Event& e = event.add_to(batch);
    const bool may = matcher.may_match(e);
    matcher.match(e, strings, findings);
    std::string out;
    for (const Finding& f : findings) out += rules.rules()[f.rule].id;
    CHECK((may || out.empty()));
    return out;
  }

  RuleSet rules;
  StringPool strings;
  std::vector<Finding> findings;
};

}  // namespace

TEST_CASE("an event meets the rules of its channel, provider and id only") {
  Fixture f;
  CHECK(f.matched(EventBuilder("Schannel", 36888).data("AlertDesc", "40")) == "ac");
  CHECK(f.matched(EventBuilder("Schannel", 36888).channel("Security")) == "b");
  CHECK(f.matched(EventBuilder("Schannel", 36888).channel("SECURITY")) == "b");
  CHECK(f.matched(EventBuilder("SCHANNEL", 36888)) == "a");
  CHECK(f.matched(EventBuilder("Other", 36888)).empty());
  CHECK(f.matched(EventBuilder("Other", 1).channel("Application").data("X", "a needle b")) == "d");
  CHECK(f.matched(EventBuilder("Other", 1).channel("Application").data("AlertDesc", "40")).empty());
}

TEST_CASE("a finding carries what is needed to find the event again, and the kept values") {
  Fixture f;
  REQUIRE(f.matched(EventBuilder("Schannel", 36888)
                        .computer("FE01.contoso.local")
                        .record(4711)
                        .at("2015-06-01T07:00:00Z")
                        .data("AlertDesc", "70")
                        .data("Twice", "x")
                        .data("Twice", "y")) == "a");
  const Finding& a = f.findings[0];
  CHECK(a.record_id == 4711);
  CHECK(a.event_id == 36888);
  CHECK(to_iso8601_millis(a.time) == "2015-06-01T07:00:00.000Z");
  CHECK(f.strings[a.provider] == "Schannel");
  CHECK(f.strings[a.channel] == "System");
  CHECK(f.strings[a.computer] == "FE01.contoso.local");
  CHECK(values_of(f.strings[a.values], 0) == std::vector<std::string_view>{"70"});
  CHECK(values_of(f.strings[a.values], 1).empty());
  CHECK(values_of(f.strings[a.values], 2) == std::vector<std::string_view>{"x", "y"});
}

TEST_CASE("a quick look says no where no rule can match") {
  Fixture f(
      "title: A\nname: a\nlogsource: {product: windows, service: schannel}\n"
      "detection: {s: {EventID: 36888}, condition: s}\n");
  EventBatch batch;
  Matcher matcher(f.rules);
  CHECK(matcher.may_match(EventBuilder("Schannel", 36888).add_to(batch)));
  CHECK_FALSE(matcher.may_match(EventBuilder("Schannel", 36874).add_to(batch)));
  CHECK_FALSE(matcher.may_match(EventBuilder("Other", 36888).add_to(batch)));
  CHECK_FALSE(matcher.may_match(EventBuilder("Schannel", 36888).channel("Security").add_to(batch)));
}

TEST_CASE("no rules match nothing") {
  EventBatch batch;
  StringPool strings;
  std::vector<Finding> findings;
  Matcher matcher{RuleSet()};
  const Event& e = EventBuilder("Schannel", 36888).add_to(batch);
  CHECK_FALSE(matcher.may_match(e));
  matcher.match(e, strings, findings);
  CHECK(findings.empty());
}

TEST_CASE("a matcher that has seen events answers as one that has not") {
  const std::string rules =
      "title: A\nname: a\nlogsource: {product: windows, service: system}\nfields: [X]\n"
      "detection: {s: {Provider_Name: Schannel, EventID: 1, X: ['1', ab*]}, condition: s}\n"
      "---\n"
      "title: B\nname: b\nlogsource: {product: windows, service: system}\n"
      "detection: {s: {EventID: 1, X|contains: b}, t: {Computer|startswith: fe}, condition: s and not t}\n"
      "---\n"
      "title: C\nname: c\nlogsource: {product: windows, service: system}\n"
      "detection: {s: {EventID: 1, TimeCreated|year: 2016}, condition: s}\n"
      "---\n"
      "title: D\nname: d\nlogsource: {product: windows, service: system}\n"
      "detection: {k: [needle], s: {Y: null}, condition: k or s}\n"
      "---\n"
      "title: F\nname: f\nlogsource: {product: windows, service: system}\n"
      "detection: {s: {EventRecordID: 7, X: '1'}, condition: s}\n"
      "---\n"
      "title: G\nname: g\nlogsource: {product: windows, service: system}\n"
      "detection: {s: {EventID: 1}, t: {TimeCreated|year: 2016, X: '1'}, condition: s and not t}\n"
      "---\n"
      "title: H\nname: h\nlogsource: {product: windows, service: system}\n"
      "detection: {k: [needle], t: {EventRecordID|lt: 4}, u: {Y: '1'}, condition: (k or t) and not u}\n";
  Fixture f(rules);
  Matcher old(f.rules);
  std::mt19937 random(7);
  const auto one_of = [&](const std::vector<std::string>& texts) { return texts[random() % texts.size()]; };
  std::set<std::string> answers;
  for (int i = 0; i < 3000; ++i) {
    EventBuilder builder(one_of({"Schannel", "SCHANNEL", "Other"}), random() % 8 == 0 ? 2 : 1);
    builder.computer(one_of({"FE01.contoso.local", "BE01.contoso.local"}));
    builder.at(one_of({"2015-06-01T07:00:00Z", "2016-06-01T07:00:00Z"})).record(random() % 9);
    if (random() % 4 != 0) builder.data("X", one_of({"1", "0x1", "abc", "b", "", "needle"}));
    if (random() % 4 == 0) builder.data("X", one_of({"1", "b"}));
    if (random() % 2 == 0) builder.data(one_of({"Y", "Z"}), one_of({"1", "a needle", std::to_string(i)}));
    const std::string fresh = f.matched(builder);
    const auto expected = f.findings;
    EventBatch batch;
    f.findings.clear();
    old.match(builder.add_to(batch), f.strings, f.findings);
    REQUIRE(f.findings.size() == expected.size());
    for (std::size_t n = 0; n < expected.size(); ++n) {
      CHECK(f.findings[n].rule == expected[n].rule);
      CHECK(f.findings[n].values == expected[n].values);
      CHECK(f.findings[n].record_id == expected[n].record_id);
    }
    answers.insert(fresh);
  }
  CHECK(answers.size() > 8);
}
