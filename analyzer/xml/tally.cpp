#include "xml/tally.h"

#include <cstring>

namespace doctor::xml {

namespace {

/// Length and both ends: what names differ in.
std::uint64_t edges(std::string_view text) {
  if (text.size() < 8) return text.size() + (text.empty() ? 0 : static_cast<unsigned char>(text.back()) * 257u);
  std::uint64_t front = 0, back = 0;
  std::memcpy(&front, text.data(), 8);
  std::memcpy(&back, text.data() + text.size() - 8, 8);
  return front * 31 + back + text.size();
}

}  // namespace

/// A log may be made so that the quick comparison never helps: then this one has to.
Tally::Combination& Tally::search(std::string_view computer, std::string_view channel, std::string_view provider,
                                  std::uint8_t level) {
  key_.assign(1, static_cast<char>(level));
  for (const std::string_view name : {computer, channel, provider}) {
    key_ += name;
    key_ += '\0';  // in no name: the readers replace it
  }
  const auto [it, is_new] = met_.try_emplace(key_);
  if (is_new) {
    it->second.computer = computer;
    it->second.channel = channel;
    it->second.provider = provider;
    it->second.level = level;
  }
  return it->second;
}

void Tally::count(std::string_view computer, std::string_view channel, std::string_view provider, std::uint8_t level,
                  FileTime time) {
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15u;
  const std::uint64_t mixed = (edges(provider) * 7 + edges(channel) * 5 + edges(computer) * 3 + level) * kSpread;
  Combination*& c = recent_[mixed >> 56];
  if (c == nullptr || !c->is(computer, channel, provider, level)) c = &search(computer, channel, provider, level);
  if (c->events++ == 0) touched_.push_back(c);
  if (time.ticks == 0) return;  // unknown
  if (c->first.ticks == 0 || time < c->first) c->first = time;
  if (time > c->last) c->last = time;
}

void Tally::flush(Extents& out) {
  for (Combination* c : touched_) {
    out.count(c->computer, c->channel, c->provider, c->level, c->first);
    if (c->events > 1) out.count(c->computer, c->channel, c->provider, c->level, c->last, c->events - 1);
    c->events = 0;
    c->first = c->last = {};
  }
  touched_.clear();
  if (met_.size() > kMost) {
    recent_.fill(nullptr);
    met_.clear();
  }
}

}  // namespace doctor::xml
