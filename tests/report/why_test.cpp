#include "report/why.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

WhyResult one_match() {
  WhyResult why;
  why.total = 3;
  WhyMatch& m = why.matches.emplace_back();
  m.offset = 5120;
  m.record_id = 7;
  m.time = FileTime{130'776'156'000'000'000};
  m.event_id = 36888;
  m.provider = "Schannel";
  m.channel = "System";
  m.computer = "FE01\x1b[31m";
  m.selections = {{"sent", true, {{"AlertDesc", "40"}, {"", std::string(300, 'x')}}}, {"probe", false, {}}};
  return why;
}

}  // namespace

TEST_CASE("a match is told with its place, its identifiers and their values; nothing raw, nothing endless") {
  Rule rule;
  rule.id = "alert";
  rule.title = "An alert";
  Diagnostics problems;
  ConditionBuilder builder;
  rule.when = builder.finish(builder.all({}));
  TextStyle style;
  style.utc = true;
  const std::string text = why_text(rule, {"System.evtx"}, one_match(), style);
  CHECK(text.find("alert: An alert\n") == 0);
  CHECK(text.find("3 events match") != std::string::npos);
  CHECK(text.find("record 7 at offset 5,120 of") != std::string::npos);
  CHECK(text.find("- sent: true; AlertDesc = 40, a text of the event") != std::string::npos);
  CHECK(text.find("(300 bytes)") != std::string::npos);
  CHECK(text.find("- probe: false") != std::string::npos);
  CHECK(text.find("... and 2 more; --all shows more") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  const std::string json = why_json(rule, {"System.evtx"}, one_match());
  CHECK(json.find("\"value\": \"" + std::string(300, 'x') + "\"") != std::string::npos);
  CHECK(json.find("\"holds\": false") != std::string::npos);
}
