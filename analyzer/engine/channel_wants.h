#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rule.h"

namespace doctor {

/// Which events of one channel any rule could match: for those who must ask for them by name and number before they read. It may name too
/// many, never too few.
struct ChannelWants {
  bool everything = false;               ///< a rule asks for more than ids and providers; the other two are empty then
  std::vector<std::uint32_t> event_ids;  ///< of any provider; sorted
  std::vector<std::string> providers;    ///< of any event id; as Windows spells them; sorted
};

/// Rules know the names of providers only without case, and Windows may compare them with it: `spellings` are names as Windows writes them,
/// beside those that log sources of rules spell. A provider of any event id that nobody spells makes it `everything`.
ChannelWants wants_of_channel(const RuleSet& rules, std::string_view channel,
                              std::span<const std::string> spellings = {});

}  // namespace doctor
