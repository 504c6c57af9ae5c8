#include "app/wanted.h"

#include <algorithm>

namespace doctor {

Prefilter wanted_events(const Options& options) {
  const EventChoice& choice = options.choice;
  Prefilter wanted;
  wanted.from = options.since;
  wanted.until = options.until;
  for (const auto& [from, to] : choice.ids) {
    for (std::uint32_t id = from; id <= to; ++id) wanted.allow(id);
  }
  for (const std::string& name : choice.providers) wanted.only_provider(name);
  for (const std::string& name : choice.channels) wanted.only_channel(name);
  for (const std::string& name : choice.computers) wanted.only_computer(name);
  for (const std::uint8_t level : choice.levels) wanted.only_level(level);
  for (const std::uint64_t id : choice.records) wanted.only_record(id);
  if (!choice.text.empty()) wanted.only_text(choice.text);
  return wanted;
}

bool chooses(const Options& options) {
  const EventChoice& c = options.choice;
  const bool names = !c.providers.empty() || !c.channels.empty() || !c.computers.empty();
  const bool numbers = !c.ids.empty() || !c.levels.empty() || !c.records.empty();
  const Options usual;
  return names || numbers || !c.text.empty() || options.since != usual.since || options.until != usual.until;
}

}  // namespace doctor
