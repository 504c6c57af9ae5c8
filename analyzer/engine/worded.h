#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/windows.h"

namespace doctor {

/// A condition in words over the rules of a temporal correlation: "refused and (restarted or updated) and not answered" (draft of Sigma
/// 2.2). What stands under no `not` must have happened, what stands under one must not, within one time span.
class WordedCondition {
 public:
  WordedCondition() = default;  ///< none

  /// `rules`: names of the slots; `find` the slot of a name or id, or nothing. Error: what is wrong, for a person. Refused are
  /// conditions that hold when nothing happens at all, and slots that no name stands for.
  static Result<WordedCondition> make(std::string_view words, std::span<const std::string> rules,
                                      const std::function<std::optional<std::uint32_t>(const std::string&)>& find);

  bool empty() const { return nodes_.empty(); }
  /// `counts`: of each slot, how often it happened.
  bool holds(std::span<const std::uint32_t> counts) const;
  bool is_wanted(std::uint32_t slot) const { return wanted_[slot]; }      ///< stands under no `not` somewhere
  bool is_unwanted(std::uint32_t slot) const { return unwanted_[slot]; }  ///< stands under a `not` somewhere
  /// Whether it is names and negated names joined by `and` and nothing else.
  bool is_plain_list() const { return plain_list_; }

 private:
  struct Node {
    enum class Kind : std::uint8_t { slot, all, any, negation } kind;
    std::uint32_t slot = 0;
    std::vector<std::uint32_t> children;
  };
  class Maker;

  bool holds(std::uint32_t node, std::span<const std::uint32_t> counts) const;

  std::vector<Node> nodes_;
  std::uint32_t root_ = 0;
  std::vector<bool> wanted_, unwanted_;
  bool plain_list_ = false;
};

/// The episodes of one group. A window begins with an event that is wanted, and holds all events of the group within `length` of it: so
/// what is unwanted must be absent from the whole of it, also behind the last wanted event. Windows that hold and share an event are one
/// episode. Windows that hold, but end after `known_until`, are undecided: the unwanted might still have come. An episode is undecided
/// if all its windows are. `count`: of the rules that are wanted, how many happened, at its highest.
/// `ordered`: those that are wanted must follow one another in the order of their slots.
/// Time: linear in items, times the size of the condition (and times slots squared if ordered).
std::vector<Episode> find_worded_episodes(std::span<const TimedItem> items, const WordedCondition& words, Ticks length,
                                          std::size_t slots, bool ordered, FileTime known_until);

}  // namespace doctor
