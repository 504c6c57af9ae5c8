#include "engine/event_view.h"

#include <doctest/doctest.h>

#include <string>

#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

std::string values(EventView& view, const FieldTable& table, std::string_view field) {
  std::string out;
  for (const std::uint32_t v : view.values(*table.find(field))) out += "[" + std::string(view.value(v).text()) + "]";
  return out;
}

}  // namespace

TEST_CASE("a field is looked for in System, in data, in facts, and among paths, in this order") {
  FieldTable table;
  for (const char* name : {"Level", "AlertDesc", "TlsAlertName", "A/B/@hash", "hash", "Data[1]", "Absent"})
    table.add(name);
  EventView view(table);
  EventBatch batch;
  Event& event = EventBuilder("Schannel", 36888)
                     .level(4)
                     .data("Level", "from the data")
                     .data("AlertDesc", "40")
                     .data("AlertDesc", "70")
                     .unnamed("first")
                     .unnamed("second")
                     .field("A/B/@hash", "hash", "MD5")
                     .add_to(batch);
  const Field fact{"TlsAlertName", "TlsAlertName", Value::of_text("handshake_failure")};
  event.facts = std::span(&fact, 1);
  view.reset(event);
  CHECK(values(view, table, "Level") == "[4]");
  CHECK(values(view, table, "AlertDesc") == "[40][70]");
  CHECK(values(view, table, "TlsAlertName") == "[handshake_failure]");
  CHECK(values(view, table, "A/B/@hash") == "[MD5]");
  CHECK(values(view, table, "hash") == "[MD5]");
  CHECK(values(view, table, "Data[1]") == "[second]");
  CHECK(values(view, table, "Absent").empty());
}

TEST_CASE("a name with blanks answers to the name without them, too") {
  FieldTable table;
  for (const char* name : {"ThreatName", "Threat Name", "Level"}) table.add(name);
  EventView view(table);
  EventBatch batch;
  view.reset(EventBuilder("P", 1).level(3).data("Threat Name", "EICAR").data("Le vel", "x").add_to(batch));
  CHECK(values(view, table, "ThreatName") == "[EICAR]");
  CHECK(values(view, table, "Threat Name") == "[EICAR]");
  CHECK(values(view, table, "Level") == "[3]");
}

TEST_CASE("a view forgets the event before") {
  FieldTable table;
  table.add("A");
  EventView view(table);
  EventBatch batch;
  view.reset(EventBuilder("P", 1).data("A", "UPPER").add_to(batch));
  CHECK(view.value(view.values(0)[0]).folded() == "upper");
  view.reset(EventBuilder("P", 1).data("A", "Other").add_to(batch));
  CHECK(values(view, table, "A") == "[Other]");
  CHECK(view.value(view.values(0)[0]).folded() == "other");
  view.reset(EventBuilder("P", 1).add_to(batch));
  CHECK(view.values(0).empty());
}

TEST_CASE("texts stay where they are while more values are looked at") {
  FieldTable table;
  table.add("N");
  EventView view(table);
  EventBatch batch;
  EventBuilder builder("P", 1);
  builder.data("N", Value::of_unsigned(40, true));
  for (int i = 0; i < 200; ++i) builder.data("X", "text");
  view.reset(builder.add_to(batch));
  const std::string_view text = view.value(view.values(0)[0]).text();
  CHECK(view.searched_values().size() == 205);
  CHECK(text == "0x28");
}

TEST_CASE("keywords look into data and System names, not into facts") {
  FieldTable table;
  EventView view(table);
  EventBatch batch;
  Event& event = EventBuilder("Schannel", 1).data("A", "x").add_to(batch);
  const Field fact{"F", "F", Value::of_text("fact")};
  event.facts = std::span(&fact, 1);
  view.reset(event);
  std::string all;
  for (const std::uint32_t v : view.searched_values()) all += "[" + std::string(view.value(v).text()) + "]";
  CHECK(all == "[x][Schannel][System][FE01.contoso.local][]");
}
