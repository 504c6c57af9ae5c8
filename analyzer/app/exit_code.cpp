#include "app/exit_code.h"

namespace doctor {

namespace {

int rank(ExitCode code) {
  switch (code) {
    case ExitCode::interrupted:
      return 6;
    case ExitCode::internal_error:
      return 5;
    case ExitCode::usage:
      return 4;
    case ExitCode::input:
      return 3;
    case ExitCode::found:
      return 2;
    case ExitCode::not_assessable:
      return 1;
    case ExitCode::nothing:
      return 0;
  }
  return 5;
}

constexpr ExitCodeText kTexts[] = {
    {ExitCode::nothing, "nothing found",
     "nothing at or above --fail-on (default likely), and the logs given could have shown it"},
    {ExitCode::found, "found",
     "something at or above --fail-on; scan --why: the rule matched; rules test: a rule did not match as expected"},
    {ExitCode::usage, "command line or rules", "command line or rules: a document was refused, an option is unknown"},
    {ExitCode::input, "input or output",
     "an input is missing, unreadable or, with --strict, damaged (the others were read), or the result cannot be "
     "written; with --state: the state cannot be used or written, or nobody could be told"},
    {ExitCode::not_assessable, "a log is blind",
     "nothing found, but a log is blind, or nothing given can show anything; with --state: a log stands still or is "
     "gone; explain: nothing is known"},
    {ExitCode::internal_error, "", "internal error"},
    {ExitCode::interrupted, "", "interrupted"},
};

}  // namespace

std::span<const ExitCodeText> exit_code_texts() {
  return kTexts;
}

ExitCode worse(ExitCode a, ExitCode b) {
  return rank(a) >= rank(b) ? a : b;
}

}  // namespace doctor
