#pragma once
#include <string>
#include <vector>

#include "app/exit_code.h"
#include "app/options.h"

namespace doctor::test {

struct Ran {
  ExitCode code = ExitCode::nothing;
  std::string out;  ///< what --output received
};

/// Runs a command line in this process, with its result caught in a file.
Ran run(std::vector<std::string> arguments);

/// What a command line that is right means.
Options parsed(std::vector<std::string> arguments);
/// What is said of one that is wrong.
std::string usage_error(std::vector<std::string> arguments);

}  // namespace doctor::test
