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

}  // namespace

ExitCode worse(ExitCode a, ExitCode b) {
  return rank(a) >= rank(b) ? a : b;
}

}  // namespace doctor
