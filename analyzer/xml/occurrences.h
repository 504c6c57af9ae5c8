#pragma once
#include <array>
#include <cstddef>
#include <string_view>
#include <unordered_map>

namespace doctor::xml {

/// Counts how often a name has occurred among siblings, in linear time whatever they are. A list while there are few, as nearly always.
/// Lifetime: the names must outlive it.
class Occurrences {
 public:
  /// Begins anew.
  void clear() {
    used_ = 0;
    map_.clear();
  }
  /// How often it came before.
  std::size_t next(std::string_view name) {
    if (map_.empty()) {
      for (std::size_t i = 0; i < used_; ++i) {
        if (few_[i].name == name) return few_[i].count++;
      }
      if (used_ < few_.size()) {
        few_[used_++] = {name, 1};
        return 0;
      }
      for (const Entry& e : few_) map_.emplace(e.name, e.count);
    }
    return map_[name]++;
  }

 private:
  struct Entry {
    std::string_view name;
    std::size_t count;
  };
  std::array<Entry, 24> few_;  // filled up to used_
  std::size_t used_ = 0;
  std::unordered_map<std::string_view, std::size_t> map_;
};

}  // namespace doctor::xml
