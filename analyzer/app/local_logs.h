#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "app/inputs.h"
#include "platform/local_machine.h"

namespace doctor {

/// The channels of this computer that are read when no path is given.
std::span<const char* const> local_channels();

/// One of them, as the registry describes it.
struct LocalLog {
  enum class State : std::uint8_t { enabled, off, not_installed };
  std::string channel;
  State state = State::not_installed;
  std::filesystem::path file;  ///< where Windows keeps it, whether or not it is there
};
LocalLog find_local_log(const LocalMachine& machine, const std::string& channel);

/// The command that makes Windows write the log.
std::string enable_command(const std::string& channel);

/// Opens the files of all of them as logs in use, and with `registry` the registry of the computer (artifact/live_registry.h), sorted by
/// path. What cannot be read is a failure that names the command that helps; that a role is not installed, or a log not enabled, is a
/// note: most computers have some of them so.
Inputs open_local_logs(const LocalMachine& machine, const EvtxOptions& reading, bool registry,
                       const OpenLog& open_log = {});

/// Sorts sources and failures as all inputs are, and notes on logs that are off or not there.
void finish_local_inputs(const std::vector<LocalLog>& logs, Inputs& inputs);

}  // namespace doctor
