#include "evtx/usual_event.h"

#include <doctest/doctest.h>

#include <vector>

#include "evtx/system_plan.h"
#include "evtx/tokens.h"

using namespace doctor;
using namespace doctor::evtx;

TEST_CASE("the usual event has its System values where Windows has them") {
  const SystemPlan plan = SystemPlan::of(usual_event());
  REQUIRE(plan.found);
  const SystemGate gate = SystemGate::of(usual_event(), plan);
  CHECK(gate.usable);
  CHECK(gate.event_id == 3);
  CHECK(gate.level == 0);
  CHECK(gate.time == 6);
  CHECK(gate.provider == 14);
  CHECK(gate.channel == 16);
  CHECK(gate.computer == SystemGate::kLiteral);
}

TEST_CASE("values are taken for those of an event by their types, their number and the record id") {
  const std::string chunk("\x07\0\0\0\0\0\0\0", 8);
  const ByteView view = as_bytes(chunk.data(), chunk.size());
  std::vector<StoredValue> values(18);
  const auto set = [&](std::size_t i, std::uint8_t type, std::uint16_t size) { values[i] = {0, size, type}; };
  set(0, value_type::uint8, 1);
  set(1, value_type::uint8, 1);
  set(2, value_type::uint16, 2);
  set(3, value_type::uint16, 2);
  set(6, value_type::file_time, 8);
  set(8, value_type::uint32, 4);
  set(9, value_type::uint32, 4);
  set(10, value_type::uint64, 8);
  CHECK(usual_event_values(values, view, 7));
  CHECK_FALSE(usual_event_values(values, view, 8));
  for (const std::size_t i : {0u, 3u, 6u, 10u}) {
    std::vector<StoredValue> wrong = values;
    wrong[i].type = value_type::string;
    CHECK_FALSE(usual_event_values(wrong, view, 7));
  }
  values.resize(17);
  CHECK_FALSE(usual_event_values(values, view, 7));
}
