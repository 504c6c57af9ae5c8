#pragma once
#include <string>
#include <vector>

#include "app/exit_code.h"

namespace doctor::test {

struct Ran {
  ExitCode code = ExitCode::nothing;
  std::string out;  ///< what --output received
};

/// Runs a command line in this process, with its result caught in a file.
Ran run(std::vector<std::string> arguments);

}  // namespace doctor::test
