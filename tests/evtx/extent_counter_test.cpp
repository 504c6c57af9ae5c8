#include "evtx/extent_counter.h"

#include <doctest/doctest.h>

using namespace doctor;
using namespace doctor::evtx;

TEST_CASE("records are counted by what they agree in, and reach the extents with first and last time") {
  ExtentCounter counter;
  ExtentCounter::Hint hint;
  const int template_a = 0;
  const ExtentCounter::Key a{&template_a, 2, {}, {}, "p1"}, b{&template_a, 4, {}, {}, "p1"};
  CHECK(counter.find(a, hint) == nullptr);
  counter.add(a, {"FE01", "System", "Schannel"});
  counter.count({50});
  CHECK(counter.find(b, hint) == nullptr);
  counter.add(b, {"FE01", "System", "Schannel"});
  counter.count({70});
  REQUIRE(counter.find(a, hint) != nullptr);
  CHECK(counter.find(a, hint)->provider == "Schannel");
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
  REQUIRE(counter.find(b, hint) != nullptr);  // known beyond a flush
  counter.count({90});
  counter.flush(extents);
  CHECK(extents.events() == 5);
  CHECK(extents.list()[0].last.ticks == 90);
}

TEST_CASE("a hint is asked first and never believed") {
  ExtentCounter counter;
  ExtentCounter::Hint hint;
  const ExtentCounter::Key a{nullptr, 2, "c1", "ch", "p"}, b{nullptr, 2, "c2", "ch", "p"};
  counter.add(a, {"c1", "ch", "p"});
  counter.add(b, {"c2", "ch", "p"});
  CHECK(counter.find(a, hint)->computer == "c1");
  CHECK(counter.find(b, hint)->computer == "c2");
  CHECK(counter.find(a, hint)->computer == "c1");
  CHECK(counter.find({nullptr, 2, "c3", "ch", "p"}, hint) == nullptr);
}

TEST_CASE("names of any length are told apart") {
  ExtentCounter counter;
  ExtentCounter::Hint hint;
  std::string name = "abcdefghijklmnopqrstuvwxyz";
  for (std::size_t n = 0; n <= name.size(); ++n)
    counter.add({nullptr, 0, {}, {}, name.substr(0, n)}, {{}, {}, name.substr(0, n)});
  for (std::size_t n = 0; n <= name.size(); ++n) {
    REQUIRE(counter.find({nullptr, 0, {}, {}, name.substr(0, n)}, hint) != nullptr);
    CHECK(counter.find({nullptr, 0, {}, {}, name.substr(0, n)}, hint)->provider == name.substr(0, n));
  }
  for (std::size_t i = 0; i < name.size(); ++i) {
    std::string other = name;
    other[i] = '-';
    CAPTURE(i);
    CHECK(counter.find({nullptr, 0, {}, {}, other}, hint) == nullptr);
  }
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
