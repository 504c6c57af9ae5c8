#include "evtx/extent_counter.h"

#include <doctest/doctest.h>

using namespace doctor;
using namespace doctor::evtx;

TEST_CASE("records are counted by what they agree in, and reach the extents with first and last time") {
  ExtentCounter counter;
  const int template_a = 0;
  const ExtentCounter::Key a{&template_a, 2, {}, {}, "p1"}, b{&template_a, 4, {}, {}, "p1"};
  CHECK(counter.find(a) == nullptr);
  counter.add(a, {"FE01", "System", "Schannel"});
  counter.count({50});
  CHECK(counter.find(b) == nullptr);
  counter.add(b, {"FE01", "System", "Schannel"});
  counter.count({70});
  REQUIRE(counter.find(a) != nullptr);
  CHECK(counter.find(a)->provider == "Schannel");
  counter.count({10});
  counter.count({30});

  Extents extents;
  counter.flush(extents);
  REQUIRE(extents.list().size() == 1);
  const Extent& e = extents.list()[0];
  CHECK(e.events == 4);
  CHECK(e.first.ticks == 10);
  CHECK(e.last.ticks == 70);
  CHECK(e.per_level[2] == 3);
  CHECK(e.per_level[4] == 1);
  CHECK(e.per_provider.at("Schannel") == 4);

  counter.flush(extents);
  CHECK(extents.events() == 4);
}

TEST_CASE("an unknown time does not become the first") {
  ExtentCounter counter;
  counter.add({}, {"FE01", "System", "x"});
  counter.count({0});
  counter.count({20});
  Extents extents;
  counter.flush(extents);
  CHECK(extents.list()[0].first.ticks == 20);
  CHECK(extents.list()[0].events == 2);
}
