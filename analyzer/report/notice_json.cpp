#include "report/notice_json.h"

#include <algorithm>

#include "base/json.h"
#include "report/diagnosis_json.h"
#include "report/json_parts.h"

namespace doctor {

namespace {

/// The first keys of a diagnosis: whoever reads only those need not care whether it is complete.
void write_remembered(JsonWriter& j, const NoticeView& n) {
  j.begin_object().field("id", n.id).field("title", n.title);
  j.field("verdict", verdict_name(n.verdict)).field("severity", n.severity);
  j.field("state", n.recovered ? "recovered" : "open").field("fingerprint", hex16(n.fingerprint));
  computers(j, n.computer);
  time_or_null(j, "first", n.first);
  time_or_null(j, "last", n.last);
  j.end_object();
}

/// Nothing for one that is ruled out now: that is not what was noticed.
const Diagnosis* current(const NoticeView& n, const Assessment& assessment) {
  const auto& list = assessment.diagnoses;
  const auto found = std::find_if(list.begin(), list.end(), [&](const Diagnosis& d) {
    return d.fingerprint == n.fingerprint && d.id == n.id && d.verdict != Verdict::ruled_out;
  });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string notice_json(const NoticeView& notice, const Report& report) {
  std::string out;
  JsonWriter j(out, false);
  const Diagnosis* diagnosis = current(notice, report.assessment);
  j.begin_object().field("schema", "schannel-doctor/notice/1").field("number", notice.number);
  j.field("kind", notice.recovered ? "recovered" : "found");
  time_or_null(j, "time", notice.time);
  text_or_null(j, "host", notice.host);
  j.key("tool").begin_object().field("version", notice.tool_version).end_object();
  j.flag("complete", diagnosis != nullptr).key("diagnosis");
  if (diagnosis != nullptr) {
    write_diagnosis(j, *diagnosis, report.scan, nullptr);
  } else {
    write_remembered(j, notice);
  }
  j.end_object();
  out += '\n';
  return out;
}

}  // namespace doctor
