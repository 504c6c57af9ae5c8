#include <doctest/doctest.h>

#include "evtx/field_place.h"

using namespace doctor::evtx;

namespace {

/// Names of open elements, outermost first.
FieldNames open(std::initializer_list<const char*> names) {
  FieldNames out;
  for (const char* name : names) out.open(name);
  return out;
}

}  // namespace

TEST_CASE("a named <Data> is its name, any other element its own, without a prefix") {
  FieldNames data = open({"EventData", "Data"});
  CHECK(data.content().name == "Data");
  data.attribute_value("Name", "TargetUserName");
  CHECK(data.content().name == "TargetUserName");
  CHECK(data.content().ask);
  data.close();
  data.open("Data");
  CHECK(data.content().name == "Data");
  CHECK(open({"UserData", "a:Certificate"}).content().name == "Certificate");
  CHECK(open({"UserData", "Certificate"}).attribute("a:subjectName").name == "subjectName");
  CHECK(FieldNames().content().name.empty());
  CHECK(FieldNames().content().ask);
}

TEST_CASE("names and namespaces are not asked about") {
  CHECK_FALSE(open({"EventData", "Data"}).attribute("Name").ask);
  CHECK(open({"UserData", "Certificate"}).attribute("Name").ask);
  CHECK_FALSE(open({"Event"}).attribute("xmlns").ask);
  CHECK_FALSE(open({"Event"}).attribute("xmlns:a").ask);
}

TEST_CASE("in <System> only the computer, the user, and what is not always there") {
  for (const char* fixed : {"Provider", "EventID", "Version", "Level", "Task", "Opcode", "Keywords", "TimeCreated",
                            "EventRecordID", "Correlation", "Execution", "Channel"}) {
    CAPTURE(fixed);
    CHECK_FALSE(open({"Event", "System", fixed}).content().ask);
    CHECK_FALSE(open({"Event", "System", fixed}).attribute("Name").ask);
    CHECK_FALSE(open({"System", fixed}).content().ask);
    CHECK(open({"UserData", fixed}).content().ask);
    CHECK(open({"Event", "UserData", "System", fixed}).content().ask);
  }
  CHECK(open({"Event", "System", "Computer"}).content().ask);
  CHECK(open({"Event", "System", "Security"}).attribute("UserID").ask);
  CHECK_FALSE(open({"RenderingInfo", "Channel"}).content().ask);
  CHECK(open({"RenderingInfo", "Message"}).content().ask);
}
