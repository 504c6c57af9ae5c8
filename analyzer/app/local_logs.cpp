#include "app/local_logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "artifact/live_registry.h"
#include "base/text.h"
#include "evtx/evtx_source.h"
#include "platform/file.h"

namespace doctor {

namespace {

constexpr const char* kChannels[] = {
    "System",
    "Application",
    "Lync Server",
    "Microsoft-Windows-CAPI2/Operational",
    "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
    "Microsoft-Windows-CertificateServicesClient-Lifecycle-User/Operational",
    "Microsoft-Windows-WindowsFabric/Admin",
    "Microsoft-Windows-WindowsFabric/Operational",
    "Directory Service",
};

constexpr RegistryBounds kOwnValues{0, 1000, 64 * 1024, 1024 * 1024};

/// The log as the registry has it under one key; nothing if it has no such key.
struct Described {
  std::optional<std::uint32_t> enabled;
  std::string file;
};

std::optional<Described> describe(const LocalMachine& machine, const std::string& key) {
  const RegistryRead read = machine.read_registry(key, kOwnValues);
  if (read.access == RegistryAccess::absent) return std::nullopt;
  Described out;
  if (read.access != RegistryAccess::read) out.enabled = 1;  // it is there; the file will tell the rest
  for (const RegistryValue& value : read.values) {
    const ByteView bytes = as_bytes(value.bytes.data(), value.bytes.size());
    const bool text = value.type == 1 || value.type == 2;  // REG_SZ, REG_EXPAND_SZ
    if (value.type == 4 && bytes.size() == 4 && equals_ignore_case(value.name, "Enabled")) {
      out.enabled = load_le<std::uint32_t>(bytes, 0);
    }
    if (text && equals_ignore_case(value.name, "File")) {
      out.file = to_utf8(bytes);
      while (out.file.ends_with('\0')) out.file.pop_back();
    }
  }
  return out;
}

/// "Microsoft-Windows-CAPI2%4Operational.evtx"
std::string usual_file_name(std::string_view channel) {
  std::string out;
  for (const char c : channel) {
    if (c == '/') {
      out += "%4";
    } else {
      out += c;
    }
  }
  return out + ".evtx";
}

std::string quoted(const std::string& channel) {
  return channel.find(' ') == std::string::npos ? channel : '"' + channel + '"';
}

/// What a file that did not open means, and what helps.
std::string why_not(const LocalLog& log, const Error& error) {
  if (error.what == "access denied") {
    return "access denied: run as an administrator or as SYSTEM; members of the group Event Log Readers can use "
           "--live-api";
  }
  if (error.code == Errc::not_found) {
    return fmt::format("the log is enabled, but its file '{}' is not there: wevtutil gl {}", path_text(log.file),
                       quoted(log.channel));
  }
  return error.what;
}

void open(const LocalLog& log, const EvtxOptions& reading, const OpenLog& open_log, Inputs& inputs) {
  if (log.state == LocalLog::State::not_installed) return;
  auto file = File::open(log.file);
  // A log that is off may have been on: what it holds is read; that it holds nothing is no surprise.
  if (!file && log.state == LocalLog::State::off) return;
  if (!file) {
    inputs.failures.push_back({log.channel, why_not(log, file.error()), 0});
    return;
  }
  inputs.identities.insert(file->identity());
  const std::uint64_t size = file->size();
  const std::string shown = path_text(log.file);
  auto source = open_log ? open_log(*std::move(file), shown) : open_evtx(*std::move(file), shown, reading);
  if (source) {
    inputs.sources.push_back(*std::move(source));
  } else {
    inputs.failures.push_back({shown, source.error().what, size});
  }
}

}  // namespace

std::span<const char* const> local_channels() {
  return kChannels;
}

LocalLog find_local_log(const LocalMachine& machine, const std::string& channel) {
  LocalLog log;
  log.channel = channel;
  log.file = machine.log_folder() / path_from_text(usual_file_name(channel));
  // Logs of the old kind are always on. Of the others Windows writes those that are enabled.
  const auto classic = describe(machine, "SYSTEM\\CurrentControlSet\\Services\\EventLog\\" + channel);
  const auto modern = describe(machine, "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\" + channel);
  if (!classic && !modern) return log;
  log.state = classic || modern->enabled.value_or(0) != 0 ? LocalLog::State::enabled : LocalLog::State::off;
  const std::string file = classic && !classic->file.empty() ? classic->file : modern ? modern->file : std::string();
  // What is named otherwise is of Windows before Vista (.evt), which this program does not read.
  if (ends_with_ignore_case(file, ".evtx")) log.file = machine.expanded(file);
  return log;
}

std::string enable_command(const std::string& channel) {
  return fmt::format("wevtutil sl {} /e:true", quoted(channel));
}

void finish_local_inputs(const std::vector<LocalLog>& logs, Inputs& inputs) {
  std::sort(inputs.sources.begin(), inputs.sources.end(),
            [](const auto& a, const auto& b) { return a->info().path < b->info().path; });
  std::sort(inputs.failures.begin(), inputs.failures.end(),
            [](const Inputs::Failure& a, const Inputs::Failure& b) { return a.path < b.path; });
  std::string missing;
  for (const LocalLog& log : logs) {
    if (log.state == LocalLog::State::off) {
      inputs.notes.push_back(
          fmt::format("the log '{}' is not enabled on this computer: {}", log.channel, enable_command(log.channel)));
    }
    if (log.state == LocalLog::State::not_installed) missing += (missing.empty() ? "'" : ", '") + log.channel + "'";
  }
  if (!missing.empty())
    inputs.notes.push_back("not on this computer, since what writes them is not installed: " + missing);
}

Inputs open_local_logs(const LocalMachine& machine, const EvtxOptions& reading, bool registry,
                       const OpenLog& open_log) {
  Inputs inputs;
  std::vector<LocalLog> logs;
  for (const char* channel : kChannels) {
    logs.push_back(find_local_log(machine, channel));
    open(logs.back(), reading, open_log, inputs);
  }
  if (registry) inputs.sources.push_back(open_live_registry(machine));
  finish_local_inputs(logs, inputs);
  return inputs;
}

}  // namespace doctor
