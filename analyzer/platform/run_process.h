#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace doctor {

struct CommandOptions {
  /// Added to the environment of this process, or put in place of what it has. Names and values are the caller's own safe words: what a log
  /// says belongs into the input.
  std::vector<std::pair<std::string, std::string>> environment;
  std::chrono::milliseconds limit{60'000};
  bool quiet = false;  ///< what the command prints is dropped; else all of it goes to our standard error
};

/// How a command came to its end.
struct ProcessEnd {
  enum class How : std::uint8_t {
    exited,
    timed_out,    ///< it was ended because the limit was over
    interrupted,  ///< it was ended because somebody asked this process to end (platform/console.h)
  } how = How::exited;
  int code = 0;  ///< of `exited`: its exit code; of one that a signal ended 128 and the signal's number, as a shell says it

  bool good() const { return how == How::exited && code == 0; }
};

/// Runs a command line as its user wrote it (`sh -c`, `cmd.exe /d /s /c`), with `input` as its standard input, and waits for its end. A command
/// that ends or closes its input without reading all of it does nothing wrong. After the limit it is ended with all processes it
/// started (its process group, its job); what it left running when it ended in time is left alone.
/// The command line must not hold anything that a log says: everything of that kind goes through `input`.
/// Errors: io: the command could not be started at all. A shell that cannot find the command says so with an exit code (127; on Windows 1).
/// Threads: one at a time.
Result<ProcessEnd> run_command(const std::string& command, std::string_view input, const CommandOptions& options = {});

}  // namespace doctor
