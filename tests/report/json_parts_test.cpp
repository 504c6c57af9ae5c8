#include "report/json_parts.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

template <class Write>
std::string written(Write write) {
  std::string out;
  JsonWriter j(out, false);
  j.begin_object();
  write(j);
  j.end_object();
  std::erase(out, ' ');
  std::erase(out, '\n');
  return out;
}

}  // namespace

TEST_CASE("what is missing is null") {
  CHECK(written([](JsonWriter& j) {
          text_or_null(j, "a", "");
          text_or_null(j, "b", "x");
          time_or_null(j, "c", {});
          time_or_null(j, "d", *parse_iso8601("2015-06-01T07:00:00.5Z"));
          strings(j, "e", {});
          strings(j, "f", {"x", "y"});
        }) == R"({"a":null,"b":"x","c":null,"d":"2015-06-01T07:00:00.500Z","e":[],"f":["x","y"]})");
}

TEST_CASE("coverage and damage") {
  Diagnostics damage;
  damage.add({"evtx-record-size", Severity::warning, {0, 4608, 0, 0}, 12, "m", {}});
  damage.add({"xml-garbage", Severity::note, {0, 7, 2, 1}, 0, "n", {}});
  CHECK(written([&](JsonWriter& j) {
          write_coverage(j, {1, 2, 3, 4, 5});
          write_damage(j, damage);
        }) == R"({"coverage":{"header":1,"records":2,"slack":3,"damaged":4,"known":5},"damage":[)"
              R"({"code":"evtx-record-size","severity":"warning","offset":4608,"bytes_lost":12,"message":"m"},)"
              R"({"code":"xml-garbage","severity":"note","offset":7,"line":2,"bytes_lost":0,"message":"n"}],)"
              R"("damage_counts":{"evtx-record-size":1,"xml-garbage":1}})");
}

TEST_CASE("names are listed once, whatever their case, and the span is of all") {
  Extents extents;
  extents.count("FE02", "System", "P", 4, FileTime{200});
  extents.count("fe02", "Security", "P", 4, FileTime{100});
  extents.count("FE01", "System", "P", 4, FileTime{});
  const Reach reach = reach_of(extents);
  CHECK(reach.computers == std::vector<std::string>{"FE02", "FE01"});
  CHECK(reach.channels == std::vector<std::string>{"System", "Security"});
  CHECK(reach.first == FileTime{100});
  CHECK(reach.last == FileTime{200});
  CHECK(reach_of({}).first == FileTime{});
}
