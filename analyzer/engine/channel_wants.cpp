#include "engine/channel_wants.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "engine/compile.h"

namespace doctor {

namespace {

ChannelWants all_of_it() {
  ChannelWants out;
  out.everything = true;
  return out;
}

/// Number of a provider -> its name as somebody wrote it.
std::map<std::uint32_t, std::string> spelled_providers(const RuleSet& rules, std::span<const std::string> spellings) {
  std::map<std::uint32_t, std::string> out;
  const auto add = [&](const std::string& name) {
    const std::uint32_t number = rules.compiled().providers.find(fold(name));
    if (number != 0) out.try_emplace(number, name);
  };
  for (const std::string& name : spellings) add(name);
  for (const Rule& rule : rules.rules()) {
    if (!rule.scope.provider_as_written.empty()) add(rule.scope.provider_as_written);
  }
  return out;
}

}  // namespace

ChannelWants wants_of_channel(const RuleSet& rules, std::string_view channel, std::span<const std::string> spellings) {
  const RuleSet::Compiled& compiled = rules.compiled();
  const std::uint32_t number = compiled.channels.find(fold(channel));
  const auto concerns = [&](std::uint32_t rule) {
    const std::vector<std::uint32_t>& channels = compiled.plans[rule].channels;
    return channels.empty() || std::find(channels.begin(), channels.end(), number) != channels.end();
  };
  std::set<std::uint32_t> ids;
  for (const auto& [id, list] : compiled.by_event_id) {
    if (std::any_of(list.begin(), list.end(), concerns)) ids.insert(id);
  }

  const auto spelled = spelled_providers(rules, spellings);
  std::set<std::string> providers;
  std::vector<std::uint32_t> of_any_id = compiled.of_any_event;
  if (const auto list = compiled.by_channel.find(number); number != 0 && list != compiled.by_channel.end()) {
    of_any_id.insert(of_any_id.end(), list->second.begin(), list->second.end());
  }
  for (const std::uint32_t rule : of_any_id) {
    const std::vector<std::uint32_t>& named = compiled.plans[rule].providers;
    if (named.empty()) return all_of_it();
    for (const std::uint32_t provider : named) {
      const auto name = spelled.find(provider);
      if (name == spelled.end()) return all_of_it();
      providers.insert(name->second);
    }
  }
  return {false, {ids.begin(), ids.end()}, {providers.begin(), providers.end()}};
}

}  // namespace doctor
