#include "facts/changes.h"

#include <doctest/doctest.h>

#include "facts_of.h"

namespace doctor {

using test::EventBuilder;
using test::facts_of;

TEST_CASE("how far the clock was moved, both ways") {
  const auto moved = [](const char* from, const char* to) {
    return facts_of(EventBuilder("Microsoft-Windows-Kernel-General", 1).data("NewTime", to).data("OldTime", from));
  };
  CHECK(moved("2015-06-01T07:00:00Z", "2015-06-01T08:00:01.5Z") == "TimeChangeSeconds=3601");
  CHECK(moved("2015-06-01T08:00:00Z", "2015-06-01T07:00:00Z") == "TimeChangeSeconds=-3600");
  CHECK(moved("2015-06-01T08:00:00.5Z", "2015-06-01T08:00:00Z") == "TimeChangeSeconds=-1");
  CHECK(moved("2015-06-01T08:00:00Z", "soon") == "");
}

TEST_CASE("the build") {
  CHECK(facts_of(EventBuilder("EventLog", 6009).unnamed("6.03.").unnamed("9600")) == "OsBuild=9600");
  CHECK(facts_of(EventBuilder("Microsoft-Windows-Kernel-General", 12).data("BuildVersion", "14393")) == "OsBuild=14393");
  CHECK(facts_of(EventBuilder("EventLog", 6005).unnamed("6.03.").unnamed("9600")) == "");
  CHECK(facts_of(EventBuilder("EventLog", 6009).unnamed("6.03.").unnamed("99999999")) == "");
}

TEST_CASE("the update by its number") {
  const auto update = [](const char* title) {
    return facts_of(EventBuilder("Microsoft-Windows-WindowsUpdateClient", 19).data("updateTitle", title));
  };
  CHECK(update("Security Update for Windows Server 2012 R2 (KB2992611)") == "UpdateKb=KB2992611");
  CHECK(update("KB3155464") == "UpdateKb=KB3155464");
  CHECK(update("Definition update") == "");
  CHECK(update("KBytes") == "");
}

}  // namespace doctor
