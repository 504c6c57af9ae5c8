#include "artifact/live_registry.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "artifact/artifact_events.h"
#include "artifact/reg_key.h"
#include "artifact/reg_value.h"
#include "artifact/undated_source.h"

namespace doctor {

namespace {

/// One slice: what was read while opening.
class LiveRegistry final : public UndatedSource {
 public:
  explicit LiveRegistry(const LocalMachine& machine) : UndatedSource({std::string(kLiveRegistry), "registry", 0}) {
    for (const RegKeyReach& key : wanted_machine_keys()) add(machine, key);
    reading_.leave_out_replaced();
    opening_damage_.merge(std::move(reading_.damage));
    computer_ = machine.computer_name();
    if (computer_.empty()) computer_ = reading_.computer();
  }

  void read(std::size_t, const Prefilter& wanted, EventBatch& out) const override {
    out.clear();
    out.coverage.records = info_.bytes;
    ArtifactEvents events(wanted, out, kRegistryChannel, computer_);
    for (const RegValue& value : reading_.values) events.add(value);
  }

 private:
  void add(const LocalMachine& machine, const RegKeyReach& wanted);
  void take(const RegistryValue& stored);
  void complain(std::string_view code, Severity severity, std::string message, std::string help = {}) {
    opening_damage_.add({code, severity, {}, 0, std::move(message), std::move(help)});
  }

  RegReading reading_;
  std::string computer_;
};

void LiveRegistry::add(const LocalMachine& machine, const RegKeyReach& wanted) {
  RegistryBounds bounds;
  bounds.value_bytes = kLongestRegValue;
  if (!wanted.below) bounds.depth = 0;
  const RegistryRead read = machine.read_registry(wanted.path, bounds);
  const auto denied = [&](const std::string& key) {
    complain("reg-denied", Severity::note, fmt::format("no right to read HKLM\\{}", key), "run as an administrator");
  };
  switch (read.access) {
    case RegistryAccess::absent:
      return;  // most computers have only some of them
    case RegistryAccess::denied:
      return denied(wanted.path);
    case RegistryAccess::failed:
      return complain("reg-live", Severity::warning, fmt::format("HKLM\\{} cannot be read: {}", wanted.path, read.why));
    case RegistryAccess::read:
      break;
  }
  for (const std::string& key : read.denied) denied(key);
  if (!read.complete) {
    complain("reg-live", Severity::warning,
             fmt::format("not all of HKLM\\{} was read: it is larger than any real one", wanted.path));
  }
  for (const RegistryValue& stored : read.values) take(stored);
}

void LiveRegistry::take(const RegistryValue& stored) {
  auto key = read_reg_key("HKLM\\" + stored.key);
  if (!key) return;
  RegValue value;
  value.where.offset = reading_.values.size();  // the order of the events
  value.key = std::move(*key);
  value.key_only = stored.key_only;
  if (!stored.key_only) {
    if (!is_wanted(value.key, stored.name)) return;
    value.name = stored.name.empty() ? "(Default)" : stored.name;
    value.type = stored.type;
    set_reg_data(value, stored.bytes, true);
  }
  info_.bytes += stored.key.size() + stored.name.size() + stored.bytes.size();
  reading_.keep(std::move(value));
}

}  // namespace

std::unique_ptr<EventSource> open_live_registry(const LocalMachine& machine) {
  return std::make_unique<LiveRegistry>(machine);
}

}  // namespace doctor
