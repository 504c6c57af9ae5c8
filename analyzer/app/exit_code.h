#pragma once
#include <span>
#include <string_view>

namespace doctor {

/// What the program ends with. Task Scheduler shows it as "Last Run Result". If several hold, the first of this order:
/// internal_error, usage, input, found, not_assessable, nothing (interrupted ends at once).
enum class ExitCode : int {
  nothing = 0,         ///< nothing at or above --fail-on, and the logs given could have shown it
  found = 1,           ///< something at or above --fail-on
  usage = 2,           ///< command line or rules
  input = 3,           ///< an input is missing, unreadable or (with --strict) damaged
  not_assessable = 4,  ///< nothing found, but a log that was given is blind, or nothing given can show anything
  internal_error = 70,
  interrupted = 130,
};

/// The one of the two that comes first in the order above.
ExitCode worse(ExitCode a, ExitCode b);

struct ExitCodeText {
  ExitCode code;
  std::string_view brief;  ///< a few words, for the foot of a help text; empty: not worth them
  std::string_view means;  ///< all of it; README.md says the same, which a test compares
};

/// All codes, by number.
std::span<const ExitCodeText> exit_code_texts();

}  // namespace doctor
