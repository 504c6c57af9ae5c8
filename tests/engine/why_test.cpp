#include "engine/why.h"

#include "engine/matcher.h"

#include <doctest/doctest.h>

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
