#include "engine/matcher.h"

#include <doctest/doctest.h>

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
