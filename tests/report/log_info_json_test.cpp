#include <doctest/doctest.h>

#include <algorithm>

#include "report/log_info.h"
#include "report/sample_info.h"

using namespace doctor;
using namespace doctor::test;

namespace {

// Without white space outside of texts that this test has.
std::string json(const std::vector<LogInfo>& logs) {
  std::string text = info_json(logs, "1.2.3");
  std::string out;
  bool in_text = false;
  for (const char c : text) {
    if (c == '"') in_text = !in_text;
    if (in_text || (c != ' ' && c != '\n')) out += c;
  }
  return out;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a log as an object") {
  CHECK(
      json({sound_log()}) ==
      R"({"schema":"schannel-doctor/info/1","tool":{"version":"1.2.3"},"logs":[{"path":"FE01/System.evtx",)"
      R"("kind":"evtx","bytes":69632,"error":null,"events":3,"channels":["System"],"computers":["FE01.contoso.com"],)"
      R"("first":"2015-06-01T07:00:00.000Z","last":"2015-06-01T08:00:00.000Z","levels":{"log_always":1,"critical":0,)"
      R"("error":2,"warning":0,"information":0,"verbose":0},"providers":[{"name":"Schannel","events":2},)"
      R"({"name":"EventLog","events":1}],"extents":[{"computer":"FE01.contoso.com","channel":"System","events":3,)"
      R"("first":"2015-06-01T07:00:00.000Z","last":"2015-06-01T08:00:00.000Z"}],"records":{"count":3,"without_id":0,)"
      R"("first_id":4711,"last_id":4713,"followed":true,"missing":0,"gap_count":0,"gaps":[],"repeats":0,"repeated":[]},)"
      R"("order":{"wraps":0,"steps_back":0,"steps_back_up_to_a_second":0,"largest_step_back":null,)"
      R"("first_steps_back":[]},"header":{"chunks":1,"remarks":[]},"coverage":{"header":4608,"records":60000,)"
      R"("slack":5024,"damaged":0,"known":0},"damage":[],"damage_counts":{},"uses":[{"needs":"System, provider Schannel",)"
      R"("shown_on":["FE01.contoso.com"],"blind_on":[],"because":null,"enable":null,)"
      R"("serves":["pki-md5-chain","tls-no-shared-cipher"],"confirms":[],"shows_impact":[]}]}]})");
}

TEST_CASE("what is wrong has places") {
  const std::string text = json({sick_log()});
  CAPTURE(text);
  CHECK(has(text, R"("missing":715,"gap_count":2,"gaps":[{"first":4002,"last":4710},{"first":4714,"last":4719}])"));
  CHECK(has(text, R"("repeats":1,"repeated":[{"record_id":4720,"offset":7500}])"));
  CHECK(has(text, R"("wraps":1,"steps_back":2,"steps_back_up_to_a_second":1,"largest_step_back":{"offset":8000,)"
                  R"("record_id":4721,"time":"2015-06-01T08:30:01.000Z","record_before":4720,)"
                  R"("time_before":"2015-06-01T09:00:01.000Z"})"));
  CHECK(has(text, R"("remarks":[{"code":"evtx-file-dirty","severity":"note",)"));
  CHECK(has(text, R"("damage_counts":{"evtx-file-dirty":1,"evtx-record-size":1})"));
  CHECK(has(text,
            R"("blind_on":["FE01.contoso.com"],"because":"no Schannel event in it","enable":"reg add EventLogging")"));
}

TEST_CASE("an unreadable log has a reason and no kind; an export has no header") {
  LogInfo failed;
  failed.path = "none.evtx";
  failed.error = "no such file or folder";
  CHECK(has(json({failed}), R"("kind":null,"bytes":0,"error":"no such file or folder")"));
  LogInfo xml = sound_log();
  xml.kind = "xml";
  CHECK(has(json({xml}), R"("header":null)"));
  CHECK(json({}) == R"({"schema":"schannel-doctor/info/1","tool":{"version":"1.2.3"},"logs":[]})");
}

TEST_CASE("gaps are counted beyond those that are listed") {
  LogInfo log = sound_log();
  for (std::uint64_t i = 0; i < 1500; ++i) {
    const RecordMark mark{5000 + 2 * i, FileTime{}, 0};
    log.order.add({&mark, 1});
  }
  const std::string text = json({log});
  CHECK(has(text, R"("gap_count":1500,)"));
  const auto end = text.find(R"("repeats")");
  CHECK(std::count(text.begin() + static_cast<std::ptrdiff_t>(text.find(R"("gaps")")),
                   text.begin() + static_cast<std::ptrdiff_t>(end), '{') == 1000);
}
