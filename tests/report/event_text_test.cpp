#include "report/event_text.h"

#include <doctest/doctest.h>

#include "facts/facts.h"
#include "knowledge/built_in.h"
#include "report/display_width.h"
#include "report/sample_report.h"
#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

TextStyle style_of(unsigned width) {
  TextStyle style;
  style.width = width;
  return style;
}

std::string printed(const EventBuilder& builder, const TextStyle& style) {
  EventBatch batch;
  Event& event = builder.add_to(batch);
  add_facts(event, batch, test::built_in_knowledge());
  TextBuffer out;
  EventText(style, test::built_in_knowledge()).add(event, out);
  return std::string(out.view());
}

EventBuilder alert() {
  return EventBuilder("Schannel", 36888)
      .at("2015-06-01T07:00:00.5Z")
      .record(4711)
      .level(2)
      .data("AlertDesc", "40")
      .data("ErrorState", "1205");
}

}  // namespace

TEST_CASE("an event is a line where nobody looks at the width") {
  CHECK(printed(alert(), style_of(kUnwrapped)) ==
        "2015-06-01 07:00:00Z error Schannel 36888 on FE01.contoso.local, System record 4711: sent alert 40 "
        "handshake_failure, state 1205 (no usable cipher suite, server)\n");
}

TEST_CASE("on a terminal it goes on below, indented, and no line is too long") {
  CHECK(printed(alert(), style_of(80)) ==
        "2015-06-01 07:00:00Z error Schannel 36888 on FE01.contoso.local, System\n"
        "    record 4711: sent alert 40 handshake_failure, state 1205 (no usable cipher\n"
        "    suite, server)\n");
  for (const unsigned width : {0u, 12u, 20u, 40u, 200u}) {
    for (const std::string& line : test::lines_of(printed(alert(), style_of(width)))) {
      CHECK(display_width(line) <= std::max(width, 12u));
    }
  }
}

TEST_CASE("the time is that of the zone that is asked for, and unknown if it is") {
  TextStyle style = style_of(kUnwrapped);
  int asked = 0;
  style.local_time = [&asked](FileTime) { return ++asked, std::string("LOCAL"); };
  EventBatch batch;
  TextBuffer out;
  EventText text(style, test::built_in_knowledge());
  text.add(alert().add_to(batch), out);
  text.add(alert().add_to(batch), out);
  CHECK(out.view().starts_with("LOCAL error"));
  CHECK(asked == 1);  // the same second
  text.add(alert().at("2015-06-01T07:00:01Z").add_to(batch), out);
  CHECK(asked == 2);
  style.utc = true;
  CHECK(printed(alert(), style).starts_with("2015-06-01 07:00:00Z"));
  Event& undated = alert().add_to(batch);
  undated.time = {};
  out.clear();
  text.add(undated, out);
  CHECK(out.view().starts_with("an unknown time error"));
}

TEST_CASE("colours repeat what words say") {
  TextStyle style = style_of(kUnwrapped);
  const std::string plain = printed(alert(), style);
  style.colours = true;
  std::string coloured = printed(alert(), style);
  CHECK(coloured.find("\x1b[1;38;5;197merror\x1b[0m") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("a line stays a line, whatever the log says") {
  const std::string text =
      printed(EventBuilder("a\nb\x1b", 1).computer("x\x9b").data("A", "1\r\n2"), style_of(kUnwrapped));
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(event_text_heading("a\x1b[1m.evtx", {}) == "a\\x1b[1m.evtx:\n");
}

TEST_CASE("a carved event is marked") {
  EventBatch batch;
  Event& event = alert().add_to(batch);
  event.carved = true;
  TextBuffer out;
  const TextStyle style = style_of(kUnwrapped);
  EventText(style, test::built_in_knowledge()).add(event, out);
  CHECK(out.view().find("record 4711 (carved): ") != std::string_view::npos);
}
