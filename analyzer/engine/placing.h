#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "engine/scan.h"

namespace doctor {

/// When and where something belongs that lies beside the logs and says neither.
struct Placement {
  FileTime time;
  std::string computer;  ///< empty: nobody can tell
};

/// Gives what lies beside the logs (EventSource::undated()) its place. Time: `now` if it is not 0, else the end of the logs that were read,
/// else `clock`. Computer: the one whose logs lie in the same folder, if there is exactly one; else the one of the whole run, if there is
/// exactly one. A name without a dot is the same computer as a full name that begins with it.
/// `logs`: what was read before, with its inputs. Threads: after construction, any number.
class Placing {
 public:
  Placing(const ScanResult& logs, FileTime now, FileTime clock);

  Placement of(std::string_view path) const;
  FileTime time() const { return time_; }

 private:
  FileTime time_;
  std::string only_computer_;                                      ///< of the run; empty if there are several
  std::map<std::string, std::string, std::less<>> by_folder_;  ///< the same of each folder
};

}  // namespace doctor
