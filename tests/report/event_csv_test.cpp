#include "report/event_csv.h"

#include <doctest/doctest.h>

#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

std::string row(const EventBuilder& event, std::string_view path = "System.evtx") {
  EventBatch batch;
  TextBuffer out;
  EventCsv().add(event.add_to(batch), path, out);
  return std::string(out.view());
}

}  // namespace

TEST_CASE("an event is one line with all columns") {
  EventBatch batch;
  Event& event = EventBuilder("Schannel", 36888)
                     .at("2015-06-01T07:00:00.1234567Z")
                     .record(7)
                     .level(2)
                     .data("AlertDesc", "40")
                     .data("ErrorState", Value::of_unsigned(1205))
                     .add_to(batch);
  event.user_sid = "S-1-5-18";
  event.process_id = 652;
  event.thread_id = 708;
  event.task = 3;
  event.opcode = 1;
  event.keywords = 0x8000000000000000U;
  TextBuffer out;
  EventCsv().add(event, "logs/System.evtx", out);
  CHECK(out.view() ==
        "2015-06-01T07:00:00.1234567Z,7,error,36888,Schannel,System,FE01.contoso.local,S-1-5-18,652,708,3,1,"
        "0x8000000000000000,AlertDesc=40; ErrorState=1205,logs/System.evtx\n");
  const auto columns = std::count(out.view().begin(), out.view().end(), ',');
  CHECK(columns == std::count(event_csv_header().begin(), event_csv_header().end(), ','));
}

TEST_CASE("an event that was carved is marked") {
  EventBatch batch;
  Event& event = EventBuilder("P", 1).level(2).add_to(batch);
  event.carved = true;
  TextBuffer out;
  EventCsv().add(event, "x", out);
  CHECK(out.view().find(",error (carved),1,P,") != std::string_view::npos);
}

TEST_CASE("commas and quotes are quoted") {
  CHECK(row(EventBuilder("P", 1).data("A", "say \"no\", or"), "a,b.evtx")
            .ends_with(",\"A=say \"\"no\"\", or\",\"a,b.evtx\"\n"));
  CHECK(row(EventBuilder("P", 1).data("A", "\"")).find(",\"A=\"\"\",") != std::string::npos);
}

TEST_CASE("no cell begins like a formula") {
  for (const char* provider : {"=1+1", "+1", "-1", "@SUM(A1)", "=\"x\"", "=a,b"}) {
    CAPTURE(provider);
    const std::string line = row(EventBuilder(provider, 1));
    CHECK((line.find(",'") != std::string::npos || line.find(",\"'") != std::string::npos));
    CHECK(line.find(std::string(",") + provider[0]) == std::string::npos);
    CHECK(line.find(std::string(",\"") + provider[0]) == std::string::npos);
  }
  CHECK(row(EventBuilder("P", 1).data("=cmd", "1")).find(",'=cmd=1,") != std::string::npos);
  CHECK(row(EventBuilder("P", 1), "-x.evtx").ends_with(",'-x.evtx\n"));
  CHECK(row(EventBuilder("\t=1", 1)).find(",\\t=1,") != std::string::npos);
  CHECK(row(EventBuilder("\r=1", 1)).find(",\\r=1,") != std::string::npos);
}

TEST_CASE("control characters are made visible, so a line stays a line and a terminal is safe") {
  const std::string line = row(EventBuilder("P", 1).data("A", "a\r\nb\x1b[31m\xff\xe2\x80\xae"));
  CHECK(line.find("A=a\\r\\nb\\x1b[31m\\xff\\u{202e},") != std::string::npos);
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
}

TEST_CASE("an unknown time is an empty cell; texts of other scripts stay") {
  EventBatch batch;
  Event& event = EventBuilder("P", 1).data("A", "Prüfung").add_to(batch);
  event.time = {};
  TextBuffer out;
  EventCsv().add(event, "x", out);
  CHECK(out.view().starts_with(",0,"));
  CHECK(out.view().find("A=Prüfung") != std::string_view::npos);
}

TEST_CASE("levels are words, and 0 is what Event Viewer shows for it") {
  CHECK(level_word(0) == "information");
  CHECK(level_word(1) == "critical");
  CHECK(level_word(2) == "error");
  CHECK(level_word(3) == "warning");
  CHECK(level_word(4) == "information");
  CHECK(level_word(5) == "verbose");
  CHECK(level_word(17) == "17");
}
