#include "engine/fields.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

TEST_CASE("every System name reads what it sets") {
  const std::map<std::string_view, std::string> examples{
      {"Provider_Name", "Schannel"},
      {"Provider_Guid", "{1f678132-5938-4686-9fdc-c8ff68f15c85}"},
      {"Provider_EventSourceName", "Schannel"},
      {"EventID", "36888"},
      {"EventID_Qualifiers", "49152"},
      {"Qualifiers", "7"},
      {"Version", "1"},
      {"Level", "2"},
      {"Task", "3"},
      {"Opcode", "4"},
      {"Keywords", "0x8000000000000000"},
      {"TimeCreated", "2015-06-01T07:00:00.0000000Z"},
      {"TimeCreated_SystemTime", "2015-06-01T07:00:00.0000000Z"},
      {"EventRecordID", "4711"},
      {"Correlation_ActivityID", "{00000000-0000-0000-0000-000000000001}"},
      {"Correlation_RelatedActivityID", "{00000000-0000-0000-0000-000000000002}"},
      {"Execution_ProcessID", "788"},
      {"Execution_ThreadID", "792"},
      {"Channel", "System"},
      {"Computer", "FE01.contoso.local"},
      {"Security_UserID", "S-1-5-18"},
  };
  CHECK(examples.size() == system_field_names().size());
  for (const std::string_view name : system_field_names()) {
    REQUIRE_MESSAGE(examples.count(name) == 1, name);
    Event event;
    CHECK(set_system_value(event, system_field(name), examples.at(name)));
    CHECK(system_value(event, system_field(name)).to_text() == examples.at(name));
  }
}

TEST_CASE("what an event does not have is of type none") {
  const Event event;
  for (const char* name :
       {"Provider_Name", "Provider_Guid", "TimeCreated", "Correlation_ActivityID", "Security_UserID"}) {
    CHECK(system_value(event, system_field(name)).type == Value::Type::none);
  }
  CHECK(system_value(event, system_field("EventID")).to_text() == "0");
}

TEST_CASE("names are case-sensitive, and data names are none") {
  CHECK(system_field("eventid") == SystemField::none);
  CHECK(system_field("AlertDesc") == SystemField::none);
}

TEST_CASE("a text that is no value of the field is refused") {
  Event event;
  CHECK_FALSE(set_system_value(event, SystemField::event_id, "many"));
  CHECK_FALSE(set_system_value(event, SystemField::level, "256"));
  CHECK_FALSE(set_system_value(event, SystemField::level, "-1"));
  CHECK_FALSE(set_system_value(event, SystemField::time_created, "yesterday"));
}

TEST_CASE("a table numbers each name once and knows paths from names") {
  FieldTable table;
  CHECK(table.add("AlertDesc") == 0);
  CHECK(table.add("EventID") == 1);
  CHECK(table.add("AlertDesc") == 0);
  CHECK_FALSE(table.has_paths());
  CHECK(table.system_fields().size() == 1);
  table.add("Chain/Element[1]/@hash");
  CHECK(table.has_paths());
  CHECK(table.size() == 3);
  CHECK_FALSE(table.find("Other"));
}
