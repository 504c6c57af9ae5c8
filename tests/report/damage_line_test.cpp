#include "report/damage_line.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("damage is one line: how much, and the first place") {
  Diagnostics damage;
  CHECK(damage_line(damage).empty());
  damage.add({"evtx-file-dirty", Severity::note, {}, 0, "the log was not closed cleanly", {}});
  CHECK(damage_line(damage).empty());
  damage.add({"evtx-record-size", Severity::warning, {0, 4608, 0, 0}, 1234, "record size 7 is too small", {}});
  CHECK(damage_line(damage) ==
        "1 damaged place, 1,234 bytes lost, the first at offset 4,608: record size 7 is too small [evtx-record-size]");
  damage.add({"evtx-free-space", Severity::error, {0, 9000, 0, 0}, 0, "x", {}});
  CHECK(damage_line(damage).starts_with("2 damaged places, 1,234 bytes lost, the first at offset 4,608: "));
}

TEST_CASE("where the input has lines, the line is the place") {
  Diagnostics damage;
  damage.add({"xml-garbage", Severity::warning, {0, 4608, 1200, 1}, 0, "text between events", {}});
  CHECK(damage_line(damage) ==
        "1 damaged place, nothing lost, the first at line 1,200: text between events [xml-garbage]");
}
