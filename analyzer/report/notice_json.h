#pragma once
#include <cstdint>
#include <string>

#include "diagnose/diagnosis.h"
#include "report/report.h"

namespace doctor {

/// What a program is told, once, about a diagnosis that is new or has recovered.
struct NoticeView {
  std::uint64_t number = 0;  ///< who gets a notice twice can tell by it
  bool recovered = false;    ///< else it was found
  FileTime time;             ///< of the run that noticed it
  std::string host;          ///< that did
  std::string tool_version;

  // The diagnosis as it was noticed.
  std::uint64_t fingerprint = 0;
  std::string id, title, severity, computer;
  Verdict verdict = Verdict::possible;
  FileTime first, last;
};

/// One line that ends in a newline; docs/notice.schema.json defines it. `report`: of the run that delivers it. If it still has the diagnosis,
/// that is written with everything it has, exactly as in the report, else what `notice` remembers of it ("complete": false).
std::string notice_json(const NoticeView& notice, const Report& report);

}  // namespace doctor
