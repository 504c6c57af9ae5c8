#include "report/sample_info.h"

namespace doctor::test {

namespace {

FileTime at(std::string_view text) {
  return *parse_iso8601(text);
}

}  // namespace

LogInfo sound_log() {
  LogInfo log;
  log.path = "FE01/System.evtx";
  log.kind = "evtx";
  log.bytes = 4096 + 65536;
  log.coverage = {4608, 60000, 5024, 0, 0};
  log.extents.count("FE01.contoso.com", "System", "Schannel", 2, at("2015-06-01T07:00:00Z"), 2);
  log.extents.count("FE01.contoso.com", "System", "EventLog", 0, at("2015-06-01T08:00:00Z"));
  const RecordMark marks[] = {{4711, at("2015-06-01T07:00:00Z"), 4608},
                              {4712, at("2015-06-01T07:00:01Z"), 5000},
                              {4713, at("2015-06-01T08:00:00Z"), 6000}};
  log.order.add(marks);
  LogUse use;
  use.needs = "System, provider Schannel";
  use.shown_on = {"FE01.contoso.com"};
  use.serves = {"pki-md5-chain", "tls-no-shared-cipher"};
  log.uses.push_back(use);
  return log;
}

LogInfo sick_log() {
  LogInfo log = sound_log();
  log.path = "sick.evtx";
  log.opening.add({"evtx-file-dirty", Severity::note, {}, 0, "the log was not closed cleanly", {}});
  log.damage.add({"evtx-file-dirty", Severity::note, {}, 0, "the log was not closed cleanly", {}});
  log.damage.add({"evtx-record-size", Severity::warning, {0, 7000, 0, 0}, 24, "record size 7 is too small", {}});
  log.coverage = {4608, 59976, 5024, 24, 0};
  const RecordMark marks[] = {{4720, at("2015-06-01T09:00:00Z"), 7000}, {4720, at("2015-06-01T09:00:01Z"), 7500},
                              {4721, at("2015-06-01T08:30:01Z"), 8000}, {4722, at("2015-06-01T08:30:00.5Z"), 8500},
                              {4723, at("2015-06-01T08:29:00Z"), 9000}, {4001, at("2015-05-01T00:00:00Z"), 9500}};
  log.order.add(marks);
  log.uses[0].shown_on.clear();
  log.uses[0].blind_on = {"FE01.contoso.com"};
  log.uses[0].because = "no Schannel event in it";
  log.uses[0].enable = "reg add EventLogging";
  return log;
}

}  // namespace doctor::test
