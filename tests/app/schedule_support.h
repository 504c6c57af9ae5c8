#pragma once
#include <string>
#include <vector>

#include "app/options.h"
#include "app/schedule.h"
#include "support/temp_dir.h"

namespace doctor::test {

/// A computer whose tools are told what to answer, and remember what they were asked.
class FakeSystem {
 public:
  struct Call {
    std::string words;        ///< with blanks between
    std::string input, file;  ///< standard input; what the file behind /XML held
  };

  FakeSystem();
  FakeSystem(const FakeSystem&) = delete;
  FakeSystem& operator=(const FakeSystem&) = delete;

  /// The answer to a command that begins like this; without one, a tool ends with 0 and says nothing. The longest beginning counts.
  void answer(const std::string& beginning, ToolRun run);
  /// As a tool that is not there.
  void missing(const std::string& tool);

  ScheduleSystem system;  ///< Linux with systemd and all rights; all folders below dir
  TempDir dir;
  std::vector<Call> calls;

 private:
  Result<ToolRun> run(const std::vector<std::string>& words, const std::string& input);
  std::vector<std::pair<std::string, ToolRun>> answers_;
  std::vector<std::string> missing_;
};

/// The request in this command line ("schedule" is put before it), which must be a good one.
ScheduleRequest request(std::vector<std::string> arguments);

bool has(const std::string& text, std::string_view part);

}  // namespace doctor::test
