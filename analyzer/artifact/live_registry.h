#pragma once
#include <memory>
#include <string_view>

#include "event/source.h"
#include "platform/local_machine.h"

namespace doctor {

/// What stands for a path in reports.
inline constexpr std::string_view kLiveRegistry = "registry of this computer";

/// The registry of this computer as a source of the events that an export of the same keys would give (wanted_machine_keys(), is_wanted()),
/// in the same channel: rules cannot tell the two apart. The computer is the one that the machine names, for the registry may hold its name
/// as of the next start. Everything is read here and kept; what could not be read is in the opening damage ("reg-denied", "reg-live").
std::unique_ptr<EventSource> open_live_registry(const LocalMachine& machine);

}  // namespace doctor
