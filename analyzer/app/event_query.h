#pragma once
#include <string>

#include "base/time.h"
#include "engine/channel_wants.h"

namespace doctor {

/// The structured XML query that asks the Windows Event Log for the wanted events of a channel, those from `since` on and before `until`.
/// Windows takes at most 22 conditions in one expression (measured by others: elastic/beats issues 1491 and 35047; its documentation says 32);
/// so there are several <Select> of fewer, which are alternatives.
std::string event_query(const std::string& channel, const ChannelWants& wants, FileTime since, FileTime until);

/// The XPath for all events of one provider.
std::string provider_query(const std::string& provider);

/// Conditions in one <Select> at most.
inline constexpr std::size_t kMostConditions = 18;

}  // namespace doctor
