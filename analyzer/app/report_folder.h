#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace doctor {

/// A run's report, in both forms.
struct DatedReport {
  FileTime time;           ///< of the run
  std::uint64_t run = 0;   ///< its number
  std::string_view json, text;
};

struct ReportFolderResult {
  std::vector<std::string> written;   ///< names of files, without the folder
  std::vector<std::string> removed;
  std::vector<std::string> problems;  ///< what could not be removed, a sentence each
};

/// "schannel-doctor-20261129T143000Z-000123.json": UTC, and the run's number with at least six digits. `ending`: ".json" or ".txt".
std::string dated_name(FileTime time, std::uint64_t run, std::string_view ending);

/// Writes both forms into `folder`, which is made if it is not there, each through a temporary file.
/// Before that it removes our own reports that are older than `keep` (0: none), counted from the time in their name to the time of the run;
/// the newest report always stays. After it, the newest report before, if it has the same number: that run did not come to its end
/// and is repeated now. Nothing else is touched: only files, no links and no folders, with exactly such a name (or one of the
/// temporary files for it).
/// Errors: io: the folder cannot be made or read, or a file not written.
Result<ReportFolderResult> keep_report(const std::string& folder, const DatedReport& report, Ticks keep);

}  // namespace doctor
