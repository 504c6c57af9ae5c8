#include "report/words.h"

#include <doctest/doctest.h>

#include "report/sample_report.h"

using namespace doctor;
using doctor::test::at;

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(48112) == "48,112");
  CHECK(grouped(18446744073709551615u) == "18,446,744,073,709,551,615");
}

TEST_CASE("one is singular, all else plural") {
  CHECK(counted(0, "event", "events") == "0 events");
  CHECK(counted(1, "event", "events") == "1 event");
  CHECK(counted(2, "event", "events") == "2 events");
}

TEST_CASE("few names are named, many are counted, in any case once") {
  CHECK(few_or_count({}, 3, "computers").empty());
  CHECK(few_or_count({""}, 3, "computers").empty());
  CHECK(few_or_count({"FE01", "fe01", "FE02"}, 3, "computers") == "FE01, FE02");
  CHECK(few_or_count({"a", "b", "c"}, 3, "computers") == "a, b, c");
  CHECK(few_or_count({"a", "b", "c", "d", "D"}, 3, "computers") == "4 computers");
}

TEST_CASE("a moment is UTC unless there is a local zone and it is wanted") {
  TextStyle style;
  const FileTime time = at("2015-06-01T07:00:00.9Z");
  CHECK(moment_text(time, style) == "2015-06-01 07:00:00Z");
  style.local_time = [](FileTime) { return std::string("2015-06-01 09:00:00 +02:00"); };
  CHECK(moment_text(time, style) == "2015-06-01 09:00:00 +02:00");
  style.utc = true;
  CHECK(moment_text(time, style) == "2015-06-01 07:00:00Z");
  CHECK(moment_text(FileTime{}, style) == "an unknown time");
}

TEST_CASE("a span says from, to and how long") {
  const TextStyle style;
  const FileTime a = at("2015-06-01T07:00:00Z"), b = at("2015-06-01T09:05:00Z");
  CHECK(span_text(a, b, style) == "2015-06-01 07:00:00Z to 2015-06-01 09:05:00Z (2 h 5 min)");
  CHECK(span_text(a, a, style) == "2015-06-01 07:00:00Z");
  CHECK(span_text(FileTime{}, b, style) == "2015-06-01 09:05:00Z");
  CHECK(span_text(a, FileTime{}, style) == "2015-06-01 07:00:00Z");
  CHECK(span_text(FileTime{}, FileTime{}, style) == "an unknown time");
}

TEST_CASE("every class of false alarm has plain words") {
  for (const char* kind : {"symptom", "by_design", "transient", "scanner", "benign"}) {
    CHECK(false_alarm_words(kind) != kind);
  }
  CHECK(false_alarm_words("something else") == "something else");
}

TEST_CASE("only harmless words are put into a suggested command") {
  CHECK(is_plain_word("pki-md5-chain"));
  CHECK(is_plain_word("Schannel/36888"));
  CHECK_FALSE(is_plain_word(""));
  CHECK_FALSE(is_plain_word("-rf"));
  CHECK_FALSE(is_plain_word("a b"));
  CHECK_FALSE(is_plain_word("a;b"));
  CHECK_FALSE(is_plain_word("$(x)"));
  CHECK_FALSE(is_plain_word("ü"));
}
