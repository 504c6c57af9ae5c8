#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "event/source.h"
#include "evtx/text_pool.h"

namespace doctor::evtx {

/// Counts the records of one chunk for its Extents, cheaply: records come in runs that agree in computer, channel, provider and
/// level, so these are compared as stored and turned to text once per combination.
class ExtentCounter {
 public:
  /// What tells two combinations apart. `origin` is the template if all of it that is literal is the same for equal templates, else
  /// null; the rest is compared byte for byte.
  struct Key {
    const void* origin = nullptr;
    std::uint8_t level = 0;
    std::string_view computer, channel, provider;  ///< as stored; empty where `origin` says it
    bool operator==(const Key&) const = default;
  };
  struct Names {
    std::string_view computer, channel, provider;  ///< UTF-8
  };

  /// The names of a combination met before, or null; to be followed by count().
  const Names* find(const Key& key);
  /// Requires that the views of key and names live as long as the batch.
  const Names& add(const Key& key, const Names& names);
  /// Counts one record of the combination last found or added.
  void count(FileTime time);

  void flush(Extents& out);

 private:
  struct Combination {
    Key key;
    Names names;
    std::uint64_t events = 0;
    FileTime first, last;
  };
  std::vector<Combination> met_;
  std::size_t current_ = 0;
};

}  // namespace doctor::evtx
