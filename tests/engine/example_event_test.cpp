#include "engine/example_event.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::as_text;

namespace {

struct Made {
  explicit Made(const std::string& yaml) {
    rule.scope = {{"system"}, {"schannel"}, {36888}, "System", "Schannel"};
    const std::vector<Yaml> roots = parse_yaml(yaml, 0, problems);
    REQUIRE(roots.size() == 1);
    event = example_event(roots[0], rule, 0, batch, problems);
  }
  std::string data() const {
    std::string out;
    for (const Field& f : event->data) {
      out += std::string(f.name) + "(" + std::string(f.path) +
             ")=" + (f.value.type == Value::Type::none ? "null" : f.value.to_text()) + " ";
    }
    return out;
  }

  Rule rule;
  EventBatch batch;
  Diagnostics problems;
  Event* event = nullptr;
};

}  // namespace

TEST_CASE("what an example leaves out comes from the log source") {
  const Made m("{AlertDesc: 40}");
  REQUIRE(m.event != nullptr);
  CHECK(m.event->provider == "Schannel");
  CHECK(m.event->channel == "System");
  CHECK(m.event->event_id == 36888);
  CHECK(to_iso8601_millis(m.event->time) == "2015-06-01T07:00:00.000Z");
  CHECK(m.data() == "AlertDesc(AlertDesc)=40 ");
}

TEST_CASE("System names set the System element") {
  const Made m(
      "{Provider_Name: Other, EventID: 0x10, Channel: Security, Computer: X, Level: 4, "
      "TimeCreated: '2016-01-01T00:00:00Z', Correlation_ActivityID: '{1}'}");
  REQUIRE(m.event != nullptr);
  CHECK(m.event->provider == "Other");
  CHECK(m.event->event_id == 16);
  CHECK(m.event->channel == "Security");
  CHECK(m.event->computer == "X");
  CHECK(m.event->level == 4);
  CHECK(to_iso8601_millis(m.event->time) == "2016-01-01T00:00:00.000Z");
  CHECK(m.event->activity_id == "{1}");
  CHECK(m.event->data.empty());
}

TEST_CASE("lists repeat a field, Data is unnamed, null is empty, paths nest") {
  const Made m("{F: [a, b], Data: [x, y], N: null, 'Chain/Element[1]/@hashName': MD5}");
  REQUIRE(m.event != nullptr);
  CHECK(m.data() ==
        "F(F)=a F(F[1])=b Data(Data[0])=x Data(Data[1])=y N(N)=null hashName(Chain/Element[1]/@hashName)=MD5 ");
}

TEST_CASE("a malformed example is reported with its place") {
  const Made level("{Level: high}");
  CHECK(level.event == nullptr);
  CHECK(as_text(level.problems) == "1:9 tests-bad-value: no value of field 'Level': 'high'");
  const Made map("{F: {a: b}}");
  CHECK(as_text(map.problems) == "1:5 tests-bad-value: field 'F' must have one value or a list of values");
  CHECK(as_text(Made("[a]").problems) == "1:1 yaml-type: expected a map of keys and values");
}
