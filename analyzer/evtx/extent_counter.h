#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "event/source.h"

namespace doctor::evtx {

/// Counts records for their Extents, cheaply: records that agree in computer, channel, provider and level as stored are one
/// combination, and its names are made once, for all chunks.
/// Threads: one at a time.
class ExtentCounter {
 public:
  /// What tells two combinations apart. `origin` stands for all of the names that are literal in a template, null if none is;
  /// the rest is compared byte for byte.
  struct Key {
    const void* origin = nullptr;
    std::uint8_t level = 0;
    std::string_view computer, channel, provider;  ///< as stored; empty where `origin` says it
    bool operator==(const Key&) const = default;
  };
  /// UTF-8. Lifetime: until clear().
  struct Names {
    std::string_view computer, channel, provider;
    bool any_id = false;      ///< a note of the reader's: what Prefilter::wants_any_id() says of them,
    std::uint32_t epoch = 0;  ///< and in which run it said so
  };

  /// Where a caller keeps what it found last, to be asked first the next time. Forgotten by clear().
  class Hint {
    friend class ExtentCounter;
    void* combination_ = nullptr;
  };

  /// The names of a combination met before, or null; to be followed by count().
  Names* find(const Key& key, Hint& hint) {
    auto* c = static_cast<Combination*>(hint.combination_);
    if (c == nullptr || !same(c->key, key)) {
      c = search(key);
      if (c == nullptr) return nullptr;
      hint.combination_ = c;
    }
    current_ = c;
    return &c->names;
  }
  const Names& add(const Key& key, const Names& names);

  /// Counts one record of the combination last found or added.
  void count(FileTime time) {
    Combination& c = *current_;
    if (c.events++ == 0) touched_.push_back(&c);
    if (time.ticks == 0) return;  // unknown
    if (c.first.ticks == 0 || time < c.first) c.first = time;
    if (time > c.last) c.last = time;
  }

  /// Adds what was counted since the last flush, in the order in which combinations were met.
  void flush(Extents& out);
  /// Forgets the combinations too. Requires that everything counted was flushed.
  void clear();
  bool large() const { return met_.size() > 4096; }

 private:
  struct Combination {
    std::uint64_t hash = 0;
    Key key;
    Names names;
    std::uint64_t events = 0;  ///< since the last flush, as the two below
    FileTime first, last;
    std::string kept;  ///< what the views above point into
    Combination* next = nullptr;
  };

  static std::uint64_t hash(const Key& key);
  Combination* search(const Key& key);
  static bool same(const Key& a, const Key& b) {
    return a.origin == b.origin && a.level == b.level && equal(a.provider, b.provider) && equal(a.channel, b.channel) &&
           equal(a.computer, b.computer);
  }
  static bool equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && equal_bytes(a.data(), b.data(), a.size());
  }

  std::deque<Combination> met_;
  std::array<Combination*, 256> recent_{}, buckets_{};
  std::vector<Combination*> touched_;
  Combination* current_ = nullptr;
};

}  // namespace doctor::evtx
