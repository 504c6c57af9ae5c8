#include "facts/fact_list.h"

#include <doctest/doctest.h>

#include "facts_of.h"

namespace doctor::facts {

TEST_CASE("the event's own fields come before facts, names ignore case") {
  EventBatch batch;
  const Event& event = test::EventBuilder("p", 1).data("alertdesc", " 40 ").add_to(batch);
  FactList list(event, batch, test::small_knowledge());
  list.word("AlertDesc", "1");
  list.number("Other", 7);
  CHECK(list.find_text("AlertDesc") == "40");
  CHECK(list.find_text("Other") == "7");
  CHECK(list.find("None") == nullptr);
}

TEST_CASE("a status has a name if it is known") {
  EventBatch batch;
  const Event& event = test::EventBuilder("p", 1).add_to(batch);
  FactList list(event, batch, test::small_knowledge());
  list.status(0x80092013);
  list.status(0x80001234);
  REQUIRE(list.facts().size() == 3);
  CHECK(list.facts()[0].value.to_text() == "0x80092013");
  CHECK(list.facts()[1].value.text == "CRYPT_E_REVOCATION_OFFLINE");
  CHECK(list.status_name(0x80001234) == "0x80001234");
}

TEST_CASE("there is a limit") {
  EventBatch batch;
  const Event& event = test::EventBuilder("p", 1).add_to(batch);
  FactList list(event, batch, test::small_knowledge());
  for (int i = 0; i < 1000; ++i) list.text("x", "y");
  CHECK(list.facts().size() == kMaxFacts);
  CHECK_FALSE(list.room_for(1));
}

}  // namespace doctor::facts
