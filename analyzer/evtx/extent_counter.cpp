#include "evtx/extent_counter.h"

#include <cstring>

namespace doctor::evtx {

namespace {

/// Length and both ends: what names differ in.
std::uint64_t edges(std::string_view text) {
  if (text.size() < 8) return text.size();
  std::uint64_t front = 0, back = 0;
  std::memcpy(&front, text.data(), 8);
  std::memcpy(&back, text.data() + text.size() - 8, 8);
  return front * 31 + back + text.size();
}

}  // namespace

std::uint64_t ExtentCounter::hash(const Key& key) {
  constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15u;
  std::uint64_t h = reinterpret_cast<std::uintptr_t>(key.origin) ^ (std::uint64_t{key.level} << 56);
  h = (h ^ edges(key.provider)) * kSpread;
  h = (h ^ edges(key.channel) ^ edges(key.computer) * 3) * kSpread;
  return h ^ (h >> 32);
}

ExtentCounter::Combination* ExtentCounter::search(const Key& key) {
  const std::uint64_t h = hash(key);
  Combination*& recent = recent_[h % recent_.size()];
  if (recent != nullptr && same(recent->key, key)) return recent;
  for (Combination* c = buckets_[(h >> 8) % buckets_.size()]; c != nullptr; c = c->next) {
    if (c->hash == h && same(c->key, key)) return recent = c;
  }
  return nullptr;
}

const ExtentCounter::Names& ExtentCounter::add(const Key& key, const Names& names) {
  Combination& c = met_.emplace_back();
  c.hash = hash(key);
  c.key = key;
  c.names = names;
  const std::array<std::string_view*, 6> views = {&c.key.computer,   &c.key.channel,   &c.key.provider,
                                                  &c.names.computer, &c.names.channel, &c.names.provider};
  std::size_t size = 0;
  for (const std::string_view* v : views) size += v->size();
  c.kept.reserve(size);
  for (std::string_view* v : views) {
    const std::size_t at = c.kept.size();
    c.kept += *v;
    *v = {c.kept.data() + at, v->size()};
  }
  Combination*& bucket = buckets_[(c.hash >> 8) % buckets_.size()];
  c.next = bucket;
  bucket = &c;
  recent_[c.hash % recent_.size()] = &c;
  current_ = &c;
  return c.names;
}

void ExtentCounter::flush(Extents& out) {
  for (Combination* c : touched_) {
    out.count(c->names.computer, c->names.channel, c->names.provider, c->key.level, c->first);
    if (c->events > 1) {
      out.count(c->names.computer, c->names.channel, c->names.provider, c->key.level, c->last, c->events - 1);
    }
    c->events = 0;
    c->first = c->last = {};
  }
  touched_.clear();
}

void ExtentCounter::clear() {
  recent_.fill(nullptr);
  buckets_.fill(nullptr);
  touched_.clear();
  met_.clear();
  current_ = nullptr;
}

}  // namespace doctor::evtx
