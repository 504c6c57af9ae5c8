#include "knowledge/query.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

/// What was understood, as one line.
std::string read(std::string_view text) {
  const Query q = parse_query(text);
  std::string out;
  if (!q.provider.empty()) out += "provider=" + q.provider + " ";
  if (q.event_id) out += "event=" + std::to_string(*q.event_id) + " ";
  if (q.alert) out += "alert=" + std::to_string(*q.alert) + " ";
  if (!q.alert_name.empty()) out += "alert_name=" + q.alert_name + " ";
  if (q.state) out += "state=" + std::to_string(*q.state) + " ";
  for (const QueryNumber& n : q.numbers) {
    out += "number";
    if (n.plain) out += ":" + std::to_string(*n.plain);
    if (n.status) out += "/" + std::to_string(*n.status);
    out += " ";
  }
  if (q.says_sent) out += "sent ";
  if (q.says_received) out += "received ";
  return out;
}

}  // namespace

TEST_CASE("event ids are understood in the ways people write them") {
  CHECK(read("Schannel/36888") == "provider=Schannel event=36888 ");
  CHECK(read("\"LS User Services/32174\"") == "provider=LS User Services event=32174 ");
  CHECK(read("LS User Services / 32174 ") == "provider=LS User Services event=32174 ");
  CHECK(read("event 36888") == "event=36888 ");
  CHECK(read("Event ID: 36888") == "event=36888 ");
  CHECK(read("EventID=36888") == "event=36888 ");
  CHECK(read("<EventID Qualifiers=\"33777\">30061</EventID>") == "event=30061 ");
  CHECK(read("Ereignis-ID:   36888") == "event=36888 ");
  CHECK(read("36888") == "number:36888 ");
}

TEST_CASE("alerts and states are understood in the ways people and Windows write them") {
  CHECK(read("alert 40") == "alert=40 ");
  CHECK(read("alert=40 state=1205") == "alert=40 state=1205 ");
  CHECK(read("TLS alert no. 40") == "alert=40 ");
  CHECK(read("AlertDesc: 40, ErrorState: 1205") == "alert=40 state=1205 ");
  CHECK(read("<Data Name=\"AlertDesc\">40</Data><Data Name=\"ErrorState\">1205</Data>") == "alert=40 state=1205 ");
  CHECK(read("fatal alert was received: 46.") == "alert=46 received ");
  CHECK(read("fatal error code is 40. The Windows SChannel error state is 1205.") == "alert=40 state=1205 ");
  CHECK(read("40/1205") == "alert=40 state=1205 ");
  CHECK(read("alert handshake_failure") == "alert_name=handshake_failure ");
  CHECK(read("alert handshake failure state 1205") == "alert_name=handshake_failure state=1205 ");
  CHECK(read("alert 300") == "");
}

TEST_CASE("status codes are understood in hexadecimal, signed and unsigned decimal") {
  CHECK(read("0x80092013") == "number:2148081683/2148081683 ");
  CHECK(read("80092013") == "number:80092013/2148081683 ");
  CHECK(read("800B0109") == "number/2148204809 ");
  CHECK(read("-2146885613") == "number/2148081683 ");
  CHECK(read("%%-2146885613") == "number/2148081683 ");
  CHECK(read("2148204809") == "number:2148204809/2148204809 ");
  CHECK(read("0x40") == "number:64/64 ");
  CHECK(read("4711") == "number:4711 ");
  CHECK(read("-99999999999") == "");
  CHECK(read("99999999999999999999999999") == "");
}

TEST_CASE("what is no number of ours is left alone") {
  CHECK(read("process id 520") == "number:520 ");
  CHECK(read("12/25/2015") == "");
  CHECK(read("http://example.invalid/1") == "");
  CHECK(read("a/b") == "");
  CHECK(read("") == "");
}

TEST_CASE("directions are noticed") {
  CHECK(read("sent alert 40") == "alert=40 sent ");
  CHECK(read("received alert 40") == "alert=40 received ");
}

TEST_CASE("a query is bounded and loses its control characters") {
  const Query q = parse_query(std::string(1'000'000, 'x'));
  CHECK(q.text.size() == 64 * 1024);
  CHECK(q.words.empty());
  CHECK(parse_query(std::string_view("a\0b\x1b[31mc\td\ne", 13)).text == "a b [31mc d\ne");
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "7 ";
  CHECK(parse_query(many).numbers.size() == 64);
  CHECK_FALSE(parse_query(many).is_short());
}
