#include "engine/why.h"

#include "engine/matcher.h"

#include <doctest/doctest.h>

#include "fake_source.h"
#include "kit.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

const char* const kRule =
    "title: A\nname: a\nlogsource: {product: windows}\ndetection:\n  s: {EventID: 1, User: [anna, bob]}\n"
    "  k: [needle]\n  gone: {Missing: null}\n  probe: {User: probe}\n  condition: s and (k or gone) and not probe\n";

}  // namespace

TEST_CASE("a trace says which identifiers were true, and by which values") {
  Diagnostics problems;
  const auto loaded = doctor::test::load_text(kRule, problems);
  REQUIRE(problems.empty());
  CHECK(loaded.rules.rules()[0].when->text() == "s and (k or gone) and not probe");
  Matcher matcher(loaded.rules);
  EventBatch batch;
  const Event& event = EventBuilder("Contoso", 1).data("User", "Bob").data("Text", "hay needle hay").add_to(batch);
  const auto trace = matcher.trace(event, 0);
  REQUIRE(trace.has_value());
  std::string out;
  for (const auto& t : *trace) {
    out += t.name + (t.holds ? "+" : "-");
    for (const auto& [field, value] : t.values) out += " " + field + "=" + value;
    out += "\n";
  }
  CHECK(out == "s+ EventID=1 User=Bob\nk+ =hay needle hay\ngone+ Missing=\nprobe-\n");
  EventBatch other;
  CHECK_FALSE(matcher.trace(EventBuilder("Contoso", 2).data("User", "bob").add_to(other), 0).has_value());
}

TEST_CASE("what lies beside the logs is dated to the moment that is given, whatever range of time is asked for") {
  Diagnostics problems;
  const auto loaded = doctor::test::load_text(kRule, problems);
  std::vector<std::unique_ptr<EventSource>> sources;
  sources.push_back(std::make_unique<doctor::test::FakeSource>(
      doctor::test::FakeSource("a.reg")
          .slice({EventBuilder("Contoso", 1).data("User", "bob").at("2001-01-01T00:00:00Z")})
          .beside_logs()));
  WhyOptions options;
  options.now = *parse_iso8601("2015-06-01T07:00:00Z");
  options.until = *parse_iso8601("2000-01-01T00:00:00Z");
  const WhyResult result = why(sources, loaded.rules, 0, KnowledgeBase(), options);
  REQUIRE(result.matches.size() == 1);
  CHECK(result.matches[0].time == options.now);
}
