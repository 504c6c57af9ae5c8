#include "event/source.h"

#include <doctest/doctest.h>

#include "support/event_builder.h"

using namespace doctor;

namespace {
FileTime at(const char* text) {
  return *parse_iso8601(text);
}
}  // namespace

TEST_CASE("extents count per computer and channel and know first and last") {
  Extents e;
  e.count("FE01", "System", "Schannel", 2, at("2015-06-01T08:00:00Z"));
  e.count("FE01", "System", "Schannel", 4, at("2015-06-01T07:00:00Z"));
  e.count("FE01", "System", "Other", 9, FileTime{});
  e.count("FE02", "System", "Schannel", 2, at("2015-06-01T09:00:00Z"), 5);
  REQUIRE(e.list().size() == 2);
  const Extent& fe01 = e.list()[0];
  CHECK(fe01.events == 3);
  CHECK(fe01.per_level[2] == 1);
  CHECK(fe01.per_level[5] == 1);
  CHECK(fe01.per_provider.at("Schannel") == 2);
  CHECK(fe01.first == at("2015-06-01T07:00:00Z"));
  CHECK(fe01.last == at("2015-06-01T08:00:00Z"));
  CHECK(e.list()[1].events == 5);
  CHECK(e.events() == 8);

  Extents sum;
  sum.merge(e);
  sum.merge(e);
  CHECK(sum.events() == 16);
  CHECK(sum.list().size() == 2);
  CHECK(sum.list()[0].per_provider.at("Other") == 2);
}

TEST_CASE("an extent is taken as it is, once") {
  Extents e;
  e.count("FE01", "System", "Schannel", 2, at("2015-06-01T08:00:00Z"));
  Extent other{"FE02", "System", at("2015-06-01T07:00:00Z"), at("2015-06-01T09:00:00Z"), 7, {0, 1, 2, 3, 1, 0}, {}};
  other.per_provider = {{"LsaSrv", 3}, {"Schannel", 4}};
  REQUIRE(e.insert(other));
  CHECK_FALSE(e.insert(other));
  CHECK_FALSE(e.insert(e.list()[0]));
  REQUIRE(e.list().size() == 2);
  CHECK(e.list()[1].per_level[3] == 3);
  CHECK(e.list()[1].per_provider.at("LsaSrv") == 3);
  CHECK(e.events() == 8);

  // It is found again by whoever counts.
  e.count("FE01", "System", "Schannel", 2, at("2015-06-01T08:00:00Z"));
  e.count("FE02", "System", "Schannel", 2, at("2015-06-01T10:00:00Z"));
  REQUIRE(e.list().size() == 2);
  CHECK(e.list()[1].events == 8);
  CHECK(e.list()[1].last == at("2015-06-01T10:00:00Z"));
}

TEST_CASE("a batch keeps its own copies and can be used again") {
  EventBatch batch;
  {
    std::string text = "temporary";
    test::EventBuilder("Schannel", 36888).data("AlertDesc", text).add_to(batch);
  }
  CHECK(batch.events().front().find("AlertDesc")->text == "temporary");
  batch.damage.add({"x", Severity::warning, {}, 1, "m", {}});
  batch.coverage.records = 5;
  batch.clear();
  CHECK(batch.events().empty());
  CHECK(batch.damage.empty());
  CHECK(batch.coverage.total() == 0);
  EventBatch moved = std::move(batch);
  test::EventBuilder("Schannel", 36874).add_to(moved);
  CHECK(moved.events().size() == 1);
}
