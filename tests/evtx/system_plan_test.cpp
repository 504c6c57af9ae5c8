#include "evtx/system_plan.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "event/source.h"

using namespace doctor;
using namespace doctor::evtx;

namespace {

Op open(std::string_view name, std::uint32_t end) {
  Op op;
  op.kind = Op::Kind::open;
  op.text = name;
  op.end = end;
  return op;
}
Op attribute(std::string_view name, std::uint32_t end) {
  Op op = open(name, end);
  op.kind = Op::Kind::attribute;
  return op;
}
Op literal(std::string_view text) {
  Op op;
  op.text = text;
  return op;
}
Op substitution(std::uint16_t index) {
  Op op;
  op.kind = Op::Kind::substitution;
  op.index = index;
  return op;
}

/// <Event><System><Provider Name='P' Guid=%2/><EventID Qualifiers=%1>%0</EventID><Channel>a b</Channel></System></Event>
std::vector<Op> program() {
  return {open("Event", 15),    open("System", 15),  open("Provider", 7),
          attribute("Name", 5), literal("P"),        attribute("Guid", 7),
          substitution(2),      open("EventID", 11), attribute("Qualifiers", 10),
          substitution(1),      substitution(0),     open("Channel", 14),
          literal("a "),        literal("b"),        open("Computer", 15)};
}

struct Fixture {
  EventBatch batch;
  Budget budget;
  TextPool pool{batch.arena(), budget};
};

}  // namespace

TEST_CASE("the plan knows where each System value is") {
  Fixture f;
  const std::vector<Op> ops = program();
  const SystemPlan plan = SystemPlan::of(ops);
  REQUIRE(plan.found);
  const std::string chunk = std::string("\x18\x90", 2) + "\x07" +
                            std::string("\x32\x81\x67\x1f\x38\x59\x86\x46\x9f\xdc\xc8\xff\x68\xf1\x5c\x85", 16);
  const std::vector<StoredValue> values{{0, 2, 0x06}, {2, 1, 0x04}, {3, 16, 0x0f}};
  const Filled filled{ops, values, as_bytes(chunk.data(), chunk.size()), f.pool};
  CHECK(number_at(filled, plan.event_id) == 36888);
  CHECK(number_at(filled, plan.qualifiers) == 7);
  CHECK(text_at(filled, plan.provider) == "P");
  CHECK(guid_at(filled, plan.provider_guid) == "{1f678132-5938-4686-9fdc-c8ff68f15c85}");
  CHECK(text_at(filled, plan.channel) == "a b");
  CHECK(text_at(filled, plan.computer) == "");
  CHECK(plan.level.absent());
  CHECK(number_at(filled, plan.level) == 0);
  CHECK(time_at(filled, plan.time, {99}).ticks == 99);
}

TEST_CASE("a value that is missing from the array is none") {
  Fixture f;
  const std::vector<Op> ops = program();
  const Filled filled{ops, {}, {}, f.pool};
  CHECK(number_at(filled, SystemPlan::of(ops).event_id) == 0);
}

TEST_CASE("literals are read as numbers, times and GUIDs") {
  Fixture f;
  const std::vector<Op> ops{literal("0x8000000000000001"), literal("2015-06-01T07:00:00.5Z"),
                            literal("1F678132-5938-4686-9FDC-C8FF68F15C85"), literal("x")};
  const Filled filled{ops, {}, {}, f.pool};
  CHECK(number_at(filled, {0, 1}) == 0x8000000000000001);
  CHECK(to_iso8601(time_at(filled, {1, 2}, {})) == "2015-06-01T07:00:00.5000000Z");
  CHECK(guid_at(filled, {2, 3}) == "{1f678132-5938-4686-9fdc-c8ff68f15c85}");
  CHECK(number_at(filled, {3, 4}) == 0);
  CHECK(time_at(filled, {3, 4}, {5}).ticks == 5);
}

TEST_CASE("what has no System or no EventID has no plan") {
  CHECK_FALSE(SystemPlan::of({}).found);
  const std::vector<Op> data{open("EventData", 1)}, empty{open("Event", 1)},
      hollow{open("Event", 2), open("System", 2)};
  CHECK_FALSE(SystemPlan::of(data).found);
  CHECK_FALSE(SystemPlan::of(empty).found);
  CHECK_FALSE(SystemPlan::of(hollow).found);
}

TEST_CASE("an element in place of a number is not taken for one") {
  Fixture f;
  const std::vector<Op> ops{open("X", 1)};
  const std::vector<StoredValue> values{{0, 1, 0x04}};
  const Filled filled{ops, values, as_bytes("\x05", 1), f.pool};
  CHECK(number_at(filled, {0, 1}) == 0);
}
