#include "event/event.h"

#include <doctest/doctest.h>

#include "support/event_builder.h"

using namespace doctor;

TEST_CASE("fields are found by name, by path, in data before facts") {
  EventBatch batch;
  Event& e =
      test::EventBuilder("LS User Services", 32174).unnamed("first").unnamed("second").data("A", "1").add_to(batch);
  const Field fact[] = {{"A", "A", Value::of_text("fact")}, {"Extra", "Extra", Value::of_text("yes")}};
  e.facts = batch.keep(fact);
  CHECK(e.find("Data")->text == "first");
  CHECK(e.find("Data[1]")->text == "second");
  CHECK(e.find("A")->text == "1");
  CHECK(e.find("Extra")->text == "yes");
  CHECK(e.find("a") == nullptr);
  CHECK(e.find("Data[2]") == nullptr);
}
